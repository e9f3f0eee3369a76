// Account, owners and repositories.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "providers/provider.hpp"

namespace dvcs::providers::gitea {

std::vector<Query<ServerInfo>> checks(const std::string& base_url);
Query<std::string> user(const std::string& base_url);
std::vector<Query<Owner>> owner(const std::string& base_url, std::string_view path);
Query<Page<Repository>> repositories(const std::string& base_url, const Owner& owner);
Query<Page<Repository>> repository(const std::string& base_url, std::int64_t id);

}  // namespace dvcs::providers::gitea
