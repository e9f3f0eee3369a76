#include "sync/repository_sync.hpp"

#include <utility>

#include "sync/git_history.hpp"
#include "sync/merge_request_sync.hpp"
#include "sync/rest_history.hpp"
#include "sync/source_choice.hpp"

namespace dvcs::sync {

using base::Status;

RepositorySync::RepositorySync(const providers::Provider& provider, KeyGrammar grammar, SyncRepository job,
                               Report& report, GitHost& host, SyncLimits limits)
    : run_(provider, grammar, std::move(job), report, std::move(limits)), host_(host) {
  if (asks_git(run_.job, host_, run_.cursor)) {
    history_ = std::make_unique<GitHistory>(run_, host_);
  } else {
    history_ = std::make_unique<RestHistory>(run_);
    if (run_.cursor.git_refusal) ++run_.cursor.git_refusal->runs;
  }
}

Task<Status> RepositorySync::run(Line& line) {
  run_.report.put(run_.job.repository);
  if (run_.cursor_unreadable) {
    run_.report.log(LogLevel::kInfo, "The saved position of " + run_.job.repository.path +
                                         " comes from another version; its branches are read anew.");
  }
  run_.report.phase("branches");
  const Status listed = co_await list_branches(line);
  if (!listed.ok()) co_return listed;
  if (run_.job.verify && nothing_moved()) {
    finish();
    co_return Status();
  }
  run_.report.phase("commits");
  const Status brought = co_await bring_commits(line);
  if (!brought.ok()) co_return brought;
  run_.report.phase("merge requests");
  MergeRequestSync merge_requests(run_.provider, run_.grammar, run_.job, run_.report, run_.cursor,
                                  history_->graph(), [this] { run_.checkpoint(); });
  const Status requests = co_await merge_requests.run(line);
  if (!requests.ok()) co_return requests;
  finished.complete = merge_requests.complete();
  run_.history_incomplete = run_.history_incomplete || merge_requests.may_have_missed_some();
  finish();
  co_return Status();
}

Task<Status> RepositorySync::list_branches(Line& line) {
  const Status listed = co_await history_->list(line);
  if (listed.ok() && history_->source() == Source::kGit && run_.cursor.git_refusal) {
    run_.cursor.git_refusal.reset();
    run_.checkpoint();  // a mere look may end here
  }
  if (listed.ok() || !fall_back(listed.error())) co_return listed;
  run_.cursor.git_refusal = lasting_refusal(run_.job, host_, listed.error());
  run_.forget_listing();
  const Status again = co_await history_->list(line);
  co_return again;
}

Task<Status> RepositorySync::bring_commits(Line& line) {
  const Status brought = co_await history_->bring(line);
  if (brought.ok() || !fall_back(brought.error())) co_return brought;
  const Status again = co_await history_->bring(line);
  co_return again;
}

bool RepositorySync::nothing_moved() const {
  return run_.all_branches_readable && run_.diff.changed.empty() && run_.diff.deleted.empty() &&
         !run_.cursor.slice && !run_.cursor.git_slice;
}

bool RepositorySync::fall_back(const base::Error& failure) {
  if (history_->source() != Source::kGit || !may_use_rest(run_.job, failure)) return false;
  run_.report.log(LogLevel::kInfo,
                  run_.job.repository.path +
                      " cannot be read by git, its REST pages are read instead: " + failure.message);
  history_ = std::make_unique<RestHistory>(run_);
  return true;
}

void RepositorySync::finish() {
  finished.heads = run_.listed;
  finished.source = history_->source();
  finished.history_incomplete = run_.history_incomplete;
}

}  // namespace dvcs::sync
