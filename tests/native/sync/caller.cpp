#include "sync/caller.hpp"

#include <algorithm>

#include "sync/partial_provider.hpp"

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
  for (const Deleted& gone : recorder.all<Deleted>()) {
    if (gone.kind == DeletedKind::kBranch) names.push_back(gone.id);
  }
  return names;
}

std::set<std::string> SyncRun::departed() const {
  std::set<std::string> ids;
  for (const Deleted& gone : recorder.all<Deleted>()) {
    if (gone.kind == DeletedKind::kCommit) ids.insert(gone.id);
  }
  return ids;
}

namespace {

// As a transport does it: the body of a good answer goes to the request's sink, which may refuse it.
base::Result<http::Response> exchange(ModelForge& forge, const http::Request& request,
                                      const RunOptions& options) {
  const bool git = options.git != nullptr && GitForge::is_git(request);
  base::Result<http::Response> answer = git ? options.git->answer(request) : forge.answer(request);
  std::optional<base::Error> cut;
  if (options.spoil) {
    base::Result<http::Response> spoilt = options.spoil(request, *answer);
    if (!spoilt.ok()) {
      cut = spoilt.error();
      if (cut->stage != base::Stage::kHttp) return *cut;
      answer->body.resize(answer->body.size() * 2 / 3);
    } else {
      answer = std::move(spoilt);
    }
  }
  if (request.on_body && answer->status == 200) {
    const std::string body = std::exchange(answer->body, {});
    constexpr std::size_t kPiece = 700;
    for (std::size_t at = 0; at < body.size(); at += kPiece) {
      const base::Status taken = request.on_body(std::string_view(body).substr(at, kPiece));
      if (!taken.ok()) return taken.error();
    }
  }
  if (cut) return *cut;
  return answer;
}

}  // namespace

SyncRun Caller::run(ModelForge& forge, const RunOptions& options) {
  SyncRun run;
  auto provider = std::move(providers::make_provider(Host::kGitLab, forge.base)).value();
  if (!options.says_branches_of_commits) provider = std::make_unique<PartialProvider>(std::move(provider));
  SyncRepository job;
  job.repository.id = 1;
  job.repository.path = "acme/one";
  job.repository.default_branch = forge.default_branch;
  job.known = known;
  job.cursor = cursor;
  job.merge_requests_since = merge_requests_since;
  job.full = options.full;
  job.verify = options.verify;
  job.source = options.source;
  job.repository.web_url = forge.base + "/acme/one";
  if (options.git != nullptr) job.repository.clone_url = job.repository.web_url + ".git";
  job.all_commits = options.all_commits;

  sync::Report report(run.recorder, 1, 1);
  sync::RepositorySync logic(*provider, {}, job, report, host, options.limits);
  sync::Conversation conversation([&](sync::Line& line) { return logic.run(line); });
  while (!std::holds_alternative<sync::Ended>(conversation.step())) {
    if (const auto* request = std::get_if<http::Request>(&conversation.step())) {
      if (run.requests == options.kill_after) {
        run.killed = true;
        break;
      }
      if (options.between) options.between(run.requests);
      ++run.requests;
      conversation.answer(exchange(forge, *request, options));
    } else {
      conversation.go_on();
    }
  }
  if (!run.killed) {
    run.status = conversation.result();
    if (run.status.ok()) run.finished = logic.finished;
  }
  store(run, options.forgets_cursor);
  return run;
}

void Caller::store(const SyncRun& run, bool forgets_cursor) {
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
    if (const auto* gone = std::get_if<Deleted>(&*at); gone && gone->kind == DeletedKind::kCommit)
      stored.erase(gone->id);
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
  if (forgets_cursor) cursor.clear();
}

}  // namespace dvcs::test
