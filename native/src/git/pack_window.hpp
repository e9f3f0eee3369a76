// A sliding view of a spool, so that reading a pack in order costs one read per MiB and not one per object.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.hpp"
#include "git/spool.hpp"

namespace dvcs::git {

class PackWindow {
 public:
  explicit PackWindow(const Spool& spool) : spool_(spool) {}

  // At least `count` bytes from `offset`, fewer only at the end of the spool. Valid until the next call.
  base::Result<std::string_view> at(std::uint64_t offset, std::size_t count);

 private:
  static constexpr std::size_t kWindow = 1u << 20;

  const Spool& spool_;
  std::string bytes_;
  std::uint64_t start_ = 0;
};

}  // namespace dvcs::git
