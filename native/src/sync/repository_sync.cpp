#include "sync/repository_sync.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "sync/merge_request_sync.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;

WalkOptions walk_options(const SyncRepository& job, KeyGrammar grammar, const SyncLimits& limits) {
  WalkOptions options;
  options.grammar = grammar;
  options.all_commits = job.all_commits;
  options.hold = !job.full && !job.known.empty();
  options.held_commits = limits.held_commits;
  options.held_bytes = limits.held_bytes;
  return options;
}

}  // namespace

RepositorySync::RepositorySync(const providers::Provider& provider, KeyGrammar grammar, SyncRepository job,
                               Report& report, SyncLimits limits)
    : provider_(provider),
      grammar_(grammar),
      limits_(limits),
      job_(std::move(job)),
      report_(report),
      walk_(provider, job_.repository, walk_options(job_, grammar, limits), report) {
  if (job_.full) {
    job_.known.clear();
    job_.cursor.clear();
    job_.merge_requests_since.reset();
  }
  auto cursor = read_cursor(job_.cursor);
  resumed_ = cursor.has_value();
  if (cursor) cursor_ = *std::move(cursor);
  if (!resumed_) cursor_.generation = 1;
  for (const KnownBranch& branch : job_.known) {
    walk_.add_known(branch.sha);
    known_by_name_.emplace(branch.name, &branch);
    known_heads_.push_back({branch.name, branch.sha, false, false, false});
  }
  for (const std::string& sha : cursor_.heads) {
    walk_.add_known(sha);
    known_heads_.push_back({{}, sha, false, false, false});
  }
}

Task<base::Status> RepositorySync::run(Line& line) {
  report_.put(job_.repository);
  if (!job_.cursor.empty() && !resumed_) {
    report_.log(LogLevel::kInfo, "The saved position of " + job_.repository.path +
                                     " comes from another version; its branches are read anew.");
  }
  report_.phase("branches");
  if (const base::Status status = co_await list_branches(line); !status.ok()) co_return status;
  report_.phase("commits");
  if (const base::Status status = co_await bring_commits(line); !status.ok()) co_return status;
  report_.phase("merge requests");
  MergeRequestSync merge_requests(provider_, grammar_, job_, report_, cursor_, nullptr,
                                  [this] { checkpoint(); });
  if (const base::Status status = co_await merge_requests.run(line); !status.ok()) co_return status;
  finished.heads = std::move(listed_);
  co_return base::Status();
}

Task<base::Status> RepositorySync::list_branches(Line& line) {
  auto query = provider_.branches(job_.repository);
  for (;;) {
    auto page = co_await line.ask(query);
    if (!page.ok()) co_return page.error();
    if (page->absent && !job_.known.empty()) {
      co_return Error{Code::kNotFound,
                      "The repository of " + job_.repository.path +
                          " is gone from the host or switched off for the token's user. What is known "
                          "of it was kept."};
    }
    report_.skipped(page->skipped);
    all_branches_readable_ = all_branches_readable_ && page->skipped.empty();
    for (Branch& branch : page->items) {
      text::find_keys(branch.name, grammar_, branch.keys);
      listed_heads_.insert(branch.sha);
      listed_.push_back(std::move(branch));
    }
    if (!page->next) break;
    query.request = *std::move(page->next);
  }
  diff_ = diff_branches(listed_, job_.known, job_.repository.default_branch);
  co_return base::Status();
}

const KnownBranch* RepositorySync::known(std::string_view name) const {
  const auto found = known_by_name_.find(name);
  return found == known_by_name_.end() ? nullptr : found->second;
}

Task<base::Status> RepositorySync::bring_commits(Line& line) {
  if (cursor_.slice) {
    if (const base::Status status = co_await finish_slice(line, *cursor_.slice); !status.ok())
      co_return status;
  }
  if (walk_.is_complete(diff_.default_head)) base_ = diff_.default_head;
  for (const Branch& branch : diff_.changed) {
    if (const base::Status status = co_await bring_branch(line, branch); !status.ok()) co_return status;
  }
  if (const base::Status status = co_await remove_known(line); !status.ok()) co_return status;
  for (const Branch& branch : waiting_) report_.put(branch);
  // A branch that could not be read is missing from the list without being gone.
  if (all_branches_readable_) {
    for (const std::string& name : diff_.deleted) report_.put(Deleted{DeletedKind::kBranch, name});
  }
  if (cursor_.phase != Cursor::Phase::kMergeRequests) {
    cursor_.phase = Cursor::Phase::kMergeRequests;
    cursor_.merge_requests_since = 0;
  }
  checkpoint();
  co_return base::Status();
}

