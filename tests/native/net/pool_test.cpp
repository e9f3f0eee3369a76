#include "net/pool.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dvcs::net {
namespace {

using std::chrono::milliseconds;
using TestPool = Pool<int>;

TestPool::Time at(int ms) {
  return TestPool::Time(milliseconds(ms));
}

TEST(Pool, StartsAtOnceUntilTheLimitAndThenInOrder) {
  TestPool pool(2, milliseconds(100));
  std::vector<int> started;
  for (int i = 0; i < 5; ++i)
    pool.acquire("a", static_cast<http::CallId>(i), [&started, i] { started.push_back(i); });
  EXPECT_EQ(started, (std::vector<int>{0, 1}));
  pool.release("a", nullptr, at(0));
  EXPECT_EQ(started, (std::vector<int>{0, 1, 2}));
  EXPECT_TRUE(pool.withdraw("a", 3));
  EXPECT_FALSE(pool.withdraw("a", 3));
  EXPECT_FALSE(pool.withdraw("a", 0)) << "it has started";
  pool.release("a", nullptr, at(0));
  EXPECT_EQ(started.back(), 4);
}

TEST(Pool, OriginsDoNotShare) {
  TestPool pool(1, milliseconds(100));
  int started = 0;
  pool.acquire("a", 1, [&] { ++started; });
  pool.acquire("b", 2, [&] { ++started; });
  EXPECT_EQ(started, 2);
  pool.release("a", std::make_shared<int>(7), at(0));
  EXPECT_EQ(pool.take_idle("b"), nullptr);
  EXPECT_EQ(*pool.take_idle("a"), 7);
}

TEST(Pool, TheConnectionUsedLastIsTakenFirst) {
  TestPool pool(3, milliseconds(100));
  for (http::CallId id : {1u, 2u, 3u}) pool.acquire("a", id, [] {});
  for (int i = 1; i <= 3; ++i) pool.release("a", std::make_shared<int>(i), at(i));
  EXPECT_EQ(*pool.take_idle("a"), 3);
  EXPECT_EQ(*pool.take_idle("a"), 2);
}

TEST(Pool, DropsWhatIsIdleTooLongAndSaysWhenToLookAgain) {
  TestPool pool(3, milliseconds(100));
  for (http::CallId id : {1u, 2u}) pool.acquire("a", id, [] {});
  auto first = std::make_shared<int>(1);
  std::weak_ptr<int> watch = first;
  pool.release("a", std::move(first), at(0));
  pool.release("a", std::make_shared<int>(2), at(50));
  EXPECT_EQ(pool.expire(at(99)), at(100));
  EXPECT_EQ(pool.expire(at(100)), at(150));
  EXPECT_TRUE(watch.expired());
  EXPECT_EQ(pool.idle_count(), 1u);
  EXPECT_EQ(pool.expire(at(150)), std::nullopt);
  EXPECT_EQ(pool.take_idle("a"), nullptr);
}

TEST(Pool, AnyOrderOfEventsKeepsTheLimitAndLosesNoCall) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    TestPool pool(3, milliseconds(20));
    int running = 0;
    int started = 0;
    int withdrawn = 0;
    std::vector<http::CallId> asked;
    for (http::CallId id = 1; id <= 100; ++id) {
      switch (random() % 4) {
        case 0:
          if (running > 0) {
            --running;  // before release: it starts the next one
            pool.release("a", random() % 2 == 0 ? std::make_shared<int>(1) : nullptr,
                         at(static_cast<int>(id)));
          }
          break;
        case 1:
          if (!asked.empty() && pool.withdraw("a", asked[random() % asked.size()])) ++withdrawn;
          break;
        case 2:
          pool.expire(at(static_cast<int>(id)));
          break;
        default:
          asked.push_back(id);
          pool.acquire("a", id, [&] { ++running, ++started; });
      }
      ASSERT_LE(running, 3) << "seed " << seed;
    }
    while (running > 0) {
      --running;
      pool.release("a", nullptr, at(1000));
    }
    EXPECT_EQ(started + withdrawn, static_cast<int>(asked.size())) << "seed " << seed;
  }
}

}  // namespace
}  // namespace dvcs::net
