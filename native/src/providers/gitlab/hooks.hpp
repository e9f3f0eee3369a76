// Webhooks of projects and groups: gitlab.md 4.1.
#pragma once

#include <cstdint>
#include <string>

#include "providers/provider.hpp"

namespace dvcs::providers::gitlab {

Query<Page<Hook>> hooks(const std::string& base_url, const HookPlace& place);
Query<Hook> create_hook(const std::string& base_url, const HookPlace& place, const WantedHook& wanted);
Query<Hook> update_hook(const std::string& base_url, const HookPlace& place, std::int64_t id,
                        const WantedHook& wanted);
Query<bool> delete_hook(const std::string& base_url, const HookPlace& place, std::int64_t id);
Query<HookTest> test_hook(const std::string& base_url, const HookPlace& place, std::int64_t id);
Query<Page<HookDelivery>> hook_deliveries(const std::string& base_url, const HookPlace& place,
                                          std::int64_t id);

}  // namespace dvcs::providers::gitlab
