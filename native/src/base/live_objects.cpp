#include "base/live_objects.hpp"

#include <atomic>

namespace dvcs::base {
namespace {
std::atomic<int> live{0};
}

LiveObject::LiveObject() {
  live.fetch_add(1, std::memory_order_relaxed);
}
LiveObject::LiveObject(const LiveObject&) : LiveObject() {}
LiveObject::~LiveObject() {
  live.fetch_sub(1, std::memory_order_relaxed);
}
int LiveObject::count() {
  return live.load(std::memory_order_relaxed);
}

}  // namespace dvcs::base
