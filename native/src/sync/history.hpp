// How the branches of a repository and their commits are brought: by REST pages or by git. RepositorySync
// does not know which it has.
#pragma once

#include "base/status.hpp"
#include "dvcs/session.hpp"
#include "sync/commit_history.hpp"
#include "sync/conversation.hpp"

namespace dvcs::sync {

class History {
 public:
  virtual ~History() = default;

  virtual Source source() const = 0;
  // Lists the branches into the run.
  virtual Task<base::Status> list(Line& line) = 0;
  // Reports what is new, what departed, and the branches; ends with RepositoryRun::end_commits().
  virtual Task<base::Status> bring(Line& line) = 0;
  // What was read of the commit graph, if it was read from its beginning; null otherwise.
  virtual const CommitHistory* graph() const { return nullptr; }
};

}  // namespace dvcs::sync
