#include "sync/report.hpp"

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
  progress_.bytes_in += bytes_in;
  if (++progress_.requests % kAnswersPerProgress == 0) put(progress_);
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
