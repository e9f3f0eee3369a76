// What a token and its user may do: gitlab.md 4.1, 5.2 and 5.3.
#pragma once

#include <string>

#include "providers/provider.hpp"

namespace dvcs::providers::gitlab {

const Manual& manual();
Query<TokenInfo> token(const std::string& base_url);
Query<Page<std::string>> groups(const std::string& base_url);
Query<HookRight> hook_right(const std::string& base_url, const Repository& repository);

}  // namespace dvcs::providers::gitlab
