#include "git/base_cache.hpp"

namespace dvcs::git {

const BaseCache::Entry* BaseCache::find(std::uint64_t offset) const {
  auto found = entries_.find(offset);
  return found == entries_.end() ? nullptr : &found->second;
}

void BaseCache::put(std::uint64_t offset, int type, const std::string& content) {
  if (content.size() > limit_ / 4 || entries_.contains(offset)) return;
  entries_.emplace(offset, Entry{type, content});
  order_.push_back(offset);
  bytes_ += content.size();
  while (bytes_ > limit_) {
    auto oldest = entries_.find(order_.front());
    bytes_ -= oldest->second.content.size();
    entries_.erase(oldest);
    order_.pop_front();
  }
}

}  // namespace dvcs::git
