// The planner's choice: which way a repository's commits come, and what to do when that way fails.
#pragma once

#include "base/status.hpp"
#include "dvcs/session.hpp"
#include "sync/git_host.hpp"

namespace dvcs::sync {

// Git unless it was ruled out by the job, or has been found impossible at this host.
bool asks_git(const SyncRepository& job, const GitHost& host);

// Whether REST may do what git did not: the job leaves the choice, and the failure is git's own, not one that
// REST would share (no connection, a rate limit, cancelled).
bool may_use_rest(const SyncRepository& job, const base::Error& failure);

}  // namespace dvcs::sync
