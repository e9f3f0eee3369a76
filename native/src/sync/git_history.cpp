#include "sync/git_history.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "sync/git_departure.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
using base::Status;

constexpr std::string_view kBranches = "refs/heads/";
constexpr int kWantsDropped = 30;  // that the server does not have, each costs a request

// Names are bytes to git and text to everybody else. Two that look alike once repaired are kept apart by
// what no branch name may hold.
std::string branch_name(std::string_view bytes, const std::unordered_set<std::string>& taken) {
  std::string name = base::repair_utf8(bytes);
  if (name != bytes && taken.contains(name)) name += "~" + base::to_hex(bytes);
  return name;
}

}  // namespace

Task<Status> GitHistory::list(Line& line) {
  first_ = run_.complete_heads().empty() && !run_.cursor.git_slice;
  merge_request_heads_.clear();
  std::vector<std::string> prefixes{std::string(kBranches)};
  if (first_) prefixes.emplace_back(run_.provider.merge_request_refs());
  base::Result<git::RefList> refs = co_await source_.list(line, prefixes);
  if (!refs.ok()) co_return refs.error();
  run_.forget_listing();  // an older one counts until there is a new one
  std::unordered_set<std::string> names;
  std::vector<std::pair<std::int64_t, std::string>> requests;
  for (const git::Ref& ref : refs->refs) {
    if (ref.name.starts_with(kBranches)) {
      take_ref(ref, refs->head, names);
    } else if (const auto iid = run_.provider.merge_request_of(ref.name)) {
      requests.emplace_back(*iid, ref.id);
    }
  }
  std::sort(requests.rbegin(), requests.rend());
  for (auto& [iid, sha] : requests) {
    if (merge_request_heads_.size() < run_.limits.merge_request_heads)
      merge_request_heads_.push_back(std::move(sha));
  }
  run_.listed_all();
  co_return Status();
}

void GitHistory::take_ref(const git::Ref& ref, const std::string& head,
                          std::unordered_set<std::string>& names) {
  Branch branch;
  branch.name = branch_name(std::string_view(ref.name).substr(kBranches.size()), names);
  branch.sha = ref.id;
  branch.is_default = ref.name == head;
  names.insert(branch.name);
  run_.list(std::move(branch));
}

std::vector<std::string> GitHistory::missing_heads() const {
  const std::vector<std::string> complete = run_.complete_heads();
  std::unordered_set<std::string_view> seen(complete.begin(), complete.end());
  std::vector<std::string> missing;
  for (const Branch& branch : run_.diff.changed) {
    if (seen.insert(branch.sha).second) missing.push_back(branch.sha);
  }
  return missing;
}

Task<Status> GitHistory::bring(Line& line) {
  Status brought = co_await bring_new(line);
  if (!brought.ok() && head_is_gone_) {
    const Status listed = co_await list_anew(line);
    if (!listed.ok()) co_return listed;
    brought = co_await bring_new(line);
  }
  if (!brought.ok()) co_return brought;
  // With the heads of merge requests in it, the graph does not say what branches reach.
  GitDeparture departure(run_, source_, merge_request_heads_.empty() ? graph_.get() : nullptr);
  const Status compared = co_await departure.report(line);
  if (!compared.ok()) co_return compared;
  for (const Branch& branch : run_.diff.changed) run_.report.put(branch);
  run_.end_commits();
  co_return Status();
}

// A branch was forced or deleted, and its old head collected, between listing and fetching.
Task<Status> GitHistory::list_anew(Line& line) {
  run_.report.log(
      LogLevel::kInfo,
      run_.job.repository.path + ": a branch that was just listed has gone; the branches are listed anew.");
  const Status listed = co_await list(line);
  co_return listed;
}

Task<Status> GitHistory::bring_new(Line& line) {
  head_is_gone_ = false;
  known_graph_.reset();
  graph_.reset();
  if (run_.cursor.git_slice) {
    const Status gone_on = co_await go_on_from_slice(line);
    if (!gone_on.ok()) co_return gone_on;
  }
  const std::vector<std::string> heads = missing_heads();
  if (heads.empty()) co_return Status();
  git::FetchOptions options;
  options.wants = heads;
  options.haves = run_.complete_heads();
  const Fetched fetched = co_await fetch_with_merge_requests(line, options, true);
  if (fetched.transfer) {
    const Status reported = co_await report_new(line, *fetched.transfer);
    co_return reported;
  }
  head_is_gone_ = fetched.lacks(heads);
  if (!first_ || !fetched.broke_off) co_return *fetched.failure;
  run_.report.log(LogLevel::kInfo, run_.job.repository.path +
                                       ": the history did not come in one transfer and is fetched in "
                                       "slices of depth " +
                                       std::to_string(run_.limits.slice_depth) + ": " +
                                       fetched.failure->message);
  const Status sliced = co_await bring_in_slices(line, heads);
  co_return sliced;
}

