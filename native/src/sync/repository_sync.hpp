// SyncRepository: from what the caller knows to what the forge has. Phases: branches, commits, merge requests
// (native/doc/sync.md).
#pragma once

#include <memory>

#include "providers/provider.hpp"
#include "sync/git_host.hpp"
#include "sync/history.hpp"
#include "sync/job_logic.hpp"
#include "sync/repository_run.hpp"

namespace dvcs::sync {

class RepositorySync final : public JobLogic {
 public:
  // All are borrowed.
  RepositorySync(const providers::Provider& provider, KeyGrammar grammar, SyncRepository job, Report& report,
                 GitHost& host, SyncLimits limits = {});
  Task<base::Status> run(Line& line) override;

 private:
  Task<base::Status> list_branches(Line& line);
  Task<base::Status> bring_commits(Line& line);
  bool nothing_moved() const;
  bool fall_back(const base::Error& failure);
  void finish();

  RepositoryRun run_;
  GitHost& host_;
  std::unique_ptr<History> history_;
};

}  // namespace dvcs::sync
