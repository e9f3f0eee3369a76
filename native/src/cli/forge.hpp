// An account at a forge, for a command that runs to its end: client, engine and the queue between the network
// thread and this one. The queue is bounded by bytes, so a slow reader of standard output slows the network
// down instead of filling the memory. Public functions: one thread.
#pragma once

#include <memory>
#include <string>

#include "base/status.hpp"
#include "cli/jobs.hpp"
#include "net/client.hpp"

namespace dvcs::cli {

class Forge final : public Jobs {
 public:
  static base::Result<std::unique_ptr<Forge>> open(SessionOptions options, net::ClientOptions network);
  ~Forge() override;

  JobId start(Job job) override;
  std::optional<Happened> next(std::chrono::milliseconds wait) override;
  Traffic traffic() const override;

 private:
  struct Parts;
  explicit Forge(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
  JobId last_job_ = 0;
};

}  // namespace dvcs::cli
