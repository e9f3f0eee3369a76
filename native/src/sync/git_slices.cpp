#include "sync/git_slices.hpp"

#include <algorithm>
#include <utility>

#include "sync/pack_walk.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
using base::Result;
using base::Status;

constexpr std::uint32_t kDepthDivisor = 4;  // after a slice that broke off

}  // namespace

GitSlices::GitSlices(RepositoryRun& run, GitSource& source)
    : run_(run), source_(source), depth_(std::max(run.limits.slice_depth, 1U)) {}

void GitSlices::log(const std::string& message) {
  run_.report.log(LogLevel::kInfo, run_.job.repository.path + ": " + message);
}

Task<Status> GitSlices::bring(Line& line, std::vector<std::string> heads, std::vector<std::string> next) {
  for (int slice = 1; !next.empty(); ++slice) {
    const Result<std::shared_ptr<Transfer>> transfer = co_await fetch(line, next);
    if (!transfer.ok()) co_return transfer.error();
    const std::size_t before = graph_ ? graph_->read() : 0;
    const Status reported = co_await report(line, **transfer, next);
    if (!reported.ok()) co_return reported;
    next = unread();
    save(heads, next);
    log("slice " + std::to_string(slice) + " brought " + std::to_string(graph_->read() - before) +
        " commits; " +
        (next.empty() ? "the history is complete."
                      : "the next slice begins at " + std::to_string(next.size()) + " commits below it."));
  }
  co_return Status();
}

// One slice, a smaller one if that breaks off.
Task<Result<std::shared_ptr<Transfer>>> GitSlices::fetch(Line& line, const std::vector<std::string>& wants) {
  for (;;) {
    git::FetchOptions options;
    options.wants = wants;
    options.deepen = depth_;
    run_.report.phase("receiving commits");
    Fetched fetched = co_await source_.fetch(line, options);
    if (fetched.transfer) co_return std::move(fetched.transfer);
    gone_ = !fetched.unknown_want.empty();
    const std::uint32_t smaller =
        std::max({depth_ / kDepthDivisor, run_.limits.smallest_slice_depth, std::uint32_t{1}});
    if (!fetched.broke_off || smaller >= depth_) co_return *fetched.failure;
    depth_ = smaller;
    log("a slice broke off and is fetched again with depth " + std::to_string(depth_) + ": " +
        fetched.failure->message);
  }
}

// Slices overlap where histories merge: only what is new to the graph is told.
Task<Status> GitSlices::report(Line& line, Transfer& transfer, const std::vector<std::string>& wants) {
  run_.report.phase("commits");
  if (!graph_) graph_ = std::make_unique<CommitGraph>(git::id_size(source_.format()));
  const std::size_t before = graph_->read();
  const Status read = co_await read_graph(line, run_, transfer, source_.format(), *graph_, true);
  if (!read.ok()) co_return read;
  // Every slice brings at least what it was asked for, so that slices come to an end.
  const bool whole =
      std::all_of(wants.begin(), wants.end(), [&](const std::string& sha) { return graph_->has_read(sha); });
  if (!whole || (graph_->unread() > 0 && transfer.answer.shallow().empty())) {
    co_return Error{Code::kMalformed, "The pack from the server is damaged: commits are missing in it."};
  }
  run_.report.seen_commits(graph_->read() - before);
  const Status told =
      co_await tell_commits(line, run_, transfer, *graph_, [](CommitGraph::Number) { return true; });
  co_return told;
}

// The parents of the boundary that did not come on another way.
std::vector<std::string> GitSlices::unread() const {
  std::vector<std::string> ids;
  if (graph_->unread() == 0) return ids;
  for (CommitGraph::Number number = 0; number < graph_->size(); ++number) {
    if (!graph_->is_read(number)) ids.push_back(graph_->sha(number));
  }
  return ids;
}

// A boundary too wide for the cursor is not saved: after a kill the slices since the last one that was are
// fetched again. Heads beyond what it holds are later asked for as an increment.
void GitSlices::save(const std::vector<std::string>& heads, const std::vector<std::string>& next) {
  if (next.empty()) {
    run_.cursor.git_slice.reset();
    run_.cursor.heads.insert(run_.cursor.heads.end(), heads.begin(), heads.end());
  } else if (next.size() > kMaxHeads) {
    return;
  } else {
    const auto kept = static_cast<std::ptrdiff_t>(std::min(heads.size(), kMaxHeads));
    run_.cursor.git_slice = Cursor::GitSlice{{heads.begin(), heads.begin() + kept}, next};
  }
  run_.checkpoint();
}

}  // namespace dvcs::sync
