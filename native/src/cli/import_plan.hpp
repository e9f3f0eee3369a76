// What a run looks at (house plan, decision 7): cost follows change.
//
// - A sweep, once a day and until a first run has left nothing: every repository is listed and asked.
// - Otherwise only those with activity since the last run. An account of at most one page is listed whole all
// the
//   same, for it costs nothing more and shows what was renamed, archived or is gone.
#pragma once

#include <cstdint>
#include <optional>

#include "cli/import_state.hpp"

namespace dvcs::cli {

struct ImportPlan {
  bool sweep = false;
  std::optional<Moment> active_since;  // none: nothing was imported before
  ListRepositories listing;
};

// `now`: seconds since 1970.
ImportPlan plan_import(const ImportState& state, std::int64_t now);

// What to ask of a listed repository; nothing: nothing happened to it. Source and commits are the caller's.
std::optional<SyncRepository> plan_repository(const ImportPlan& plan, const ImportState& state,
                                              const Repository& listed);

// The merge requests to ask for whether they still exist: a hundred each time, in turn.
std::vector<std::int64_t> next_probes(const RepositoryState& known);

}  // namespace dvcs::cli
