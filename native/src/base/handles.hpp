// A table that lends out numbers for objects, so that no pointer ever leaves native code. A stale, forged or
// twice closed number finds nothing; a shared_ptr keeps an object alive for whoever got it before it was
// taken out. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dvcs::base {

// handle = generation << 32 | slot. Generations start at 1 and never become 0, so 0 is never a handle.
template <class T>
class Handles {
 public:
  // `object` must not be null.
  std::int64_t put(std::shared_ptr<T> object) {
    std::lock_guard lock(mutex_);
    std::uint32_t slot = 0;
    if (free_.empty()) {
      slot = static_cast<std::uint32_t>(slots_.size());
      slots_.emplace_back();
      free_.reserve(slots_.size());  // take() must not allocate
    } else {
      slot = free_.back();
      free_.pop_back();
    }
    slots_[slot].object = std::move(object);
    return static_cast<std::int64_t>(std::uint64_t{slots_[slot].generation} << 32 | slot);
  }

  // Null for a number that is not (or no longer) a handle.
  std::shared_ptr<T> get(std::int64_t handle) const {
    std::lock_guard lock(mutex_);
    auto slot = find(handle);
    return slot < slots_.size() ? slots_[slot].object : nullptr;
  }

  // Ends the handle and gives the object back; null as for get().
  std::shared_ptr<T> take(std::int64_t handle) {
    std::lock_guard lock(mutex_);
    auto slot = find(handle);
    if (slot == slots_.size()) return nullptr;
    auto object = std::move(slots_[slot].object);
    slots_[slot].object = nullptr;
    // A generation that wrapped around would revive old handles: such a slot is given up.
    if (++slots_[slot].generation <= kLastGeneration) free_.push_back(static_cast<std::uint32_t>(slot));
    return object;
  }

  // Ends every handle.
  std::vector<std::shared_ptr<T>> take_all() {
    std::vector<std::int64_t> live;
    {
      std::lock_guard lock(mutex_);
      for (std::size_t slot = 0; slot < slots_.size(); ++slot)
        if (slots_[slot].object)
          live.push_back(static_cast<std::int64_t>(std::uint64_t{slots_[slot].generation} << 32 | slot));
    }
    std::vector<std::shared_ptr<T>> objects;
    for (auto handle : live)
      if (auto object = take(handle)) objects.push_back(std::move(object));
    return objects;
  }

 private:
  static constexpr std::uint32_t kLastGeneration = 0x7fffffff;  // handles stay positive

  struct Slot {
    std::shared_ptr<T> object;
    std::uint32_t generation = 1;
  };

  // The slot of a live handle, else slots_.size(). An empty slot never matches, whatever generation is asked
  // for: otherwise a forged handle could free a slot twice.
  std::size_t find(std::int64_t handle) const {
    auto bits = static_cast<std::uint64_t>(handle);
    auto slot = static_cast<std::uint32_t>(bits);
    auto generation = static_cast<std::uint32_t>(bits >> 32);
    bool live = slot < slots_.size() && slots_[slot].generation == generation && slots_[slot].object;
    return live ? slot : slots_.size();
  }

  mutable std::mutex mutex_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
};

}  // namespace dvcs::base
