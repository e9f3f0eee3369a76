#include "http/pace.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dvcs::http {
namespace {

using std::chrono::seconds;

const Now kNow{seconds(1'700'000'000)};

RateWindow window(std::int64_t remaining, std::int64_t limit = 100, seconds left = seconds(60)) {
  return {.limit = limit, .remaining = remaining, .reset = kNow + left};
}

Now backfill(const RateWindow& of, double share = 1, Now last = kNow) {
  return next_send(of, Lane::kBackfill, share, last, kNow);
}

TEST(NextSend, NothingIsSlowedDownInTheFirstHalf) {
  EXPECT_EQ(backfill(window(51)), kNow);
  EXPECT_EQ(backfill(window(100)), kNow);
}

TEST(NextSend, BackfillSpreadsTheSecondHalfOverTheRestOfTheWindow) {
  EXPECT_EQ(backfill(window(50)), kNow + std::chrono::milliseconds(1500)) << "40 requests in 60 s";
  EXPECT_EQ(backfill(window(50), 0.5), kNow + seconds(3)) << "half of them are another node's";
  EXPECT_EQ(backfill(window(50), 1, kNow - seconds(1)), kNow + std::chrono::milliseconds(500));
  EXPECT_EQ(backfill(window(50), 1, kNow - seconds(9)), kNow) << "it has waited long enough";
}

TEST(NextSend, BackfillLeavesATenthToLiveWork) {
  EXPECT_EQ(backfill(window(10)), kNow + seconds(60));
  EXPECT_EQ(next_send(window(10), Lane::kLive, 1, kNow, kNow), kNow);
  EXPECT_EQ(next_send(window(1), Lane::kLive, 1, kNow, kNow), kNow);
  EXPECT_EQ(next_send(window(0), Lane::kLive, 1, kNow, kNow), kNow + seconds(60));
  EXPECT_EQ(backfill(window(1, 0)), kNow + seconds(60)) << "one is left even when no limit is named";
}

TEST(NextSend, AWindowThatIsOverSaysNothing) {
  for (Lane lane : {Lane::kLive, Lane::kBackfill})
    EXPECT_EQ(next_send(window(0, 100, seconds(0)), lane, 1, kNow, kNow), kNow);
}

// Whatever a server says: never into the past, never beyond its reset, and backfill never takes what is
// live's.
TEST(NextSend, HoldsForAnyWindow) {
  std::mt19937_64 random(11);
  auto below = [&](std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(0, most)(random);
  };
  for (int i = 0; i < 20'000; ++i) {
    const RateWindow any{below(5000), below(6000), kNow + seconds(below(4000) - 100)};
    const double share = static_cast<double>(below(100)) / 100;
    const Now last = kNow - seconds(below(100));
    const Now at = next_send(any, Lane::kBackfill, share, last, kNow);
    ASSERT_GE(at, kNow);
    ASSERT_LE(at, std::max(kNow, any.reset) + std::chrono::milliseconds(1)) << i;
    if (any.reset > kNow && any.remaining <= std::max<std::int64_t>(1, any.limit / 10))
      ASSERT_EQ(at, any.reset) << i;
    ASSERT_LE(next_send(any, Lane::kLive, share, last, kNow), at) << "live work is never behind backfill";
  }
}

TEST(Parallelism, BeginsAtTheCeilingAndHalvesOnOverload) {
  Parallelism limits;
  EXPECT_EQ(limits.allowed(8), 8);
  limits.cut(8, kNow, kNow);
  EXPECT_EQ(limits.allowed(8), 4);
  limits.cut(8, kNow + seconds(1), kNow + seconds(2));
  EXPECT_EQ(limits.allowed(8), 2);
  for (int i = 3; i < 20; ++i) limits.cut(8, kNow + seconds(i), kNow + seconds(i));
  EXPECT_EQ(limits.allowed(8), 1);
}

TEST(Parallelism, RequestsOfOneRoundCutOnce) {
  Parallelism limits;
  limits.cut(8, kNow, kNow + seconds(1));
  for (int i = 0; i < 7; ++i) limits.cut(8, kNow, kNow + seconds(1));
  EXPECT_EQ(limits.allowed(8), 4);
}

TEST(Parallelism, GrowsByOnePerRoundUpToTheCeiling) {
  Parallelism limits;
  for (int i = 1; i <= 3; ++i) limits.cut(8, kNow + seconds(i), kNow + seconds(i));
  ASSERT_EQ(limits.allowed(8), 1);
  for (int expected = 2; expected <= 8; ++expected) {
    const int round = limits.allowed(8);
    for (int i = 0; i < round; ++i) limits.grow(8);
    EXPECT_EQ(limits.allowed(8), expected);
  }
  for (int i = 0; i < 100; ++i) limits.grow(8);
  EXPECT_EQ(limits.allowed(8), 8);
}

TEST(Parallelism, IsAtLeastOneForAnyHistory) {
  std::mt19937_64 random(3);
  Parallelism limits;
  for (int i = 0; i < 10'000; ++i) {
    const int ceiling = 1 + static_cast<int>(random() % 64);
    if (random() % 2 == 0) {
      limits.grow(ceiling);
    } else {
      limits.cut(ceiling, kNow + seconds(i), kNow + seconds(i));
    }
    ASSERT_GE(limits.allowed(ceiling), 1);
    ASSERT_LE(limits.allowed(ceiling), ceiling);
  }
}

}  // namespace
}  // namespace dvcs::http
