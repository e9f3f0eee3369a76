// The first pass over a pack, while it arrives: proves each object, adds the commits to a graph, and keeps
// aside those that may be told when the end proves the whole.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "git/pack_reader.hpp"
#include "sync/commit_graph.hpp"
#include "sync/conversation.hpp"
#include "sync/pack_commits.hpp"
#include "sync/repository_run.hpp"

namespace dvcs::sync {

class PackIntake {
 public:
  // All are borrowed. `kept` takes the commits that are new to `graph`, and are wanted or cannot be read; it
  // may be null.
  PackIntake(const RepositoryRun& run, const git::Spool& pack, git::ObjectFormat format, CommitGraph& graph,
             PackCommits* kept);

  // Goes on with what has arrived, some MiB of objects at most. An Error is final.
  base::Status read_some();
  // All has arrived: reads the rest, and proves the whole.
  Task<base::Status> finish(Line& line);

 private:
  base::Result<bool> read_on();  // false: there is nothing to read at the moment, or at all
  base::Status take();

  const RepositoryRun& run_;
  git::PackReader reader_;
  CommitGraph& graph_;
  PackCommits* kept_;
  git::Object object_;
  std::vector<std::string> keys_;
};

}  // namespace dvcs::sync
