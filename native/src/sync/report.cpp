#include "sync/report.hpp"

#include <algorithm>
#include <utility>

namespace dvcs::sync {

void Report::commit(Commit commit) {
  ++commits_emitted_;
  put(std::move(commit));
}

void Report::skipped(const std::vector<Skipped>& items) {
  skipped_ += items.size();
  for (const Skipped& item : items) put(item);
}

void Report::phase(std::string name) {
  if (progress_.phase == name) return;
  progress_.phase = std::move(name);
  put(progress_);
}

void Report::answered(std::uint64_t bytes_in) {
  progress_.bytes_in += std::max(bytes_in, std::exchange(arriving_, 0));
  if (++progress_.requests % kAnswersPerProgress == 0) put(progress_);
}

void Report::receiving(std::uint64_t bytes) {
  const std::uint64_t before = std::exchange(arriving_, arriving_ + bytes);
  if (before / kBytesPerProgress == arriving_ / kBytesPerProgress) return;
  Progress progress = progress_;
  progress.bytes_in += arriving_;
  put(std::move(progress));
}

void Report::waiting(const std::string& why) {
  Progress progress = progress_;
  progress.phase = why;
  put(std::move(progress));
}

void Report::finish(Finished finished) {
  finished.commits_emitted = commits_emitted_;
  finished.skipped = skipped_;
  put(progress_);
  put(std::move(finished));
}

}  // namespace dvcs::sync
