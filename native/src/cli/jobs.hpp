// What the commands need of an account: start work, wait for what happens. `Forge` is the real one; tests
// script it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "dvcs/session.hpp"

namespace dvcs::cli {

struct Happened {
  JobId job = 0;
  std::int64_t repository_id = 0;
  Event event;
};

struct Traffic {
  std::uint64_t requests = 0;
  std::uint64_t bytes_in = 0;
};

class Jobs {
 public:
  virtual ~Jobs() = default;
  virtual JobId start(Job job) = 0;
  // The next event; none within `wait`.
  virtual std::optional<Happened> next(std::chrono::milliseconds wait) = 0;
  virtual Traffic traffic() const = 0;
};

}  // namespace dvcs::cli
