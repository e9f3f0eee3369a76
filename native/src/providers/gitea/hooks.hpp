// Webhooks of repositories and organisations: forges.md 3.4.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "providers/provider.hpp"

namespace dvcs::providers::gitea {

Query<Page<Hook>> hooks(const std::string& base_url, const HookPlace& place);
Query<Hook> create_hook(const std::string& base_url, const HookPlace& place, const WantedHook& wanted);
Query<bool> delete_hook(const std::string& base_url, const HookPlace& place, std::int64_t id);
// Nothing for an organisation's.
std::optional<Query<HookTest>> test_hook(const std::string& base_url, const HookPlace& place,
                                         std::int64_t id);

}  // namespace dvcs::providers::gitea
