// The commits of a repository by treeless fetches: all of them at first, later what its branches have and the
// caller's heads do not reach; and the other way round, what departed.
#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "sync/git_slices.hpp"
#include "sync/git_source.hpp"
#include "sync/graph_history.hpp"
#include "sync/history.hpp"
#include "sync/pack_walk.hpp"

namespace dvcs::sync {

class GitHistory final : public History {
 public:
  GitHistory(RepositoryRun& run, GitHost& host) : run_(run), source_(run, host) {}

  Source source() const override { return Source::kGit; }
  Task<base::Status> list(Line& line) override;
  Task<base::Status> bring(Line& line) override;
  const CommitHistory* graph() const override { return known_graph_.get(); }

 private:
  Task<base::Status> bring_new(Line& line);
  Task<base::Status> list_anew(Line& line);
  Task<base::Status> go_on_from_slice(Line& line);
  Task<base::Status> bring_in_slices(Line& line, const std::vector<std::string>& heads);
  Task<base::Status> read_merge_request_heads(Line& line, const std::vector<std::string>& heads);
  Task<Fetched> fetch_with_merge_requests(Line& line, git::FetchOptions options, bool anew);
  void know_whole_graph();
  Task<base::Status> report_new(Line& line, Transfer& transfer);
  std::vector<std::string> missing_heads() const;
  void take_ref(const git::Ref& ref, const std::string& head, std::unordered_set<std::string>& names);

  RepositoryRun& run_;
  GitSource source_;
  bool head_is_gone_ = false;                     // one that was listed; why bring_new() failed
  bool first_ = false;                            // nothing was known: the graph has everything
  std::vector<std::string> merge_request_heads_;  // newest first
  std::unique_ptr<CommitGraph> graph_;            // of what this run fetched
  std::unique_ptr<GraphHistory> known_graph_;     // of graph_, when that begins at the roots
};

}  // namespace dvcs::sync
