// SyncRepository: from what the caller knows to what the forge has. Phases: branches, commits, merge requests
// (native/doc/sync.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "providers/provider.hpp"
#include "sync/branch_diff.hpp"
#include "sync/commit_walk.hpp"
#include "sync/cursor.hpp"
#include "sync/job_logic.hpp"
#include "sync/known_history.hpp"

namespace dvcs::sync {

// How far the effort goes to report nothing twice.
struct SyncLimits {
  std::size_t held_commits =
      50'000;  // new-looking commits held back at most; above it they are reported as they come
  std::size_t held_bytes = 16U << 20;
  int comparisons = 30;  // requests that only compare held commits with known heads
};

class RepositorySync final : public JobLogic {
 public:
  RepositorySync(const providers::Provider& provider, KeyGrammar grammar, SyncRepository job, Report& report,
                 SyncLimits limits = {});
  Task<base::Status> run(Line& line) override;

 private:
  Task<base::Status> list_branches(Line& line);
  Task<base::Status> bring_commits(Line& line);
  Task<base::Status> finish_slice(Line& line, Cursor::Slice slice);
  Task<base::Status> bring_branch(Line& line, Branch branch);
  Task<base::Status> bring_range(Line& line, const Branch& branch, std::string exclude);
  Task<base::Result<bool>> is_there(Line& line, std::string sha);
  Task<base::Status> remove_known(Line& line);

  const KnownBranch* known(std::string_view name) const;
  void completed(const Branch& branch);
  void checkpoint();

  const providers::Provider& provider_;
  const KeyGrammar grammar_;
  const SyncLimits limits_;
  SyncRepository job_;
  Report& report_;
  std::unordered_map<std::string_view, const KnownBranch*> known_by_name_;  // into job_
  Cursor cursor_;
  bool resumed_ = false;

  std::vector<Branch> listed_;
  bool all_branches_readable_ = true;
  std::unordered_set<std::string> listed_heads_;
  BranchDiff diff_;

  CommitWalk walk_;
  std::string base_;  // a head that is complete at the forge and here: new branches are read from there on
  std::vector<KnownHead> known_heads_;
  std::vector<std::string> excluded_;  // one for each range read
  bool stopped_early_ = false;
  std::vector<Branch> waiting_;  // complete but for commits that are still held
};

}  // namespace dvcs::sync
