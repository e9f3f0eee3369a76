// What a token and its user may do: forges.md 3.
#pragma once

#include <string>

#include "providers/provider.hpp"

namespace dvcs::providers::gitea {

const Manual& manual();
Query<Page<std::string>> groups(const std::string& base_url);
Query<HookRight> hook_right(const std::string& base_url, const Repository& repository);

}  // namespace dvcs::providers::gitea
