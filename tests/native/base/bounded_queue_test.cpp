#include "base/bounded_queue.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace dvcs::base {
namespace {

using std::chrono::milliseconds;
using Queue = BoundedQueue<int>;

bool any(int) {
  return true;
}

// What pop_all() gives, without the bytes.
std::vector<int> pop_all(Queue& queue, milliseconds wait = milliseconds(0)) {
  bool room = false;
  std::vector<int> result;
  for (const auto& [item, bytes] : queue.pop_all(wait, room)) result.push_back(item);
  return result;
}

TEST(BoundedQueue, GivesBackInOrder) {
  Queue queue(100);
  for (int i = 0; i < 5; ++i) queue.push(i, 10);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(queue.take(milliseconds(0), any), i);
  EXPECT_EQ(pop_all(queue), (std::vector<int>{2, 3, 4}));
  EXPECT_EQ(pop_all(queue), std::vector<int>());
}

TEST(BoundedQueue, CountsBytesAndNotItems) {
  Queue queue(100);
  queue.push(1, 99);
  EXPECT_FALSE(queue.full());
  EXPECT_TRUE(queue.full(1)) << "what is still being made counts too";
  queue.push(2, 1);
  EXPECT_TRUE(queue.full());
  EXPECT_EQ(queue.used_bytes(), 100u);
}

TEST(BoundedQueue, OneItemAboveTheBoundPassesAnEmptyQueue) {
  Queue queue(10);
  EXPECT_FALSE(queue.full());
  queue.push(1, 1000);
  EXPECT_TRUE(queue.full());
  EXPECT_EQ(pop_all(queue), std::vector<int>{1});
  EXPECT_FALSE(queue.full());
  EXPECT_EQ(queue.used_bytes(), 0u);
}

TEST(BoundedQueue, TakenItemsCountUntilReleased) {
  Queue queue(10);
  queue.push(1, 10);
  EXPECT_EQ(queue.take(milliseconds(0), any), 1);
  EXPECT_TRUE(queue.full());
  EXPECT_TRUE(queue.release(10));
  EXPECT_FALSE(queue.full());
}

TEST(BoundedQueue, WhatDoesNotFitStaysAtTheHead) {
  Queue queue(100);
  queue.push(1, 10);
  queue.push(2, 10);
  EXPECT_EQ(queue.take(milliseconds(0), [](int) { return false; }), std::nullopt);
  EXPECT_EQ(queue.take(milliseconds(0), any), 1);
}

TEST(BoundedQueue, TellsAWaitingProducerOnce) {
  Queue queue(100);
  queue.push(1, 60);
  queue.push(2, 60);
  EXPECT_TRUE(queue.full());
  EXPECT_FALSE(queue.release(60)) << "60 of 100: above half, so that it is not woken for every item";
  EXPECT_TRUE(queue.full(40));
  bool room = false;
  queue.pop_all(milliseconds(0), room);
  EXPECT_TRUE(room);
  EXPECT_FALSE(queue.release(0)) << "told already";
}

TEST(BoundedQueue, NobodyIsToldWhoDidNotAsk) {
  Queue queue(10);
  queue.push(1, 100);
  bool room = true;
  queue.pop_all(milliseconds(0), room);
  EXPECT_FALSE(room);
}

TEST(BoundedQueue, CloseWakesAndDrops) {
  Queue queue(10);
  std::atomic<bool> woken{false};
  std::thread consumer([&] {
    EXPECT_EQ(pop_all(queue, std::chrono::hours(1)), std::vector<int>());
    woken = true;
  });
  queue.close();
  consumer.join();
  EXPECT_TRUE(woken);
  queue.push(1, 1);
  EXPECT_EQ(pop_all(queue), std::vector<int>());
  EXPECT_TRUE(queue.closed());
  EXPECT_EQ(queue.used_bytes(), 0u);
}

TEST(BoundedQueue, ReleaseAfterCloseIsHarmless) {
  Queue queue(10);
  queue.push(1, 10);
  queue.take(milliseconds(0), any);
  queue.close();
  queue.release(10);
  EXPECT_EQ(queue.used_bytes(), 0u);
}

TEST(BoundedQueue, MovesWhatCannotBeCopied) {
  BoundedQueue<std::unique_ptr<int>> queue(10);
  queue.push(std::make_unique<int>(5), 1);
  queue.push(std::make_unique<int>(6), 1);
  auto item = queue.take(milliseconds(0), [](const auto&) { return true; });
  ASSERT_TRUE(item);
  EXPECT_EQ(**item, 5);
  bool room = false;
  auto rest = queue.pop_all(milliseconds(0), room);
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(*rest.front().first, 6);
  EXPECT_EQ(rest.front().second, 1u);
}

// Both wait an hour, so that only being woken ends them.
TEST(BoundedQueue, WakesForWhatHurriesAndNotBefore) {
  Queue queue(1000);
  std::vector<int> got;
  std::thread consumer([&] { got = pop_all(queue, std::chrono::hours(1)); });
  queue.push(1, 4, Queue::Hurry::kLater);
  queue.push(2, 4);
  consumer.join();
  EXPECT_EQ(got, (std::vector<int>{1, 2}));
}

TEST(BoundedQueue, WakesForAnEighthOfTheBound) {
  Queue queue(80);
  std::vector<int> got;
  std::thread consumer([&] { got = pop_all(queue, std::chrono::hours(1)); });
  queue.push(1, 4, Queue::Hurry::kLater);
  queue.push(2, 6, Queue::Hurry::kLater);
  consumer.join();
  EXPECT_EQ(got, (std::vector<int>{1, 2}));
}

TEST(BoundedQueue, LittleThatDoesNotHurryComesWhenPatienceEnds) {
  Queue queue(1000);
  queue.push(1, 10, Queue::Hurry::kLater);
  EXPECT_EQ(pop_all(queue, milliseconds(1)), std::vector<int>{1});
}

TEST(BoundedQueue, OneByOneNothingIsLeftBehind) {
  Queue queue(1000);
  for (int i = 0; i < 3; ++i) queue.push(i, 10, Queue::Hurry::kLater);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(queue.take(std::chrono::hours(1), any), i);
}

// Two jobs feed one queue: the first is told to wait, the second finds room before the queue is half empty.
TEST(BoundedQueue, OneThatWaitsIsWokenThoughAnotherFoundRoom) {
  BoundedQueue<int> queue(10);
  queue.push(1, 4);
  queue.push(2, 6);
  EXPECT_TRUE(queue.full());
  EXPECT_FALSE(queue.release(4));
  EXPECT_FALSE(queue.full());
  EXPECT_TRUE(queue.release(6));
  EXPECT_FALSE(queue.release(0)) << "once per wait";
}

// A producer that asks full() never has more than the bound and one item queued, and everything arrives in
// order.
TEST(BoundedQueue, KeepsItsBoundUnderThreads) {
  constexpr int kItems = 20'000;
  constexpr std::size_t kLimit = 1000;
  constexpr std::size_t kItem = 7;
  Queue queue(kLimit);
  std::mutex mutex;
  std::condition_variable room_came;
  bool room_flag = false;
  std::size_t most = 0;
  std::thread producer([&] {
    for (int i = 0; i < kItems; ++i) {
      while (queue.full()) {
        std::unique_lock lock(mutex);
        room_came.wait(lock, [&] { return room_flag; });
        room_flag = false;
      }
      queue.push(i, kItem);
      most = std::max(most, queue.used_bytes());
    }
  });
  for (int i = 0; i < kItems; ++i) {
    ASSERT_EQ(queue.take(std::chrono::seconds(60), any), i);
    if (!queue.release(kItem)) continue;
    std::lock_guard lock(mutex);
    room_flag = true;
    room_came.notify_one();
  }
  producer.join();
  EXPECT_LE(most, kLimit + kItem);
  EXPECT_EQ(queue.used_bytes(), 0u);
}

}  // namespace
}  // namespace dvcs::base
