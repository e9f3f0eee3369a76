#include "sync/hook_removal.hpp"

#include <algorithm>
#include <vector>

#include "providers/common/hook_plan.hpp"
#include "sync/failures.hpp"
#include "sync/hook_listing.hpp"
#include "sync/hook_words.hpp"

namespace dvcs::sync {

using base::Code;
using providers::HookPlace;

Task<base::Status> HookRemoval::run(Line& line) {
  report_.phase("webhooks");
  for (const HookPlace& place : hook_places(job_.group, job_.repositories)) {
    co_await line.room();
    auto count = co_await clear(line, place);
    if (count.ok()) {
      report_.put(removed(place, *count));
    } else if (count.error().code == Code::kNotFound) {
      report_.put(removed(place, 0));  // the place itself is gone, or never had any
    } else if (concerns_one_item(count.error().code)) {
      // A group that the token could never manage has none of ours.
      const bool never = place.is_group() && !known_hook(job_.known, place);
      report_.put(refused(place, never ? Outcome::kSkipped : Outcome::kFailed, count.error()));
    } else {
      co_return count.error();
    }
  }
  co_return base::Status();
}

Task<base::Result<std::size_t>> HookRemoval::clear(Line& line, HookPlace place) {
  auto standing = co_await list_hooks(line, provider_, place);
  if (!standing.ok()) co_return standing.error();
  std::vector<std::int64_t> ids = providers::hooks_at(job_.urls, *standing);
  const auto known = known_hook(job_.known, place);
  const auto stands = [&](const providers::Hook& hook) { return hook.id == known; };
  if (known && std::find(ids.begin(), ids.end(), *known) == ids.end() &&
      std::any_of(standing->begin(), standing->end(), stands))
    ids.push_back(*known);
  for (const std::int64_t id : ids) {
    auto deleted = co_await line.ask(provider_.delete_hook(place, id));
    if (!deleted.ok()) co_return deleted.error();
  }
  co_return ids.size();
}

}  // namespace dvcs::sync
