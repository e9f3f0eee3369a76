// A history that does not come in one transfer, fetched in slices: each goes some commits deep (`deepen`), is
// reported, and ends with a Checkpoint that names the commits where the next one begins.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sync/commit_graph.hpp"
#include "sync/git_source.hpp"

namespace dvcs::sync {

class GitSlices {
 public:
  // Both are borrowed.
  GitSlices(RepositoryRun& run, GitSource& source);

  // Reports what `next` and its ancestors are, each commit once; what else `heads` reach was reported before.
  // Ends with `heads` among the finished ones of the run's cursor.
  Task<base::Status> bring(Line& line, std::vector<std::string> heads, std::vector<std::string> next);
  // After a failure: the server no longer has a commit that it was asked for.
  bool commit_is_gone() const { return gone_; }
  bool told_something() const { return graph_ != nullptr; }
  // What was read by this object.
  std::unique_ptr<CommitGraph> take_graph() { return std::move(graph_); }

 private:
  Task<base::Result<std::shared_ptr<Transfer>>> fetch(Line& line, const std::vector<std::string>& wants);
  Task<base::Status> report(Line& line, Transfer& transfer, const std::vector<std::string>& wants);
  std::vector<std::string> unread() const;
  void save(const std::vector<std::string>& heads, const std::vector<std::string>& next);
  void log(const std::string& message);

  RepositoryRun& run_;
  GitSource& source_;
  std::uint32_t depth_;
  bool gone_ = false;
  std::unique_ptr<CommitGraph> graph_;
};

}  // namespace dvcs::sync
