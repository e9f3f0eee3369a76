// `dvcsctl import`: lists repositories, synchronises each, prints what changed since the state it was given.
//
// Order of durability: lines are flushed to standard output, then the state that covers them is saved. Killed
// in between, a run repeats lines and never loses one.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "base/status.hpp"
#include "cli/import_plan.hpp"
#include "cli/import_state.hpp"
#include "cli/jobs.hpp"
#include "cli/lines.hpp"
#include "cli/output.hpp"
#include "cli/repository_import.hpp"

namespace dvcs::cli {

struct ImportRules {
  Source source = Source::kAuto;
  bool accept_deletions = false;
  std::int64_t now = 0;  // seconds since 1970
  std::size_t jobs_at_once = 4;
};

class Import {
 public:
  // Saves the state; an Error ends the run.
  using Save = std::function<base::Status(ImportState&)>;

  Import(Jobs& jobs, Output& output, ImportState& state, ImportRules rules, Save save);

  // Runs to the end. The exit code: 0, or 1 when something is left for the next run; why went to `complain`.
  int run(const std::function<bool()>& stop);

  const Counts& counts() const { return counts_; }
  std::uint64_t commits_seen() const;

 private:
  void start_listing();
  void start_waiting();
  void start(RepositoryImport repository);
  void on_event(Happened& happened);
  void on_log(const Log& log);
  void on_listing_event(Event& event);
  void on_listed(const Repository& repository);
  void on_listing_finished(const Finished& end);
  void on_repository_finished(JobId job, const Finished& end);
  void on_repository_failed(const RepositoryImport& repository, const Finished& end);
  void remove_vanished();
  void fail(const std::string& sentence);
  void print_progress();
  bool save();
  int finish();

  Jobs& jobs_;
  Output& output_;
  ImportState& state_;
  const ImportRules rules_;
  const Save save_;

  ImportPlan plan_;
  bool listing_ = false;
  bool listing_complete_ = false;
  JobId listing_job_ = 0;
  std::deque<SyncRepository> waiting_;
  std::map<JobId, RepositoryImport> running_;
  std::set<std::int64_t> listed_;
  Counts counts_;
  Progress progress_;
  std::map<JobId, std::uint64_t> seen_;
  std::uint64_t repositories_done_ = 0;
  std::uint64_t left_ = 0;
  bool stopped_ = false;  // no further work: the account, the host or the reader is gone
  std::uint64_t saved_lines_ = 0;
  std::chrono::steady_clock::time_point saved_at_;
  std::chrono::steady_clock::time_point progress_at_;
};

}  // namespace dvcs::cli
