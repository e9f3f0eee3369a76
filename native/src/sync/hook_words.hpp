// What is said of a webhook: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dvcs/session.hpp"
#include "providers/provider.hpp"

namespace dvcs::sync {

// What was done at one place, and what came of it.
struct HookDeed {
  HookChange change = HookChange::kNone;
  std::string_view why;     // of an update
  std::size_t removed = 0;  // others of ours
  std::string left;         // why one that is too many could not be deleted
  providers::HookTest test;
  std::string last_status;
};

// `hook`: as it stands now.
HookStanding stands(const providers::Manual& manual, const providers::HookPlace& place,
                    const providers::Hook& hook, const HookDeed& deed);
// Where nothing may be changed, and something should be.
HookStanding should_change(const providers::Manual& manual, const providers::HookPlace& place,
                           const providers::Hook* hook, std::string_view why);
HookStanding covered(const providers::HookPlace& place, HookState group, bool removed);
HookStanding refused(const providers::HookPlace& place, Outcome outcome, const base::Error& error);
HookStanding removed(const providers::HookPlace& place, std::size_t count);

}  // namespace dvcs::sync
