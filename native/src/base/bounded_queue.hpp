// A queue bounded by bytes, from one thread that must never block (the network thread) to one that may.
// The producer asks full() before it makes more; what it has already made is always admitted, so one item
// larger than the bound still passes through an empty queue. The consumer decides when an item's bytes stop
// counting: on taking it (pop_all) or later (take, then release), e.g. after the database has it. One
// consumer; thread-safe.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace dvcs::base {

template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t limit_bytes) : limit_(limit_bytes) {}

  // Whether a consumer in pop_all() is woken for an item, or finds it with the next one that hurries, when an
  // eighth of the bound has come together, or when its patience ends. Waking a thread costs more than a small
  // item is worth.
  enum class Hurry { kNow, kLater };

  // Dropped when the queue is closed.
  void push(T item, std::size_t bytes, Hurry hurry = Hurry::kNow) {
    bool wake = false;
    {
      std::lock_guard lock(mutex_);
      if (closed_) return;
      items_.emplace_back(std::move(item), bytes);
      used_ += bytes;
      wake = !due_ && (hurry == Hurry::kNow || used_ >= limit_ / 8);
      due_ = due_ || wake;
    }
    if (wake) arrived_.notify_one();
  }

  // True: make no more until a release() answers true. `extra` counts as if it were queued already.
  bool full(std::size_t extra = 0) const {
    std::lock_guard lock(mutex_);
    const bool full = used_ + extra >= limit_;
    // Never back to false here: one that was told to wait still waits when another finds room.
    starved_ |= full;
    return full;
  }

  // Waits for an item. `fits(item)` false leaves it at the head. Its bytes count until release(bytes).
  // Nothing: time is up, the queue is closed, or the item did not fit.
  template <class Fits>
  std::optional<T> take(std::chrono::milliseconds wait, Fits&& fits) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, wait, [this] { return closed_ || !items_.empty(); });
    if (closed_ || items_.empty() || !fits(std::as_const(items_.front().first))) return std::nullopt;
    std::optional<T> item(std::move(items_.front().first));
    items_.pop_front();
    due_ = !items_.empty();
    return item;
  }

  using Items = std::deque<std::pair<T, std::size_t>>;

  // Everything that is there, with its bytes, which no longer count: not for a queue of which items are taken
  // one by one. `room` becomes true when the producer waits and may go on.
  Items pop_all(std::chrono::milliseconds wait, bool& room) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, wait, [this] { return closed_ || due_; });
    due_ = false;
    room = release_locked(used_);
    return std::exchange(items_, {});
  }

  // True, once per wait: the producer found the queue full and may go on now.
  bool release(std::size_t bytes) {
    std::lock_guard lock(mutex_);
    return release_locked(bytes);
  }

  // Wakes every waiting take(); items still queued are dropped.
  void close() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
      items_.clear();
      used_ = 0;
    }
    arrived_.notify_all();
  }

  bool closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
  }

  // Queued and taken but not yet released.
  std::size_t used_bytes() const {
    std::lock_guard lock(mutex_);
    return used_;
  }

 private:
  bool release_locked(std::size_t bytes) {
    used_ -= std::min(bytes, used_);
    // Half the bound, so that the producer is not woken for every single item.
    bool room = starved_ && used_ <= limit_ / 2;
    if (room) starved_ = false;
    return room;
  }

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  Items items_;
  std::size_t used_ = 0;
  mutable bool starved_ = false;  // the producer was told to wait
  bool due_ = false;              // something is here that a waiting consumer was woken for
  bool closed_ = false;
};

}  // namespace dvcs::base
