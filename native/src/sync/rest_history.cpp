#include "sync/rest_history.hpp"

#include <algorithm>
#include <utility>

#include "sync/rest_departure.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;

WalkOptions walk_options(const RepositoryRun& run) {
  WalkOptions options;
  options.grammar = run.grammar;
  options.all_commits = run.job.all_commits;
  options.hold = !run.job.full && !run.job.known.empty();
  options.held_commits = run.limits.held_commits;
  options.held_bytes = run.limits.held_bytes;
  return options;
}

}  // namespace

RestHistory::RestHistory(RepositoryRun& run)
    : run_(run), walk_(run.provider, run.job.repository, walk_options(run), run.report) {
  for (const KnownBranch& branch : run_.job.known) {
    if (branch.sha.empty()) continue;
    walk_.add_known(branch.sha);
    known_by_name_.emplace(branch.name, &branch);
    known_heads_.push_back({branch.name, branch.sha, false, false, false});
  }
  for (const std::string& sha : run_.cursor.heads) {
    walk_.add_known(sha);
    known_heads_.push_back({{}, sha, false, false, false});
  }
}

Task<base::Status> RestHistory::list(Line& line) {
  auto query = run_.provider.branches(run_.job.repository);
  std::optional<std::uint64_t> counted;  // by the forge, where it does
  for (;;) {
    auto page = co_await line.ask(query);
    if (!page.ok()) co_return page.error();
    if (page->absent && !run_.job.known.empty()) {
      co_return Error{Code::kNotFound,
                      "The repository of " + run_.job.repository.path +
                          " is gone from the host or switched off for the token's user. What is known "
                          "of it was kept."};
    }
    run_.report.skipped(page->skipped);
    run_.all_branches_readable = run_.all_branches_readable && page->skipped.empty();
    if (counted && page->total && *counted != *page->total) run_.all_branches_readable = false;
    counted = page->total;
    for (Branch& branch : page->items) run_.list(std::move(branch));
    if (!page->next) break;
    query.request = *std::move(page->next);
  }
  // Pages by number slide while branches come and go: then one may be missing here that is still there.
  if (counted && run_.distinct_branches() < *counted) run_.all_branches_readable = false;
  if (counted && !run_.all_branches_readable) {
    run_.report.log(LogLevel::kInfo, "The branches of " + run_.job.repository.path +
                                         " changed while they were listed, or not all can be read; the next "
                                         "run looks for deleted ones.");
  }
  run_.listed_all();
  co_return base::Status();
}

const KnownBranch* RestHistory::known(std::string_view name) const {
  const auto found = known_by_name_.find(name);
  return found == known_by_name_.end() ? nullptr : found->second;
}

Task<base::Status> RestHistory::bring(Line& line) {
  if (run_.cursor.slice) {
    if (const base::Status status = co_await finish_slice(line, *run_.cursor.slice); !status.ok())
      co_return status;
  }
  if (walk_.is_complete(run_.diff.default_head)) base_ = run_.diff.default_head;
  for (const Branch& branch : run_.diff.changed) {
    if (const base::Status status = co_await bring_branch(line, branch); !status.ok()) co_return status;
  }
  if (const base::Status status = co_await remove_known(line); !status.ok()) co_return status;
  RestDeparture departure(run_, vanished_heads());
  if (const base::Status status = co_await departure.report(line); !status.ok()) co_return status;
  for (const Branch& branch : waiting_) run_.report.put(branch);
  run_.end_commits();
  co_return base::Status();
}

// Goes on where an interrupted run stood. Its end counts only if both ends of the range still exist: pages of
// a range with a vanished end are empty.
Task<base::Status> RestHistory::finish_slice(Line& line, Cursor::Slice slice) {
  slice_head_ = slice.head;
  const bool hold = walk_.holds();
  walk_.hold(false);
  auto walked = co_await walk_.range(line, {slice.head, slice.exclude}, slice.position,
                                     [this](const std::string& position) {
                                       run_.cursor.slice->position = position;
                                       run_.checkpoint();
                                     });
  walk_.hold(hold);
  run_.cursor.slice.reset();
  if (!walked.ok()) {
    const Code code = walked.error().code;
    if (code != Code::kRejected && code != Code::kNotFound && code != Code::kMalformed)
      co_return walked.error();
    run_.report.log(LogLevel::kInfo,
                    "The interrupted import of " + run_.job.repository.path + " begins anew.");
    give_up(slice);
    co_return base::Status();
  }
  if (run_.listed_heads.contains(slice.head)) reached_.merge(walked->met_known);
  for (const std::string& end : {slice.head, slice.exclude}) {
    if (end.empty()) continue;
    auto there = co_await is_there(line, end);
    if (!there.ok()) co_return there.error();
    if (*there) continue;
    give_up(slice);
    co_return base::Status();
  }
  walk_.add_known(slice.head);
  run_.cursor.heads.push_back(slice.head);
  run_.checkpoint();
  co_return base::Status();
}

// A branch's head is read again. Of another one the caller has commits that no later run would ask about.
void RestHistory::give_up(const Cursor::Slice& slice) {
  if (run_.listed_heads.contains(slice.head)) return;
  run_.history_incomplete = true;
  run_.cursor.incomplete = true;
}

