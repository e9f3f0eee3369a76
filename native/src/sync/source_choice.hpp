// The planner's choice: which way a repository's commits come, and what to do when that way fails.
#pragma once

#include <optional>

#include "base/status.hpp"
#include "dvcs/session.hpp"
#include "sync/cursor.hpp"
#include "sync/git_host.hpp"

namespace dvcs::sync {

// Git unless it was ruled out by the job, has been found impossible at this host, or is known to be closed to
// this token at this address. That is forgotten by a full run, a sweep and every 24th run: an administrator
// may have opened it.
bool asks_git(const SyncRepository& job, const GitHost& host, const Cursor& cursor);

// What a cursor keeps of it: the failure to list the branches by git is no accident, but will be the same
// until somebody changes a setting, a role or the token. Nothing: ask again in the next run.
std::optional<Cursor::GitRefusal> lasting_refusal(const SyncRepository& job, const GitHost& host,
                                                  const base::Error& failure);

// Whether REST may do what git did not: the job leaves the choice, and the failure is git's own, not one that
// REST would share (no connection, a rate limit, cancelled).
bool may_use_rest(const SyncRepository& job, const base::Error& failure);

}  // namespace dvcs::sync
