#include "sync/git_departure.hpp"

#include <utility>

namespace dvcs::sync {
namespace {

using base::Result;
using base::Status;

constexpr int kWantsDropped = 30;  // heads that the server no longer has; each costs a request
// Then others of this thread get their turn.
constexpr std::size_t kCommitsAtOnce = 10'000;
constexpr std::size_t kToldAtOnce = 100;

}  // namespace

// Heads that are no branch's any more, and that what was just fetched does not lead to. One that an
// interrupted run read by REST in part counts as well, since the caller has what came of it; what was fetched
// may know it from a merge request only.
std::vector<std::string> GitDeparture::vanished_heads() const {
  std::vector<std::string> vanished;
  for (std::string& sha : run_.heads_ever_complete()) {
    if (run_.listed_heads.contains(sha) || (fresh_ != nullptr && fresh_->knows(sha))) continue;
    vanished.push_back(std::move(sha));
  }
  if (const auto& slice = run_.cursor.slice; slice && !run_.listed_heads.contains(slice->head)) {
    vanished.push_back(slice->head);
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
  CommitGraph gone(git::id_size(source_.format()));
  const Status read = co_await read_graph(line, run_, *fetched.transfer, source_.format(), gone, false);
  if (!read.ok()) co_return read;
  std::vector<bool> reached(gone.size());
  const Result<bool> certain = co_await find_reached(line, gone, reached);
  if (!certain.ok()) co_return certain.error();
  if (!*certain) run_.history_incomplete = true;
  if (!*certain || gone.read() == 0) co_return Status();
  run_.begin_departure(vanished);
  std::size_t told = 0;
  for (CommitGraph::Number number = 0; number < gone.size(); ++number) {
    if (!gone.is_read(number) || reached[number]) continue;
    if (!run_.job.all_commits && !gone.names_key(number)) continue;
    run_.report.put(Deleted{DeletedKind::kCommit, gone.sha(number)});
    if (++told % kToldAtOnce == 0) co_await line.room();
  }
  co_return Status();
}

// No listed head reaches what is above a commit that none reaches. So only those are asked about whose
// parents are all reached.
Task<Result<bool>> GitDeparture::find_reached(Line& line, const CommitGraph& gone,
                                              std::vector<bool>& reached) {
  int asked = 0;
  std::size_t count = 0;
  for (const CommitGraph::Number number : gone.parents_first()) {
    if (++count % kCommitsAtOnce == 0) co_await line.room();
    bool above_gone = false;
    gone.each_parent(number, [&](CommitGraph::Number parent) {
      above_gone = above_gone || (gone.is_read(parent) && !reached[parent]);
    });
    if (above_gone) continue;
    if (asked++ >= run_.limits.comparisons) {
      say_uncertain("Too many commits left the branches at once to be certain of each");
      co_return false;
    }
    const Result<Reached> found = co_await reaches(line, gone.sha(number));
    if (!found.ok()) co_return found.error();
    if (*found == Reached::kUnknown) {
      say_uncertain("The branches changed again while the commits that left them were looked for");
      co_return false;
    }
    reached[number] = *found == Reached::kYes;
  }
  co_return true;
}

void GitDeparture::say_uncertain(const char* why) {
  run_.report.log(LogLevel::kWarning, run_.job.repository.path + ": " + why +
                                          "; none of them was removed. A full resync does it.");
}

Task<Result<GitDeparture::Reached>> GitDeparture::reaches(Line& line, std::string sha) {
  if (run_.listed_heads.contains(sha) || (fresh_ != nullptr && fresh_->knows(sha))) co_return Reached::kYes;
  git::FetchOptions options;
  options.wants = listed_heads();
  options.haves = {sha};
  if (options.wants.empty()) co_return Reached::kNo;
  const Fetched fetched = co_await source_.fetch(line, options);
  if (fetched.lacks(options.wants)) co_return Reached::kUnknown;
  if (!fetched.transfer) co_return *fetched.failure;
  CommitGraph above(git::id_size(source_.format()));
  const Status read = co_await read_graph(line, run_, *fetched.transfer, source_.format(), above, false);
  if (!read.ok()) co_return read.error();
  co_return above.knows(sha) ? Reached::kYes : Reached::kNo;
}

}  // namespace dvcs::sync
