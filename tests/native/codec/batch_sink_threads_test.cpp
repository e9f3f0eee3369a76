// The sink between two threads, as in production: an engine that stops while it is full, and a Java thread
// that polls, stores and acknowledges.
#include <condition_variable>
#include <thread>

#include "wire_support.hpp"

namespace dvcs::codec {
namespace {

using std::chrono::milliseconds;

TEST(BatchSinkThreads, EveryRowArrivesOnceInOrderWithinTheBound) {
  constexpr int kRows = 20'000;
  constexpr BatchLimits kLimits{.rows = 50, .queue_bytes = 64u << 10};
  std::mutex mutex;
  std::condition_variable came;
  bool room = false;
  BatchSink sink(
      [&] {
        std::lock_guard lock(mutex);
        room = true;
        came.notify_one();
      },
      kLimits);

  std::thread engine([&] {
    for (int i = 0; i < kRows; ++i) {
      while (sink.full()) {
        std::unique_lock lock(mutex);
        came.wait(lock, [&] { return room; });
        room = false;
      }
      sink.put(1, 7, test::commit('a', std::to_string(i)));
      if (i % 97 == 0) sink.put(1, 7, Checkpoint{std::to_string(i)});
    }
    sink.put(1, 7, Finished{});
  });

  int next = 0;
  std::vector<std::byte> buffer(1 << 20);
  for (bool finished = false; !finished;) {
    auto size = sink.poll(buffer, milliseconds(1000));
    ASSERT_TRUE(size.ok());
    ASSERT_GE(*size, 0);
    if (*size == 0) continue;
    const auto* batch = wire::GetBatch(buffer.data());
    if (const auto* commits = batch->commits()) {
      for (const auto* row : *commits) ASSERT_EQ(test::str(row->message()), std::to_string(next++));
    }
    if (const auto* cursor = batch->cursor()) {
      std::string text(reinterpret_cast<const char*>(cursor->data()), cursor->size());
      ASSERT_EQ(text, std::to_string(next - 1)) << "a cursor covers exactly the rows up to it";
    }
    finished = batch->finished() != nullptr;
    ASSERT_TRUE(sink.acknowledge(batch->sequence()).ok());
  }
  engine.join();
  EXPECT_EQ(next, kRows);
}

TEST(BatchSinkThreads, CloseWakesABlockedPoll) {
  BatchSink sink({});
  std::thread poller([&] {
    std::vector<std::byte> buffer(1 << 16);
    auto answer = sink.poll(buffer, std::chrono::hours(1));
    EXPECT_FALSE(answer.ok());
  });
  sink.close();
  poller.join();
}

}  // namespace
}  // namespace dvcs::codec
