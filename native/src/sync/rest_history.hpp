// The commits of a repository by REST pages (native/doc/sync.md, "Exactly the new ones").
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sync/commit_walk.hpp"
#include "sync/history.hpp"
#include "sync/known_history.hpp"
#include "sync/repository_run.hpp"

namespace dvcs::sync {

class RestHistory final : public History {
 public:
  explicit RestHistory(RepositoryRun& run);

  Source source() const override { return Source::kRest; }
  Task<base::Status> list(Line& line) override;
  Task<base::Status> bring(Line& line) override;

 private:
  Task<base::Status> finish_slice(Line& line, Cursor::Slice slice);
  void give_up(const Cursor::Slice& slice);
  Task<base::Status> bring_branch(Line& line, Branch branch);
  Task<base::Status> bring_range(Line& line, const Branch& branch, std::string exclude);
  Task<base::Result<bool>> is_there(Line& line, std::string sha);
  void head_is_gone(const std::string& sha);
  Task<base::Status> remove_known(Line& line);
  std::vector<std::string> vanished_heads() const;
  const KnownBranch* known(std::string_view name) const;
  void completed(const Branch& branch);

  RepositoryRun& run_;
  std::unordered_map<std::string_view, const KnownBranch*> known_by_name_;  // into the run's job
  CommitWalk walk_;
  std::string base_;  // a head that is complete at the forge and here: new branches are read from there on
  std::vector<KnownHead> known_heads_;
  std::vector<std::string> excluded_;  // one for each range read
  bool stopped_early_ = false;
  std::unordered_set<std::string> reached_;  // known heads that listed ones were seen to reach
  std::unordered_set<std::string> there_;    // the forge said that it has them
  std::unordered_set<std::string> gone_;     // listed, and the forge has them no longer
  std::string slice_head_;                   // of the range that an interrupted run left unfinished
  std::vector<Branch> waiting_;              // complete but for commits that are still held
};

}  // namespace dvcs::sync