// Adds the heads of merge requests to the wants, but for those that were collected since they were listed.
// `anew`: what comes is read into a new graph_ while it arrives.
Task<Fetched> GitHistory::fetch_with_merge_requests(Line& line, git::FetchOptions options, bool anew) {
  const std::size_t others = options.wants.size();
  Fetched fetched;
  for (int attempt = 0;; ++attempt) {
    options.wants.resize(others);
    if (attempt < kWantsDropped) {
      options.wants.insert(options.wants.end(), merge_request_heads_.begin(), merge_request_heads_.end());
    }
    if (options.wants.empty()) co_return fetched;
    run_.report.phase("receiving commits");
    if (anew) graph_ = std::make_unique<CommitGraph>(git::id_size(source_.format()));
    fetched = co_await source_.fetch(line, options, anew ? graph_.get() : nullptr);
    if (fetched.transfer) co_return fetched;
    const std::size_t dropped = std::erase(merge_request_heads_, fetched.unknown_want);
    if (dropped == 0 || attempt > kWantsDropped) co_return fetched;
  }
}

// The heads of the interrupted import first, as they were; what moved since then is an increment to them.
Task<Status> GitHistory::go_on_from_slice(Line& line) {
  const Cursor::GitSlice saved = *run_.cursor.git_slice;
  run_.report.log(LogLevel::kInfo, run_.job.repository.path + ": the import goes on from its last slice.");
  GitSlices slices(run_, source_);
  const Status brought = co_await slices.bring(line, saved.heads, saved.next);
  if (brought.ok() || !slices.commit_is_gone()) co_return brought;
  run_.report.log(LogLevel::kInfo, run_.job.repository.path +
                                       ": the server no longer has what the next slice begins with; the "
                                       "import begins anew.");
  run_.cursor.git_slice.reset();
  run_.history_incomplete = true;
  first_ = run_.complete_heads().empty();
  co_return Status();
}

// Branches first: only what they reach is reported, and a slice cannot know what a deeper one will reach.
Task<Status> GitHistory::bring_in_slices(Line& line, const std::vector<std::string>& heads) {
  GitSlices slices(run_, source_);
  const Status brought = co_await slices.bring(line, heads, heads);
  if (!brought.ok() && slices.commit_is_gone()) {
    head_is_gone_ = true;
    run_.history_incomplete = run_.history_incomplete || slices.told_something();
    run_.cursor.git_slice.reset();
  }
  if (!brought.ok()) co_return brought;
  graph_ = slices.take_graph();
  const Status read = co_await read_merge_request_heads(line, heads);
  if (!read.ok()) {
    run_.report.log(LogLevel::kInfo,
                    run_.job.repository.path +
                        ": the commits of its merge requests cannot be read by git, they are "
                        "listed by REST: " +
                        read.error().message);
  }
  know_whole_graph();
  co_return Status();
}

Task<Status> GitHistory::read_merge_request_heads(Line& line, const std::vector<std::string>& heads) {
  std::erase_if(merge_request_heads_, [this](const std::string& sha) { return graph_->has_read(sha); });
  git::FetchOptions options;
  options.haves = heads;
  if (merge_request_heads_.empty()) co_return Status();
  const Fetched fetched = co_await fetch_with_merge_requests(line, options, false);
  if (!fetched.transfer && merge_request_heads_.empty()) co_return Status();
  if (!fetched.transfer) co_return *fetched.failure;
  const Status read = co_await read_graph(line, run_, *fetched.transfer, source_.format(), *graph_, false);
  co_return read;
}

void GitHistory::know_whole_graph() {
  known_graph_ = std::make_unique<GraphHistory>(*graph_);
  for (const Branch& branch : run_.listed) known_graph_->set_head(branch.name, branch.sha);
}

Task<Status> GitHistory::report_new(Line& line, Transfer& transfer) {
  run_.report.phase("commits");
  const Status read = co_await read_graph(line, run_, transfer, source_.format(), *graph_, true);
  if (!read.ok()) co_return read;
  if (!transfer.answer.shallow().empty()) {
    co_return Error{Code::kRejected, "The git server has only the newest part of the history."};
  }
  const std::vector<std::string> heads = missing_heads();
  // Of an increment parents are missing, and heads that the known ones reach.
  const auto is_read = [&](const std::string& sha) { return graph_->has_read(sha); };
  if (first_ && (graph_->unread() > 0 || !std::all_of(heads.begin(), heads.end(), is_read))) {
    co_return Error{Code::kMalformed, "The pack from the server is damaged: commits are missing in it."};
  }
  if (first_) know_whole_graph();
  // What only merge requests reach is read for its keys, and not reported.
  std::vector<bool> on_branches(graph_->size(), merge_request_heads_.empty());
  if (!merge_request_heads_.empty()) {
    std::vector<CommitGraph::Number> tops;
    for (const std::string& sha : heads) {
      if (graph_->knows(sha)) tops.push_back(graph_->find(sha));
    }
    graph_->mark(std::move(tops), on_branches);
  }
  std::uint64_t seen = 0;
  for (CommitGraph::Number number = 0; number < graph_->size(); ++number)
    seen += graph_->is_read(number) && on_branches[number] ? 1U : 0U;
  run_.report.seen_commits(seen);
  const auto wanted = [&](CommitGraph::Number number) { return on_branches[number]; };
  const Status reported = co_await tell_commits(line, run_, transfer, *graph_, wanted);
  co_return reported;
}

}  // namespace dvcs::sync
