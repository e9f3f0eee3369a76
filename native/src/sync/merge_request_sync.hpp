// The merge requests of one repository: those updated since the last run, with their keys.
#pragma once

#include <cstdint>
#include <functional>
#include <unordered_map>

#include "providers/provider.hpp"
#include "sync/commit_history.hpp"
#include "sync/cursor.hpp"
#include "sync/job_logic.hpp"

namespace dvcs::sync {

class MergeRequestSync {
 public:
  // All are borrowed. `checkpoint` is called after each page, when `cursor` covers it. `history` is what this
  // run read of the repository's commits; null: nothing.
  MergeRequestSync(const providers::Provider& provider, KeyGrammar grammar, const SyncRepository& job,
                   Report& report, Cursor& cursor, const CommitHistory* history,
                   std::function<void()> checkpoint);

  Task<base::Status> run(Line& line);

 private:
  void take(MergeRequest request);

  const providers::Provider& provider_;
  const KeyGrammar grammar_;
  const SyncRepository& job_;
  Report& report_;
  Cursor& cursor_;
  [[maybe_unused]] const CommitHistory* history_;
  const std::function<void()> checkpoint_;
  std::int64_t newest_ = 0;                                  // last change among the rows read
  std::unordered_map<std::int64_t, std::int64_t> reported_;  // iid → updated; pages overlap
};

}  // namespace dvcs::sync
