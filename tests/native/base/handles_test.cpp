#include "base/handles.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <thread>

namespace dvcs::base {
namespace {

using Table = Handles<int>;

TEST(Handles, LendsOutPositiveNumbers) {
  Table table;
  auto first = table.put(std::make_shared<int>(1));
  auto second = table.put(std::make_shared<int>(2));
  EXPECT_GT(first, 0);
  EXPECT_GT(second, 0);
  EXPECT_NE(first, second);
  EXPECT_EQ(*table.get(first), 1);
  EXPECT_EQ(*table.get(second), 2);
}

TEST(Handles, ForgetsWhatWasTaken) {
  Table table;
  auto handle = table.put(std::make_shared<int>(7));
  EXPECT_EQ(*table.take(handle), 7);
  EXPECT_EQ(table.get(handle), nullptr);
  EXPECT_EQ(table.take(handle), nullptr);
}

TEST(Handles, ReusedSlotGetsAnotherNumber) {
  Table table;
  auto old = table.put(std::make_shared<int>(1));
  table.take(old);
  auto next = table.put(std::make_shared<int>(2));
  EXPECT_NE(old, next);
  EXPECT_EQ(old & 0xffffffff, next & 0xffffffff);
  EXPECT_EQ(table.get(old), nullptr);
  EXPECT_EQ(*table.get(next), 2);
}

TEST(Handles, ForgedNumberOfTheNextGenerationDoesNotFreeAnEmptySlotTwice) {
  Table table;
  auto handle = table.put(std::make_shared<int>(1));
  table.take(handle);
  auto forged = handle + (std::int64_t{1} << 32);
  EXPECT_EQ(table.take(forged), nullptr);
  auto a = table.put(std::make_shared<int>(1));
  auto b = table.put(std::make_shared<int>(2));
  EXPECT_NE(a & 0xffffffff, b & 0xffffffff);
}

TEST(Handles, NothingBehindForgedNumbers) {
  Table table;
  table.put(std::make_shared<int>(1));
  for (std::int64_t forged : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}, INT64_MAX, INT64_MIN}) {
    EXPECT_EQ(table.get(forged), nullptr) << forged;
    EXPECT_EQ(table.take(forged), nullptr) << forged;
  }
}

TEST(Handles, KeepsAnObjectAliveForWhoeverGotIt) {
  Table table;
  auto handle = table.put(std::make_shared<int>(9));
  auto held = table.get(handle);
  table.take(handle);
  EXPECT_EQ(*held, 9);
  EXPECT_EQ(held.use_count(), 1);
}

TEST(Handles, TakeAllEndsEveryHandle) {
  Table table;
  std::set<std::int64_t> handles;
  for (int i = 0; i < 10; ++i) handles.insert(table.put(std::make_shared<int>(i)));
  table.take(*handles.begin());
  EXPECT_EQ(table.take_all().size(), 9u);
  for (auto handle : handles) EXPECT_EQ(table.get(handle), nullptr);
  EXPECT_TRUE(table.take_all().empty());
}

// Against a map as the model, with old and forged numbers mixed in.
TEST(Handles, BehavesLikeAMapThatNeverReusesNumbers) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Table table;
    std::map<std::int64_t, int> model;
    std::vector<std::int64_t> ever;
    for (int step = 0; step < 2000; ++step) {
      auto pick = [&] { return ever.empty() ? std::int64_t{1} : ever[random() % ever.size()]; };
      switch (random() % 4) {
        case 0: {
          auto handle = table.put(std::make_shared<int>(step));
          ASSERT_TRUE(model.emplace(handle, step).second) << "a live number was given twice";
          ever.push_back(handle);
          break;
        }
        case 1: {
          auto handle = pick();
          auto object = table.take(handle);
          ASSERT_EQ(object != nullptr, model.erase(handle) == 1);
          break;
        }
        case 2: {
          auto handle = pick();
          auto object = table.get(handle);
          auto expected = model.find(handle);
          ASSERT_EQ(object != nullptr, expected != model.end());
          if (object) ASSERT_EQ(*object, expected->second);
          break;
        }
        default: {
          auto handle = pick() ^ (std::int64_t{1} << (random() % 63));
          ASSERT_EQ(table.get(handle) != nullptr, model.contains(handle));
        }
      }
    }
    ASSERT_EQ(table.take_all().size(), model.size());
  }
}

TEST(Handles, ThreadsPutAndTakeAtOnce) {
  Table table;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&table, t] {
      for (int i = 0; i < 2000; ++i) {
        auto handle = table.put(std::make_shared<int>(t));
        auto got = table.get(handle);
        ASSERT_TRUE(got);
        ASSERT_EQ(*got, t);
        ASSERT_TRUE(table.take(handle));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(table.take_all().empty());
}

}  // namespace
}  // namespace dvcs::base
