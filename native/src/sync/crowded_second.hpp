// Merge requests updated within one second that do not fit one page. Between such pages only their number
// leads on: one that changes meanwhile leaves the second, and pulls another over a page's edge, unseen. So
// that second is read again until nothing new turns up.
#pragma once

#include <cstdint>
#include <optional>

#include "providers/provider.hpp"

namespace dvcs::sync {

class CrowdedSecond {
 public:
  // A row of that second (or another one) that was not seen before.
  void met(std::int64_t updated);
  // After a page was taken: whether to go back to the begin of `second()`.
  bool must_be_read_again(const providers::Page<MergeRequest>& page);
  std::int64_t second() const { return *second_; }
  // Each reading of a second brought something new, and there may be more.
  bool gave_up() const { return gave_up_; }
  // Whether all that was updated before `time` has been read for certain.
  bool passed(std::int64_t time) const { return !second_ || time <= *second_; }

 private:
  std::optional<std::int64_t> second_;
  bool fresh_ = false;  // this reading of it met something new
  bool gave_up_ = false;
  int readings_ = 0;
};

}  // namespace dvcs::sync
