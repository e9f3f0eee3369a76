#include "cli/import.hpp"

#include <utility>

#include "cli/deletion_brake.hpp"

namespace dvcs::cli {
namespace {

using base::Code;
using Clock = std::chrono::steady_clock;
constexpr auto kInterval = std::chrono::seconds(1);
constexpr std::uint64_t kLinesBetweenSaves = 1000;

// The account as a whole cannot go on: every further request would end the same way.
bool ends_the_run(int code) {
  return code == static_cast<int>(Code::kUnauthorized) || code == static_cast<int>(Code::kUnreachable) ||
         code == static_cast<int>(Code::kTls) || code == static_cast<int>(Code::kProxy);
}

// Nothing the next run could do better.
bool is_lasting(int code) {
  return code == static_cast<int>(Code::kForbidden) || code == static_cast<int>(Code::kNotFound);
}

}  // namespace

Import::Import(Jobs& jobs, Output& output, ImportState& state, ImportRules rules, Save save)
    : jobs_(jobs), output_(output), state_(state), rules_(rules), save_(std::move(save)) {
  saved_at_ = progress_at_ = Clock::now();
  counts_.source = rules.source;
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
    if (happened) on_event(*happened);
    const auto now = Clock::now();
    if (now - progress_at_ >= kInterval) print_progress();
    if (output_.lines() - saved_lines_ >= kLinesBetweenSaves || now - saved_at_ >= kInterval) save();
    if (output_.broken()) stopped_ = true;
  }
  return finish();
}

void Import::start_listing() {
  plan_ = plan_import(state_, rules_.now);
  listing_ = true;
  listing_job_ = jobs_.start(plan_.listing);
}

void Import::start_waiting() {
  while (!waiting_.empty() && running_.size() < rules_.jobs_at_once) {
    auto sync = std::move(waiting_.front());
    waiting_.pop_front();
    sync.source = rules_.source;
    start(RepositoryImport(state_, output_, counts_, std::move(sync)));
  }
}

void Import::start(RepositoryImport repository) {
  auto job = jobs_.start(repository.job());
  running_.emplace(job, std::move(repository));
}

void Import::on_event(Happened& happened) {
  if (const auto* progress = std::get_if<Progress>(&happened.event)) {
    progress_.phase = progress->phase;
    seen_[happened.job] = progress->commits_seen;
    return;
  }
  if (const auto* log = std::get_if<Log>(&happened.event)) return on_log(*log);
  if (happened.job == listing_job_) return on_listing_event(happened.event);
  auto running = running_.find(happened.job);
  if (running == running_.end()) return;
  if (const auto* end = std::get_if<Finished>(&happened.event))
    return on_repository_finished(happened.job, *end);
  running->second.on_event(happened.event);
}

// A way that was not taken and why is worth a line, not a complaint.
void Import::on_log(const Log& log) {
  if (log.level == LogLevel::kError) return complain(log.message);
  output_.line(progress_line(progress_, repositories_done_, listed_.size(), rules_.source, log.message));
}

void Import::on_listing_event(Event& event) {
  if (const auto* repository = std::get_if<Repository>(&event)) on_listed(*repository);
  if (const auto* end = std::get_if<Finished>(&event)) on_listing_finished(*end);
  if (const auto* skipped = std::get_if<Skipped>(&event)) {
    output_.line(skipped_line(0, *skipped));
    ++counts_.skipped;
  }
}

void Import::on_listed(const Repository& repository) {
  if (!listed_.insert(repository.id).second) return;  // pages shift while they are read
  auto sync = plan_repository(plan_, state_, repository);
  auto known = state_.repositories.find(repository.id);
  auto line = repository_line(repository);
  if (known == state_.repositories.end() || repository_line(known->second.printed) != line) {
    output_.line(line);
    ++counts_.repositories;
    state_.change(repository.id).printed = repository;
  }
  if (sync) waiting_.push_back(std::move(*sync));
}

void Import::on_listing_finished(const Finished& end) {
  listing_ = false;
  if (end.error_code == 0) {
    listing_complete_ = end.complete && !state_.scope.project;
    state_.owner_hint = end.owner_hint;
    return;
  }
  fail(end.error);
  // The repositories that were listed may still be finished, unless nothing can be had at all.
  if (ends_the_run(end.error_code) || listed_.empty()) stopped_ = true;
}

void Import::on_repository_finished(JobId job, const Finished& end) {
  auto repository = std::move(running_.extract(job).mapped());
  if (end.error_code != 0) {
    repository.fail();
    return on_repository_failed(repository, end);
  }
  auto ended = repository.finish(end, rules_.accept_deletions);
  if (ended.again) return start(std::move(repository));
  ++repositories_done_;
  if (end.source == Source::kGit) ++counts_.by_git;
  if (end.source == Source::kRest) ++counts_.by_rest;
  if (!ended.held.empty()) fail(ended.held);
}

void Import::on_repository_failed(const RepositoryImport& repository, const Finished& end) {
  auto what = "repository " + repository.path();
  if (ends_the_run(end.error_code)) {
    fail(end.error);
    stopped_ = true;
  } else if (is_lasting(end.error_code)) {
    output_.line(skipped_line(repository.id(), {what, end.error}));
    ++counts_.skipped;
  } else {
    fail("The " + what + " is left for the next run: " + end.error);
  }
}

// Only a complete listing can say that something is gone.
void Import::remove_vanished() {
  std::vector<std::int64_t> vanished;
  for (const auto& [id, repository] : state_.repositories)
    if (!listed_.contains(id)) vanished.push_back(id);
  if (!rules_.accept_deletions && deletion_brake_holds(vanished.size(), state_.repositories.size())) {
    fail(std::to_string(vanished.size()) + " of " + std::to_string(state_.repositories.size()) +
         " repositories are not listed any more; nothing was deleted. Run again with --accept-deletions if "
         "that is right.");
    return;
  }
  for (auto id : vanished) {
    output_.line(repository_deleted_line(state_.repositories[id].printed));
    state_.remove(id);
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
  progress_at_ = Clock::now();
  auto traffic = jobs_.traffic();
  progress_.commits_seen = commits_seen();
  progress_.requests = traffic.requests;
  progress_.bytes_in = traffic.bytes_in;
  output_.line(progress_line(progress_, repositories_done_, listed_.size(), rules_.source, {}));
}

bool Import::save() {
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
    if (plan_.sweep) state_.last_full = rules_.now;
  }
  output_.line(done_line(counts_, jobs_.traffic(), left_, complete));
  return save() && complete ? 0 : 1;
}

}  // namespace dvcs::cli
