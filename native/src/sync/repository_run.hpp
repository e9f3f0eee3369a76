// What the parts of one SyncRepository share: the job, what was listed, how far it is.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "dvcs/session.hpp"
#include "providers/provider.hpp"
#include "sync/branch_diff.hpp"
#include "sync/cursor.hpp"
#include "sync/report.hpp"

namespace dvcs::sync {

struct SyncLimits {
  // How far the effort goes to report nothing twice, by REST.
  std::size_t held_commits =
      50'000;  // new-looking commits held back at most; above it they are reported as they come
  std::size_t held_bytes = 16U << 20;
  int comparisons = 30;  // requests that only compare held commits with known heads
  // By git.
  std::string spool_folder = {};  // empty: TMPDIR, else /tmp
  std::uint64_t spool_bytes = 1ULL << 30;
  std::uint32_t slice_depth = 20'000;        // of a history that did not come in one transfer
  std::uint32_t smallest_slice_depth = 500;  // when slices break off too
  std::size_t merge_request_heads = 20'000;  // fetched with a first import at most
};

class RepositoryRun {
 public:
  RepositoryRun(const providers::Provider& provider, KeyGrammar grammar, SyncRepository job, Report& report,
                SyncLimits limits);

  // Adds a branch as listed; its keys are found here.
  void list(Branch branch);
  void listed_all();  // compares with what is known
  void forget_listing();
  std::size_t distinct_branches() const;  // by name, among those listed

  // Heads whose history the caller has, among them those that this run finished.
  std::vector<std::string> complete_heads() const;
  // Those, and the ones whose commits were being reported as deleted when an earlier run was interrupted.
  std::vector<std::string> heads_ever_complete() const;
  bool is_wanted(const Commit& commit) const { return job.all_commits || !commit.keys.empty(); }
  // Commits that `heads` reached are about to be reported as deleted.
  void begin_departure(const std::vector<std::string>& heads);
  void report_deleted_branches();
  // The commits are done: the branches that changed are complete now.
  void end_commits();
  void checkpoint();

  const providers::Provider& provider;
  const KeyGrammar grammar;
  const SyncLimits limits;
  SyncRepository job;
  Report& report;
  Cursor cursor;
  bool resumed = false;
  bool cursor_unreadable = false;
  bool history_incomplete = false;  // as Finished has it

  std::vector<Branch> listed;
  bool all_branches_readable = true;
  std::unordered_set<std::string> listed_heads;
  BranchDiff diff;

 private:
  void distrust_departed();
};

}  // namespace dvcs::sync
