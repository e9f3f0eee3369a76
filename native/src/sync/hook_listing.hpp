// All webhooks of one place, and the ones of it that are ours by number.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dvcs/session.hpp"
#include "providers/provider.hpp"
#include "sync/conversation.hpp"

namespace dvcs::sync {

// kMalformed when one of them could not be read: it might be ours, and would be made a second time.
Task<base::Result<std::vector<providers::Hook>>> list_hooks(Line& line, const providers::Provider& provider,
                                                            providers::HookPlace place);

std::optional<std::int64_t> known_hook(const std::vector<KnownHook>& known,
                                       const providers::HookPlace& place);

// The group, if there is one, and then each repository.
std::vector<providers::HookPlace> hook_places(const std::string& group,
                                              const std::vector<Repository>& repositories);

}  // namespace dvcs::sync
