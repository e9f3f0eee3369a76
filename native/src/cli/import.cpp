#include "cli/import.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "cli/deletion_brake.hpp"

namespace dvcs::cli {
namespace {

using base::Code;
using Clock = std::chrono::steady_clock;
constexpr auto kInterval = std::chrono::seconds(1);
constexpr std::uint64_t kLinesBetweenSaves = 1000;
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kActivityLag = 7'200;  // GitLab moves last_activity_at at most hourly

// The account as a whole cannot go on: every further request would end the same way.
bool ends_the_run(int code) {
  return code == static_cast<int>(Code::kUnauthorized) || code == static_cast<int>(Code::kUnreachable) ||
         code == static_cast<int>(Code::kTls);
}

// Nothing the next run could do better.
bool is_lasting(int code) {
  return code == static_cast<int>(Code::kForbidden) || code == static_cast<int>(Code::kNotFound);
}

}  // namespace

Import::Import(Jobs& jobs, Output& output, ImportState& state, ImportRules rules, Save save)
    : jobs_(jobs), output_(output), state_(state), rules_(rules), save_(std::move(save)) {
  saved_at_ = progress_at_ = Clock::now();
}

int Import::run(const std::function<bool()>& stop) {
  start_listing();
  while (!stopped_) {
    start_waiting();
    if (!listing_ && running_.empty()) break;
    if (stop()) {
      fail("Stopped by a signal; run again with the same cursor to go on.");
      break;
    }
    auto happened = jobs_.next(std::chrono::milliseconds(100));
    if (happened) on_event(std::move(*happened));
    print_progress();
    save_when_due(false);
    if (output_.broken()) stopped_ = true;
  }
  return finish();
}

void Import::start_listing() {
  full_listing_ = !state_.last_run || !state_.last_full || rules_.now - *state_.last_full > kDay;
  ListRepositories list{state_.scope.owner, state_.scope.project, std::nullopt};
  if (!full_listing_ && !list.only_id) list.active_since = Moment{*state_.last_run - kActivityLag, 0};
  listing_ = true;
  listing_job_ = jobs_.start(list);
}

void Import::start_waiting() {
  while (!waiting_.empty() && running_.size() < rules_.jobs_at_once) {
    SyncRepository sync;
    sync.repository = std::move(waiting_.front());
    waiting_.pop_front();
    auto id = sync.repository.id;
    const auto& known = state_.repositories[id];
    for (const auto& [name, sha] : known.heads) sync.known.push_back({name, sha});
    sync.cursor = known.cursor;
    sync.merge_requests_since = known.merge_requests_since;
    sync.source = rules_.source;
    sync.all_commits = state_.all_commits;
    running_[jobs_.start(std::move(sync))].repository_id = id;
  }
}

void Import::on_event(Happened happened) {
  if (const auto* progress = std::get_if<Progress>(&happened.event)) {
    progress_.phase = progress->phase;
    seen_[happened.job] = progress->commits_seen;
    return;
  }
  if (const auto* log = std::get_if<Log>(&happened.event)) {
    if (log->level == LogLevel::kError) complain(log->message);
    return;
  }
  if (happened.job == listing_job_) {
    if (const auto* repository = std::get_if<Repository>(&happened.event)) on_listed(*repository);
    if (const auto* end = std::get_if<Finished>(&happened.event)) on_listing_finished(*end);
    if (const auto* skipped = std::get_if<Skipped>(&happened.event)) {
      output_.line(skipped_line(happened.repository_id, *skipped));
      ++counts_.skipped;
    }
    return;
  }
  auto running = running_.find(happened.job);
  if (running == running_.end()) return;
  if (const auto* end = std::get_if<Finished>(&happened.event))
    return on_repository_finished(happened.job, *end);
  on_repository_event(running->second.repository_id, running->second, happened.event);
}

void Import::on_listed(const Repository& repository) {
  if (!listed_.emplace(repository.id, true).second) return;  // pages shift while they are read
  auto known = state_.repositories.find(repository.id);
  auto line = repository_line(repository);
  if (known == state_.repositories.end() || repository_line(known->second.printed) != line) {
    output_.line(line);
    ++counts_.repositories;
    state_.repositories[repository.id].printed = repository;
  }
  waiting_.push_back(repository);
}

void Import::on_listing_finished(const Finished& end) {
  listing_ = false;
  if (end.error_code == 0) {
    listing_complete_ = end.complete && !state_.scope.project;
    return;
  }
  fail(end.error);
  // The repositories that were listed may still be finished, unless nothing can be had at all.
  if (ends_the_run(end.error_code) || listed_.empty()) stopped_ = true;
}

void Import::on_repository_event(std::int64_t id, Running& running, Event& event) {
  auto& known = state_.repositories[id];
  std::visit(
      [&](auto& content) {
        using T = std::decay_t<decltype(content)>;
        if constexpr (std::is_same_v<T, Commit>) {
          if (known.commits.contains(content.sha)) return;
          known.commits.insert(content.sha);
          output_.line(commit_line(id, content));
          ++counts_.commits;
        } else if constexpr (std::is_same_v<T, Branch>) {
          auto [printed, is_new] = known.branches.try_emplace(content.name, content.sha);
          if (!is_new && printed->second == content.sha) return;
          printed->second = content.sha;
          output_.line(branch_line(id, content));
          ++counts_.branches;
        } else if constexpr (std::is_same_v<T, MergeRequest>) {
          auto& newest = running.newest_merge_request;
          if (!newest || newest->seconds < content.updated.seconds) newest = content.updated;
          auto line = merge_request_line(id, content);
          auto hash = line_hash(line);
          auto [printed, is_new] = known.merge_requests.try_emplace(content.iid, hash);
          if (!is_new && printed->second == hash) return;
          printed->second = hash;
          output_.line(line);
          ++counts_.merge_requests;
        } else if constexpr (std::is_same_v<T, Deleted>) {
          running.deleted.push_back(std::move(content));
        } else if constexpr (std::is_same_v<T, Skipped>) {
          output_.line(skipped_line(id, content));
          ++counts_.skipped;
        } else if constexpr (std::is_same_v<T, Checkpoint>) {
          known.cursor = std::move(content.cursor);
        }
      },
      event);
}

void Import::on_repository_finished(JobId job, const Finished& end) {
  auto running = std::move(running_.extract(job).mapped());
  auto id = running.repository_id;
  auto& known = state_.repositories[id];
  known.commits.rest();
  if (end.error_code != 0) {
    auto what = "repository " + known.printed.path;
    if (ends_the_run(end.error_code)) {
      fail(end.error);
      stopped_ = true;
    } else if (is_lasting(end.error_code)) {
      output_.line(skipped_line(id, {what, end.error}));
      ++counts_.skipped;
    } else {
      fail("The " + what + " is left for the next run: " + end.error);
    }
    return;
  }
  ++repositories_done_;
  auto before = std::exchange(known.heads, {});
  for (const auto& head : end.heads) known.heads[head.name] = head.sha;
  if (!settle_deletions(id, running.deleted)) {
    // Held: the vanished branches stay known, so that the next run finds them vanished again.
    for (const auto& [name, sha] : before) known.heads.try_emplace(name, sha);
    fail("The repository " + known.printed.path + " lost many branches at once; nothing was deleted. " +
         "Run again with --accept-deletions if that is right.");
  }
  const auto& newest = running.newest_merge_request;
  if (newest && (!known.merge_requests_since || known.merge_requests_since->seconds < newest->seconds))
    known.merge_requests_since = newest;
}

bool Import::settle_deletions(std::int64_t id, const std::vector<Deleted>& deleted) {
  auto branches = static_cast<std::size_t>(std::count_if(
      deleted.begin(), deleted.end(), [](const Deleted& of) { return of.kind == DeletedKind::kBranch; }));
  auto all = state_.repositories[id].branches.size();
  if (!rules_.accept_deletions && deletion_brake_holds(branches, all)) return false;
  for (const auto& of : deleted) print_deleted(id, of);
  return true;
}

void Import::print_deleted(std::int64_t id, const Deleted& deleted) {
  auto& known = state_.repositories[id];
  std::string line;
  switch (deleted.kind) {
    case DeletedKind::kBranch:
      known.heads.erase(deleted.id);
      if (known.branches.erase(deleted.id) == 1) line = branch_deleted_line(id, deleted.id);
      break;
    case DeletedKind::kCommit:
      if (known.commits.contains(deleted.id)) line = commit_deleted_line(id, deleted.id);
      known.commits.erase(deleted.id);
      break;
    case DeletedKind::kMergeRequest: {
      auto iid = std::strtoll(deleted.id.c_str(), nullptr, 10);
      if (known.merge_requests.erase(iid) == 1) line = merge_request_deleted_line(id, iid);
      break;
    }
  }
  if (line.empty()) return;  // never printed
  output_.line(line);
  ++counts_.deleted;
}

// Only a complete listing can say that something is gone.
void Import::remove_vanished() {
  std::vector<std::int64_t> vanished;
  for (const auto& [id, repository] : state_.repositories)
    if (!listed_.contains(id)) vanished.push_back(id);
  if (!rules_.accept_deletions && deletion_brake_holds(vanished.size(), state_.repositories.size())) {
    fail(std::to_string(vanished.size()) + " of " + std::to_string(state_.repositories.size()) +
         " repositories are not listed any more; nothing was deleted. Run again with --accept-deletions if "
         "that is "
         "right.");
    return;
  }
  for (auto id : vanished) {
    output_.line(repository_deleted_line(state_.repositories[id].printed));
    state_.repositories.erase(id);
    ++counts_.deleted;
  }
}

void Import::fail(const std::string& sentence) {
  complain(sentence);
  ++left_;
}

std::uint64_t Import::commits_seen() const {
  std::uint64_t sum = 0;
  for (const auto& [job, commits] : seen_) sum += commits;
  return sum;
}

void Import::print_progress() {
  auto now = Clock::now();
  if (now - progress_at_ < kInterval) return;
  progress_at_ = now;
  auto traffic = jobs_.traffic();
  progress_.commits_seen = commits_seen();
  progress_.requests = traffic.requests;
  progress_.bytes_in = traffic.bytes_in;
  output_.line(progress_line(progress_, repositories_done_, listed_.size()));
}

bool Import::save_when_due(bool now) {
  bool due = output_.lines() - saved_lines_ >= kLinesBetweenSaves || Clock::now() - saved_at_ >= kInterval;
  if (!now && !due) return true;
  if (!output_.flush()) return false;  // the state must not cover what nobody received
  auto saved = save_(state_);
  saved_lines_ = output_.lines();
  saved_at_ = Clock::now();
  if (saved.ok()) return true;
  fail(saved.error().message);
  stopped_ = true;
  return false;
}

int Import::finish() {
  if (output_.broken()) return 1;
  bool complete = !stopped_ && left_ == 0;
  if (complete && listing_complete_) {
    remove_vanished();
    complete = left_ == 0;
  }
  if (complete) {
    state_.last_run = rules_.now;
    if (full_listing_) state_.last_full = rules_.now;
  }
  output_.line(done_line(counts_, jobs_.traffic(), left_, complete));
  return save_when_due(true) && complete ? 0 : 1;
}

}  // namespace dvcs::cli
