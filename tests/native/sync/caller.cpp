#include "sync/caller.hpp"

#include <algorithm>

namespace dvcs::test {

std::vector<std::string> SyncRun::commits() const {
  std::vector<std::string> ids;
  for (const Commit& commit : recorder.all<Commit>()) ids.push_back(commit.sha);
  return ids;
}

std::set<std::string> SyncRun::commit_set() const {
  const std::vector<std::string> ids = commits();
  return {ids.begin(), ids.end()};
}

std::vector<std::string> SyncRun::branches() const {
  std::vector<std::string> names;
  for (const Branch& branch : recorder.all<Branch>()) names.push_back(branch.name);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> SyncRun::deleted() const {
  std::vector<std::string> names;
  for (const Deleted& gone : recorder.all<Deleted>()) names.push_back(gone.id);
  return names;
}

SyncRun Caller::run(ModelForge& forge, const RunOptions& options) {
  SyncRun run;
  const auto provider = providers::make_provider(Host::kGitLab, forge.base);
  SyncRepository job;
  job.repository.id = 1;
  job.repository.path = "acme/one";
  job.repository.default_branch = forge.default_branch;
  job.known = known;
  job.cursor = cursor;
  job.merge_requests_since = merge_requests_since;
  job.full = options.full;
  job.all_commits = options.all_commits;

  sync::Report report(run.recorder, 1, 1);
  sync::RepositorySync logic(**provider, {}, job, report, options.limits);
  sync::Conversation conversation([&](sync::Line& line) { return logic.run(line); });
  while (!std::holds_alternative<sync::Ended>(conversation.step())) {
    if (const auto* request = std::get_if<http::Request>(&conversation.step())) {
      if (run.requests == options.kill_after) {
        run.killed = true;
        break;
      }
      if (options.between) options.between(run.requests);
      ++run.requests;
      conversation.answer(forge.answer(*request));
    } else {
      conversation.go_on();
    }
  }
  if (!run.killed) {
    run.status = conversation.result();
    if (run.status.ok()) run.finished = logic.finished;
  }
  store(run);
  return run;
}

void Caller::store(const SyncRun& run) {
  const bool done = !run.killed && run.status.ok();
  const auto& events = run.recorder.events;
  auto end = events.end();
  if (!done) {
    const auto last = std::find_if(events.rbegin(), events.rend(), [](const Event& event) {
      return std::holds_alternative<Checkpoint>(event);
    });
    end = last.base();
  }
  for (auto at = events.begin(); at != end; ++at) {
    if (const auto* commit = std::get_if<Commit>(&*at)) stored.insert(commit->sha);
    if (const auto* request = std::get_if<MergeRequest>(&*at)) {
      stored_requests.insert(request->iid);
      if (!merge_requests_since || request->updated.seconds > merge_requests_since->seconds) {
        merge_requests_since = request->updated;
      }
    }
    if (const auto* checkpoint = std::get_if<Checkpoint>(&*at)) cursor = checkpoint->cursor;
  }
  if (!done) return;
  known.clear();
  for (const Branch& head : run.finished.heads) known.push_back({head.name, head.sha});
  cursor.clear();
}

}  // namespace dvcs::test
