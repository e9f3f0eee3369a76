#include "codec/batch_sink.hpp"

#include <cstring>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "codec/row_bytes.hpp"

namespace dvcs::codec {
namespace {

void verify_in_debug([[maybe_unused]] const flatbuffers::DetachedBuffer& bytes) {
#ifdef DVCS_VERIFY_BATCHES
  flatbuffers::Verifier verifier(bytes.data(), bytes.size(), 64, 100'000'000);
  if (!wire::VerifyBatchBuffer(verifier)) throw std::logic_error("a batch does not verify");
#endif
}

Finished without_heads(Finished end) {
  Finished failed = std::move(end);
  auto count = failed.heads.size();
  failed.heads.clear();
  failed.error_code = static_cast<int>(base::Code::kTooLarge);
  failed.error = "The repository has " + std::to_string(count) +
                 " branches, more than can be handed over in one piece; delete stale branches at the host.";
  failed.complete = false;
  return failed;
}

}  // namespace

BatchSink::BatchSink(std::function<void()> drained, BatchLimits limits)
    : drained_(std::move(drained)), limits_(limits), queue_(limits.queue_bytes) {}

void BatchSink::put(JobId job, std::int64_t repository_id, Event event) {
  std::lock_guard lock(open_mutex_);
  std::visit(
      [&](auto&& content) {
        using T = std::decay_t<decltype(content)>;
        if constexpr (std::is_same_v<T, Checkpoint>) {
          open_batch(job, repository_id).set(std::forward<decltype(content)>(content));
          close_batch(job);
        } else if constexpr (std::is_same_v<T, Progress>) {
          open_batch(job, repository_id).set(std::forward<decltype(content)>(content));
        } else if constexpr (std::is_same_v<T, Finished>) {
          finish(job, repository_id, std::forward<decltype(content)>(content));
        } else {
          add(job, repository_id, content);
        }
      },
      std::move(event));
}

bool BatchSink::full() const {
  std::size_t open_bytes = 0;
  {
    std::lock_guard lock(open_mutex_);
    for (const auto& [job, batch] : open_) open_bytes += batch.bytes();
  }
  return queue_.full(open_bytes);
}

BatchBuilder& BatchSink::open_batch(JobId job, std::int64_t repository_id) {
  auto found = open_.find(job);
  if (found != open_.end() && found->second.repository_id() != repository_id) {
    close_batch(job);
    found = open_.end();
  }
  if (found == open_.end()) found = open_.try_emplace(job, job, repository_id).first;
  return found->second;
}

template <class Row>
void BatchSink::add(JobId job, std::int64_t repository_id, const Row& row) {
  auto* batch = &open_batch(job, repository_id);
  if (batch->rows() > 0 && batch->bytes() + row_bytes(row) > limits_.bytes) {
    close_batch(job);
    batch = &open_batch(job, repository_id);
  }
  batch->add(row);
  if constexpr (std::is_same_v<Row, Commit>) {
    if (keys_that_fit(row.keys) < row.keys.size())
      batch->add(
          Skipped{"some issue keys of commit " + row.sha,
                  "it names " + std::to_string(row.keys.size()) + " keys, more than can be handed over"});
  }
  if (batch->rows() >= limits_.rows || batch->bytes() >= limits_.bytes) close_batch(job);
}

void BatchSink::finish(JobId job, std::int64_t repository_id, Finished end) {
  auto size = row_bytes(end);
  if (size > limits_.single_bytes) {
    end = without_heads(std::move(end));
    size = row_bytes(end);
  }
  auto* batch = &open_batch(job, repository_id);
  if (!batch->empty() && batch->bytes() + size > limits_.bytes) {
    close_batch(job);
    batch = &open_batch(job, repository_id);
  }
  batch->set(std::move(end));
  close_batch(job);
}

void BatchSink::close_batch(JobId job) {
  auto node = open_.extract(job);
  auto sequence = next_sequence_++;
  auto bytes = std::move(node.mapped()).finish(sequence);
  verify_in_debug(bytes);
  auto size = bytes.size();
  queue_.push(Batch{sequence, std::move(bytes)}, size);
}

void BatchSink::close_idle_batches() {
  std::lock_guard lock(open_mutex_);
  while (!open_.empty()) close_batch(open_.begin()->first);
}

base::Result<std::int32_t> BatchSink::poll(std::span<std::byte> buffer, std::chrono::milliseconds wait) {
  std::size_t needed = 0;
  auto fits = [&](const Batch& batch) {
    bool enough = batch.bytes.size() <= buffer.size();
    if (!enough) needed = batch.bytes.size();
    return enough;
  };
  auto batch = queue_.take(wait, fits);
  if (!batch && needed == 0 && !queue_.closed()) {
    close_idle_batches();
    batch = queue_.take(std::chrono::milliseconds(0), fits);
  }
  if (queue_.closed()) return base::Error{base::Code::kClosed, "The session is closed."};
  if (!batch) return -static_cast<std::int32_t>(needed);
  std::memcpy(buffer.data(), batch->bytes.data(), batch->bytes.size());
  std::lock_guard lock(polled_mutex_);
  polled_.emplace(batch->sequence, batch->bytes.size());
  return static_cast<std::int32_t>(batch->bytes.size());
}

base::Status BatchSink::acknowledge(std::uint64_t sequence) {
  std::size_t bytes = 0;
  {
    std::lock_guard lock(polled_mutex_);
    auto found = polled_.extract(sequence);
    if (found.empty())
      return base::Error{base::Code::kBadArgument,
                         "Batch " + std::to_string(sequence) + " was not polled or is acknowledged already."};
    bytes = found.mapped();
  }
  if (queue_.release(bytes) && drained_) drained_();
  return {};
}

void BatchSink::close() {
  queue_.close();
}

}  // namespace dvcs::codec
