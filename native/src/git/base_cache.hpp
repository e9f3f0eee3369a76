// Recently resolved objects of a pack by offset, so that a chain of deltas is not inflated again for each
// link. Bounded by bytes, oldest out first.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

namespace dvcs::git {

class BaseCache {
 public:
  struct Entry {
    int type = 0;
    std::string content;
  };

  explicit BaseCache(std::size_t limit_bytes) : limit_(limit_bytes) {}

  const Entry* find(std::uint64_t offset) const;
  void put(std::uint64_t offset, int type, const std::string& content);

 private:
  std::size_t limit_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::deque<std::uint64_t> order_;
};

}  // namespace dvcs::git
