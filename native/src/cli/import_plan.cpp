#include "cli/import_plan.hpp"

namespace dvcs::cli {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kActivityLag = 7'200;  // GitLab moves last_activity_at at most hourly
constexpr std::size_t kOnePage = 100;
constexpr std::size_t kProbes = 100;  // what one request asks

}  // namespace

ImportPlan plan_import(const ImportState& state, std::int64_t now) {
  ImportPlan plan;
  plan.sweep = !state.last_run || !state.last_full || now - *state.last_full > kDay;
  if (state.last_run) plan.active_since = Moment{*state.last_run - kActivityLag, 0};
  plan.listing.owner = state.scope.owner;
  plan.listing.only_id = state.scope.project;
  plan.listing.owner_hint = state.owner_hint;
  const bool whole = plan.sweep || state.scope.project || state.repositories.size() <= kOnePage;
  if (!whole) plan.listing.active_since = plan.active_since;
  return plan;
}

std::optional<SyncRepository> plan_repository(const ImportPlan& plan, const ImportState& state,
                                              const Repository& listed) {
  SyncRepository sync;
  sync.repository = listed;
  auto found = state.repositories.find(listed.id);
  if (found == state.repositories.end()) return sync;
  const auto& known = found->second;
  const bool quiet = known.finished && plan.active_since && listed.last_activity && !plan.listing.only_id &&
                     listed.last_activity->seconds < plan.active_since->seconds;
  if (quiet && !plan.sweep) return std::nullopt;
  sync.verify = quiet;
  for (const auto& [name, sha] : known.heads) sync.known.push_back({name, sha});
  sync.cursor = known.cursor;
  sync.merge_requests_since = known.merge_requests_since;
  if (known.finished && !quiet) sync.probe_merge_requests = next_probes(known);
  return sync;
}

std::vector<std::int64_t> next_probes(const RepositoryState& known) {
  std::vector<std::int64_t> probes;
  for (auto at = known.merge_requests.upper_bound(known.probed);
       at != known.merge_requests.end() && probes.size() < kProbes; ++at)
    probes.push_back(at->first);
  return probes;
}

}  // namespace dvcs::cli
