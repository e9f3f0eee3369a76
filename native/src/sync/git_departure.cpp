#include "sync/git_departure.hpp"

#include <utility>

namespace dvcs::sync {
namespace {

using base::Result;
using base::Status;

constexpr int kWantsDropped = 30;  // heads that the server no longer has; each costs a request

// A commit that is not settled and has no such parent.
CommitGraph::Number a_bottom(const CommitGraph& graph, const std::vector<bool>& settled) {
  for (CommitGraph::Number number = 0; number < graph.size(); ++number) {
    bool lowest = graph.is_read(number) && !settled[number];
    graph.each_parent(number, [&](CommitGraph::Number parent) {
      lowest = lowest && (!graph.is_read(parent) || settled[parent]);
    });
    if (lowest) return number;
  }
  return CommitGraph::kNone;
}

// Marks `from` and its descendants: no listed head reaches what is above a commit that none reaches.
void settle_above(const CommitGraph& graph, CommitGraph::Number from, std::vector<bool>& settled) {
  settled[from] = true;
  for (bool more = true; more;) {
    more = false;
    // Packs have children first, so that one pass from the other end mostly does it.
    for (auto number = static_cast<CommitGraph::Number>(graph.size()); number-- > 0;) {
      if (!graph.is_read(number) || settled[number]) continue;
      bool above = false;
      graph.each_parent(number, [&](CommitGraph::Number parent) {
        above = above || (graph.is_read(parent) && settled[parent]);
      });
      if (above) more = settled[number] = true;
    }
  }
}

}  // namespace

// Heads that are no branch's any more, and that what was just fetched does not lead to.
std::vector<std::string> GitDeparture::vanished_heads() const {
  std::vector<std::string> vanished;
  for (std::string& sha : run_.heads_ever_complete()) {
    if (run_.listed_heads.contains(sha) || (fresh_ != nullptr && fresh_->knows(sha))) continue;
    vanished.push_back(std::move(sha));
  }
  return vanished;
}

std::vector<std::string> GitDeparture::listed_heads() const {
  return {run_.listed_heads.begin(), run_.listed_heads.end()};
}

Task<Status> GitDeparture::report(Line& line) {
  std::vector<std::string> vanished = vanished_heads();
  git::FetchOptions options;
  options.haves = listed_heads();
  Fetched fetched;
  for (int dropped = 0; !fetched.transfer; ++dropped) {
    if (vanished.empty() || dropped > kWantsDropped) co_return Status();
    options.wants = vanished;
    fetched = co_await source_.fetch(line, options);
    if (fetched.transfer) break;
    if (std::erase(vanished, fetched.unknown_want) == 0) co_return *fetched.failure;
    run_.history_incomplete = true;
  }
  const std::unique_ptr<CommitGraph> gone = graph_for(*fetched.transfer, source_.format());
  const Status read = co_await read_graph(line, run_, *fetched.transfer, source_.format(), *gone);
  if (!read.ok()) co_return read;
  std::vector<bool> reached(gone->size());
  const Result<bool> certain = co_await find_reached(line, *gone, reached);
  if (!certain.ok()) co_return certain.error();
  if (!*certain) run_.history_incomplete = true;
  if (!*certain || gone->read() == 0) co_return Status();
  run_.begin_departure(vanished);
  const auto wanted = [&](const std::string& sha) {
    const CommitGraph::Number number = gone->find(sha);
    return number != CommitGraph::kNone && !reached[number] && (run_.job.all_commits || gone->names_key(sha));
  };
  const auto tell = [&](Commit commit) {
    run_.report.put(Deleted{DeletedKind::kCommit, std::move(commit.sha)});
  };
  const Status reported = co_await each_commit(line, run_, *fetched.transfer, source_.format(), wanted, tell);
  co_return reported;
}

Task<Result<bool>> GitDeparture::find_reached(Line& line, const CommitGraph& gone,
                                              std::vector<bool>& reached) {
  std::vector<bool> settled(gone.size());
  for (int asked = 0;; ++asked) {
    const CommitGraph::Number bottom = a_bottom(gone, settled);
    if (bottom == CommitGraph::kNone) co_return true;
    if (asked >= run_.limits.comparisons) break;
    const Result<bool> found = co_await reaches(line, gone.sha(bottom));
    if (!found.ok()) co_return found.error();
    if (*found) {
      reached[bottom] = settled[bottom] = true;
    } else {
      settle_above(gone, bottom, settled);
    }
  }
  run_.report.log(LogLevel::kWarning,
                  "Too many commits left the branches of " + run_.job.repository.path +
                      " at once to be certain of each; none of them was removed. A full resync does it.");
  co_return false;
}

Task<Result<bool>> GitDeparture::reaches(Line& line, std::string sha) {
  if (run_.listed_heads.contains(sha) || (fresh_ != nullptr && fresh_->knows(sha))) co_return true;
  git::FetchOptions options;
  options.wants = listed_heads();
  options.haves = {sha};
  if (options.wants.empty()) co_return false;
  const Fetched fetched = co_await source_.fetch(line, options);
  if (!fetched.transfer) co_return *fetched.failure;
  const std::unique_ptr<CommitGraph> above = graph_for(*fetched.transfer, source_.format());
  const Status read = co_await read_graph(line, run_, *fetched.transfer, source_.format(), *above);
  if (!read.ok()) co_return read.error();
  co_return above->knows(sha);
}

}  // namespace dvcs::sync
