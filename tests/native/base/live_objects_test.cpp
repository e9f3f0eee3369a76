#include "base/live_objects.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace dvcs::base {
namespace {

TEST(LiveObjects, CountsConstructionCopyAndEnd) {
  int before = LiveObject::count();
  {
    LiveObject one;
    LiveObject copy(one);
    copy = one;
    EXPECT_EQ(LiveObject::count(), before + 2);
    std::vector<LiveObject> many(5);
    EXPECT_EQ(LiveObject::count(), before + 7);
  }
  EXPECT_EQ(LiveObject::count(), before);
}

TEST(LiveObjects, CountsAcrossThreads) {
  int before = LiveObject::count();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 1000; ++i) LiveObject passing;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(LiveObject::count(), before);
}

}  // namespace
}  // namespace dvcs::base
