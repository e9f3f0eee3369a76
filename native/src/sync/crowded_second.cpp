#include "sync/crowded_second.hpp"

namespace dvcs::sync {
namespace {

// Somebody changes merge requests faster than we read them: the next run has another try.
constexpr int kMaxReadings = 5;

}  // namespace

void CrowdedSecond::met(std::int64_t updated) {
  fresh_ = fresh_ || updated == second_;
}

bool CrowdedSecond::must_be_read_again(const providers::Page<MergeRequest>& page) {
  if (page.newest_first) return false;  // what changes moves to the front, and pushes others back
  const bool any = !page.items.empty();
  if (second_ && (!page.next || (any && page.items.back().updated.seconds > *second_))) {
    if (fresh_ && readings_ < kMaxReadings) {
      fresh_ = false;
      ++readings_;
      return true;
    }
    gave_up_ = gave_up_ || fresh_;
    second_.reset();
  }
  if (second_ || !any || !page.next) return false;
  const std::int64_t last = page.items.back().updated.seconds;
  if (page.items.front().updated.seconds != last) return false;
  second_ = last;
  fresh_ = true;
  readings_ = 1;
  return false;
}

}  // namespace dvcs::sync
