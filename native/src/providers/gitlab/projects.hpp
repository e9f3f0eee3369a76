// Account, owners and projects: gitlab.md 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "providers/provider.hpp"

namespace dvcs::providers::gitlab {

std::vector<Query<ServerInfo>> checks(const std::string& base_url);
Query<std::string> user(const std::string& base_url);
std::optional<Owner> likely_owner(std::string_view path);
std::vector<Query<Owner>> owner(const std::string& base_url, std::string_view path);
Query<Page<Repository>> projects(const std::string& base_url, const Owner& owner);
Query<Page<Repository>> project(const std::string& base_url, std::int64_t id);

}  // namespace dvcs::providers::gitlab
