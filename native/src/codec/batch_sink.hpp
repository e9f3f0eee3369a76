// Turns the events of a session into batches and hands them to whoever polls. A batch belongs to one job; it
// closes at 500 rows, before 256 KiB would be passed, at a checkpoint (whose cursor it carries) and at the
// end of its job. What is still open goes out when a poll finds nothing else, so slow work shows up within
// one wait.
//
// Threads: `put` and `full` on the engine's thread; the rest from any thread. Batches count against the
// queue's bound until they are acknowledged; `drained` is called on the acknowledging thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <span>

#include "base/bounded_queue.hpp"
#include "base/status.hpp"
#include "codec/batch_builder.hpp"
#include "dvcs/session.hpp"

namespace dvcs::codec {

struct BatchLimits {
  std::size_t rows = 500;
  std::size_t bytes = 256u << 10;
  std::size_t queue_bytes = 4u << 20;
  std::size_t single_bytes = 15u << 20;  // a batch of one row; the reader gives up at 16 MiB
};

class BatchSink final : public EventSink {
 public:
  explicit BatchSink(std::function<void()> drained, BatchLimits limits = {});

  void put(JobId job, std::int64_t repository_id, Event event) override;
  bool full() const override;

  // Copies one batch to the start of `buffer` and answers its size; 0: nothing came within `wait`; negative:
  // minus the size it needs, and it stays at the head. kClosed after close().
  base::Result<std::int32_t> poll(std::span<std::byte> buffer, std::chrono::milliseconds wait);

  // kBadArgument for a sequence that was not polled or is acknowledged already.
  base::Status acknowledge(std::uint64_t sequence);

  // Wakes poll(). Idempotent.
  void close();

 private:
  struct Batch {
    std::uint64_t sequence = 0;
    flatbuffers::DetachedBuffer bytes;
  };

  BatchBuilder& open_batch(JobId job, std::int64_t repository_id);
  template <class Row>
  void add(JobId job, std::int64_t repository_id, const Row& row);
  void finish(JobId job, std::int64_t repository_id, Finished end);
  void close_batch(JobId job);
  void close_idle_batches();

  const std::function<void()> drained_;
  const BatchLimits limits_;
  base::BoundedQueue<Batch> queue_;

  mutable std::mutex open_mutex_;  // open_, next_sequence_, and the order of pushes
  std::map<JobId, BatchBuilder> open_;
  std::uint64_t next_sequence_ = 1;

  std::mutex polled_mutex_;
  std::map<std::uint64_t, std::size_t> polled_;  // sequence → bytes, until acknowledged
};

}  // namespace dvcs::codec
