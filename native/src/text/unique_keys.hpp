// Collects keys, each once, in order of appearance.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dvcs::text {

// Few are the rule; a hostile text of a hundred thousand must not cost their square. Those already in `keys`
// count.
class UniqueKeys {
 public:
  explicit UniqueKeys(std::vector<std::string>& keys) : keys_(keys) {}

  void add(std::string key) {
    if (keys_.size() < kLinear) {
      if (std::find(keys_.begin(), keys_.end(), key) != keys_.end()) return;
    } else {
      if (seen_.empty()) seen_.insert(keys_.begin(), keys_.end());
      if (!seen_.insert(key).second) return;
    }
    keys_.push_back(std::move(key));
  }

 private:
  static constexpr std::size_t kLinear = 32;
  std::vector<std::string>& keys_;
  std::unordered_set<std::string> seen_;
};

}  // namespace dvcs::text
