// Which connection a call gets: a table per origin of idle connections and of calls that wait for one. No I/O
// and no clock of its own; what a connection is does not matter here.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "http/transport.hpp"

namespace dvcs::net {

template <class Connection>
class Pool {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Pool(int per_origin, std::chrono::milliseconds idle_limit)
      : per_origin_(per_origin < 1 ? 1 : static_cast<std::size_t>(per_origin)), idle_limit_(idle_limit) {}

  // Calls `start` at once when the origin has a place free, else when one becomes free, in the order of
  // asking.
  void acquire(const std::string& origin, http::CallId id, std::function<void()> start) {
    Origin& entry = origins_[origin];
    if (entry.in_use >= per_origin_) return entry.waiting.emplace_back(id, std::move(start)), void();
    ++entry.in_use;
    start();
  }

  // A call that waits no longer. False: it was not waiting, so its place must be released.
  bool withdraw(const std::string& origin, http::CallId id) {
    auto found = origins_.find(origin);
    if (found == origins_.end()) return false;
    return std::erase_if(found->second.waiting, [id](const auto& waiter) { return waiter.first == id; }) > 0;
  }

  // The idle connection used last (the others may then grow old), for a call that has a place. Null: make a
  // new one.
  std::shared_ptr<Connection> take_idle(const std::string& origin) {
    Origin& entry = origins_[origin];
    if (entry.idle.empty()) return nullptr;
    auto connection = std::move(entry.idle.back().first);
    entry.idle.pop_back();
    return connection;
  }

  // Gives a place back, with the connection when it may be used again.
  void release(const std::string& origin, std::shared_ptr<Connection> reusable, Time now) {
    Origin& entry = origins_[origin];
    if (reusable) entry.idle.emplace_back(std::move(reusable), now + idle_limit_);
    --entry.in_use;
    if (entry.waiting.empty()) return forget_if_unused(origin);
    ++entry.in_use;
    auto start = std::move(entry.waiting.front().second);
    entry.waiting.pop_front();
    start();
  }

  // Drops what has been idle too long. Returns when to look again, if ever.
  std::optional<Time> expire(Time now) {
    std::optional<Time> next;
    for (auto entry = origins_.begin(); entry != origins_.end();) {
      auto& idle = entry->second.idle;
      std::erase_if(idle, [now](const auto& connection) { return connection.second <= now; });
      if (!idle.empty() && (!next || idle.front().second < *next)) next = idle.front().second;
      entry = unused(entry->second) ? origins_.erase(entry) : std::next(entry);
    }
    return next;
  }

  void close_idle() {
    for (auto& [origin, entry] : origins_) entry.idle.clear();
  }

  std::size_t idle_count() const {
    std::size_t count = 0;
    for (const auto& [origin, entry] : origins_) count += entry.idle.size();
    return count;
  }

 private:
  struct Origin {
    std::size_t in_use = 0;
    std::vector<std::pair<std::shared_ptr<Connection>, Time>> idle;  // oldest first
    std::deque<std::pair<http::CallId, std::function<void()>>> waiting;
  };

  static bool unused(const Origin& entry) {
    return entry.in_use == 0 && entry.idle.empty() && entry.waiting.empty();
  }
  void forget_if_unused(const std::string& origin) {
    if (auto found = origins_.find(origin); found != origins_.end() && unused(found->second))
      origins_.erase(found);
  }

  std::size_t per_origin_;
  std::chrono::milliseconds idle_limit_;
  std::map<std::string, Origin> origins_;
};

}  // namespace dvcs::net