// That it was listed does not say it: a head that was forced away since may have been collected, too.
Task<base::Result<bool>> RestHistory::is_there(Line& line, std::string sha) {
  if (there_.contains(sha)) co_return true;
  const base::Result<bool> there = co_await line.ask(run_.provider.commit_exists(run_.job.repository, sha));
  if (!there.ok()) co_return there;
  if (*there) there_.insert(sha);
  if (!*there && run_.listed_heads.contains(sha)) head_is_gone(sha);
  co_return there;
}

// What it reached was not read, and nothing that was read leads to it.
void RestHistory::head_is_gone(const std::string& sha) {
  gone_.insert(sha);
  if (base_ == sha) base_.clear();
  run_.history_incomplete = true;
  run_.report.log(LogLevel::kWarning, "A branch of " + run_.job.repository.path +
                                          " changed, and its old head vanished, while it was read; the next "
                                          "full reading of the repository brings what is missing.");
}

Task<base::Status> RestHistory::bring_branch(Line& line, Branch branch) {
  const KnownBranch* old = known(branch.name);
  if (!walk_.is_complete(branch.sha)) {
    const base::Status status = co_await bring_range(line, branch, old != nullptr ? old->sha : base_);
    if (!status.ok()) co_return status;
    if (gone_.contains(branch.sha)) co_return base::Status();
  }
  if (base_.empty()) base_ = branch.sha;
  completed(branch);
  co_return base::Status();
}

Task<base::Status> RestHistory::bring_range(Line& line, const Branch& branch, std::string exclude) {
  auto note_position = [this, &branch, &exclude](const std::string& position) {
    run_.cursor.slice = Cursor::Slice{branch.sha, exclude, position};
    run_.checkpoint();
  };
  auto walked = co_await walk_.range(line, {branch.sha, exclude}, {}, note_position);
  // A forge that knows the commit to leave out no longer refuses the range, or answers with nothing.
  const bool refused = !walked.ok() && !exclude.empty() && walked.error().code == Code::kNotFound;
  if (!walked.ok() && !refused) co_return walked.error();
  excluded_.push_back(exclude);
  stopped_early_ = stopped_early_ || (!refused && walked->stopped_early);
  if (!refused) reached_.merge(walked->met_known);

  const bool odd = refused || !walked->began_with_head || walked->portions > 1;
  if (!exclude.empty() && odd && (refused || !walked->met_exclude)) {
    auto there = co_await is_there(line, exclude);
    if (!there.ok()) co_return there.error();
    if (*there && refused) co_return Error{Code::kServer, walked.error().message};
    if (!*there) {
      exclude = base_ == exclude ? std::string() : base_;
      walked = co_await walk_.range(line, {branch.sha, exclude}, {}, note_position);
      if (!walked.ok()) co_return walked.error();
      reached_.merge(walked->met_known);
      excluded_.push_back(exclude);
      stopped_early_ = stopped_early_ || walked->stopped_early;
    }
  }
  if (!walked->began_with_head && exclude.empty()) {  // what it reaches cannot be nothing
    auto there = co_await is_there(line, branch.sha);
    if (!there.ok()) co_return there.error();
  }
  if (walked->met_exclude) {
    for (KnownHead& head : known_heads_) {
      if (head.name == branch.name && head.sha == exclude) head.on_its_branch = true;
    }
  }
  co_return base::Status();
}

// Everything of this branch is read; what is held of it is reported with the others.
void RestHistory::completed(const Branch& branch) {
  run_.cursor.slice.reset();
  run_.cursor.heads.push_back(branch.sha);
  if (walk_.holds()) {
    waiting_.push_back(branch);
    return;
  }
  for (const Branch& complete : waiting_) run_.report.put(complete);
  waiting_.clear();
  run_.report.put(branch);
  run_.checkpoint();
}

Task<base::Status> RestHistory::remove_known(Line& line) {
  HeldCommits& held = walk_.held();
  if (held.remaining() > 0) {
    std::unordered_map<std::string, std::string> heads_by_name;
    for (const Branch& branch : run_.listed) heads_by_name.emplace(branch.name, branch.sha);
    for (KnownHead& head : known_heads_) {
      head.listed = there_.contains(head.sha);
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
    KnownHistory history(run_.provider, run_.job.repository, held, run_.limits.comparisons);
    if (const base::Status status = co_await history.remove(line, known_heads_); !status.ok())
      co_return status;
    if (history.requests_left() < 0) {
      run_.report.log(LogLevel::kInfo, "Comparing the new commits of " + run_.job.repository.path +
                                           " with all known branches would take too many requests; some "
                                           "may be reported again.");
    }
  }
  co_return co_await walk_.release(line);
}

// Heads that the caller has or had, in whole or in part, that are no branch's any more, and that what was
// just read does not lead to.
std::vector<std::string> RestHistory::vanished_heads() const {
  std::vector<std::string> heads = run_.heads_ever_complete();
  const auto add = [&heads](const std::string& sha) {
    if (!sha.empty() && std::find(heads.begin(), heads.end(), sha) == heads.end()) heads.push_back(sha);
  };
  add(slice_head_);
  if (run_.cursor.git_slice)
    std::for_each(run_.cursor.git_slice->heads.begin(), run_.cursor.git_slice->heads.end(), add);
  std::erase_if(heads, [this](const std::string& sha) {
    return run_.listed_heads.contains(sha) || reached_.contains(sha);
  });
  return heads;
}

}  // namespace dvcs::sync