// Goes on where an interrupted run stood. Its end counts only if both ends of the range still exist: pages of
// a range with a vanished end are empty.
Task<base::Status> RepositorySync::finish_slice(Line& line, Cursor::Slice slice) {
  const bool hold = walk_.holds();
  walk_.hold(false);
  auto walked = co_await walk_.range(line, {slice.head, slice.exclude}, slice.position,
                                     [this](const std::string& position) {
                                       cursor_.slice->position = position;
                                       checkpoint();
                                     });
  walk_.hold(hold);
  cursor_.slice.reset();
  if (!walked.ok()) {
    const Code code = walked.error().code;
    if (code != Code::kRejected && code != Code::kNotFound && code != Code::kMalformed)
      co_return walked.error();
    report_.log(LogLevel::kInfo, "The interrupted import of " + job_.repository.path + " begins anew.");
    co_return base::Status();
  }
  for (const std::string& end : {slice.head, slice.exclude}) {
    if (end.empty()) continue;
    auto there = co_await is_there(line, end);
    if (!there.ok()) co_return there.error();
    if (!*there) co_return base::Status();
  }
  walk_.add_known(slice.head);
  cursor_.heads.push_back(slice.head);
  checkpoint();
  co_return base::Status();
}

Task<base::Result<bool>> RepositorySync::is_there(Line& line, std::string sha) {
  if (listed_heads_.contains(sha)) co_return true;
  co_return co_await line.ask(provider_.commit_exists(job_.repository, sha));
}

Task<base::Status> RepositorySync::bring_branch(Line& line, Branch branch) {
  const KnownBranch* old = known(branch.name);
  if (!walk_.is_complete(branch.sha)) {
    const base::Status status = co_await bring_range(line, branch, old != nullptr ? old->sha : base_);
    if (!status.ok()) co_return status;
  }
  if (base_.empty()) base_ = branch.sha;
  completed(branch);
  co_return base::Status();
}

Task<base::Status> RepositorySync::bring_range(Line& line, const Branch& branch, std::string exclude) {
  auto note_position = [this, &branch, &exclude](const std::string& position) {
    cursor_.slice = Cursor::Slice{branch.sha, exclude, position};
    checkpoint();
  };
  auto walked = co_await walk_.range(line, {branch.sha, exclude}, {}, note_position);
  // A forge that knows the commit to leave out no longer refuses the range, or answers with nothing.
  const bool refused = !walked.ok() && !exclude.empty() && walked.error().code == Code::kNotFound;
  if (!walked.ok() && !refused) co_return walked.error();
  excluded_.push_back(exclude);
  stopped_early_ = stopped_early_ || (!refused && walked->stopped_early);

  const bool odd = refused || !walked->began_with_head || walked->portions > 1;
  if (!exclude.empty() && odd && (refused || !walked->met_exclude)) {
    auto there = co_await is_there(line, exclude);
    if (!there.ok()) co_return there.error();
    if (*there && refused) co_return Error{Code::kServer, walked.error().message};
    if (!*there) {
      exclude = base_ == exclude ? std::string() : base_;
      walked = co_await walk_.range(line, {branch.sha, exclude}, {}, note_position);
      if (!walked.ok()) co_return walked.error();
      excluded_.push_back(exclude);
      stopped_early_ = stopped_early_ || walked->stopped_early;
    }
  }
  if (walked->met_exclude) {
    for (KnownHead& head : known_heads_) {
      if (head.name == branch.name && head.sha == exclude) head.on_its_branch = true;
    }
  }
  co_return base::Status();
}

// Everything of this branch is read; what is held of it is reported with the others.
void RepositorySync::completed(const Branch& branch) {
  cursor_.slice.reset();
  cursor_.heads.push_back(branch.sha);
  if (walk_.holds()) {
    waiting_.push_back(branch);
    return;
  }
  for (const Branch& complete : waiting_) report_.put(complete);
  waiting_.clear();
  report_.put(branch);
  checkpoint();
}

Task<base::Status> RepositorySync::remove_known(Line& line) {
  HeldCommits& held = walk_.held();
  if (held.remaining() > 0) {
    std::unordered_map<std::string, std::string> heads_by_name;
    for (const Branch& branch : listed_) heads_by_name.emplace(branch.name, branch.sha);
    for (KnownHead& head : known_heads_) {
      head.listed = listed_heads_.contains(head.sha);
      const auto now = heads_by_name.find(head.name);
      if (now == heads_by_name.end()) {
        head.on_its_branch = false;
      } else if (now->second == head.sha) {
        head.on_its_branch = true;
      }
      // The forge left out what this head reaches, or its whole place in what is held is visible.
      const bool only_exclude = std::all_of(excluded_.begin(), excluded_.end(),
                                            [&](const std::string& sha) { return sha == head.sha; });
      head.settled = head.name.empty() || only_exclude || (held.contains(head.sha) && !stopped_early_);
    }
    KnownHistory history(provider_, job_.repository, held, report_, limits_.comparisons);
    if (const base::Status status = co_await history.remove(line, known_heads_); !status.ok())
      co_return status;
  }
  co_return co_await walk_.release(line);
}

void RepositorySync::checkpoint() {
  report_.put(Checkpoint{write_cursor(cursor_)});
}

}  // namespace dvcs::sync
