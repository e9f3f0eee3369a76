// The merge requests of one repository: those updated since the last run, with their keys, those whose
// commits an earlier run could not read, and which of those that the caller asks about are gone.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <unordered_set>

#include "providers/provider.hpp"
#include "sync/commit_history.hpp"
#include "sync/crowded_second.hpp"
#include "sync/cursor.hpp"
#include "sync/job_logic.hpp"
#include "sync/merge_request_keys.hpp"

namespace dvcs::sync {

class MergeRequestSync {
 public:
  // All are borrowed. `checkpoint` is called when `cursor` covers what was reported. `history` is what this
  // run read of the repository's commits; null: nothing.
  MergeRequestSync(const providers::Provider& provider, KeyGrammar grammar, const SyncRepository& job,
                   Report& report, Cursor& cursor, const CommitHistory* history,
                   std::function<void()> checkpoint);

  Task<base::Status> run(Line& line);
  // Every merge request that there is was listed since the run began, and could be read.
  bool may_have_missed_some() const { return crowd_.gave_up(); }
  bool complete() const { return complete_ && !cursor_.merge_requests_unlisted; }

 private:
  enum class Readable { kYes, kNo };

  Task<base::Result<Readable>> list(Line& line);
  Task<base::Status> take_page(Line& line, providers::Page<MergeRequest>& page);
  Task<base::Status> take(Line& line, MergeRequest request);
  void settle(std::int64_t iid, MergeRequestKeys::Found found);
  Task<base::Status> ask_for_known(Line& line);
  Task<base::Status> ask_for(Line& line, std::vector<std::int64_t> iids);
  bool is_new(const MergeRequest& request);
  bool is_left(std::int64_t iid) const;
  void covered();

  const providers::Provider& provider_;
  const KeyGrammar grammar_;
  const SyncRepository& job_;
  Report& report_;
  Cursor& cursor_;
  const std::function<void()> checkpoint_;
  MergeRequestKeys commit_keys_;
  std::unordered_set<std::int64_t> left_before_;  // by an earlier run, and not met by this one yet
  int left_again_ = 0;                            // of those
  bool complete_ = false;

  // Pages overlap, and a run begins with the last second of the run before: what looks the same is not told
  // again. Only the last ones are remembered.
  std::unordered_set<std::string> seen_;
  std::deque<std::string> seen_in_order_;
  CrowdedSecond crowd_;
  std::int64_t newest_ = 0;             // updated, of all that was taken
  std::vector<std::string> at_newest_;  // what those of that second look like
};

}  // namespace dvcs::sync
