// What has to be done so that exactly one webhook of ours stands: a pure function of what is wanted and what
// stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "providers/hooks.hpp"

namespace dvcs::providers {

enum class HookNeed {
  kNothing,
  kCreate,
  kUpdate,
  kRevive,  // it is as wanted, but the forge has stopped it
};

struct HookPlan {
  HookNeed need = HookNeed::kNothing;
  const Hook* kept = nullptr;         // points into `standing`; null: none of ours stands
  std::vector<std::int64_t> surplus;  // ours as well, and one too many
  std::string_view why;               // of an update: "its address has changed"
};

// Ours is what leads to the wanted URL or a former one, or is `known`: everything else belongs to others.
// `known`: the webhook whose secret is known to be the present one; any other is written anew, since forges
// never tell a secret. Of several the known one is kept, then the one at the present URL, the one that works,
// the oldest. Events beyond the wanted ones are left as they are.
HookPlan plan_hook(const WantedHook& wanted, const std::vector<Hook>& standing,
                   std::optional<std::int64_t> known);

// Those of ours, for removal.
std::vector<std::int64_t> hooks_at(const std::vector<std::string>& urls, const std::vector<Hook>& standing);

// Scheme and host without case, the scheme's own port left out.
bool same_target(std::string_view a, std::string_view b);

}  // namespace dvcs::providers
