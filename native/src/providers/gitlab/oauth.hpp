// GitLab's endpoints of OAuth 2, and what it says of a token (gitlab.md 5.1, 5.2).
#pragma once

#include <string>

#include "dvcs/oauth.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers::gitlab {

OAuthEndpoints oauth(const std::string& base_url);
Query<TokenStanding> token_standing(const std::string& base_url, const LookAtToken& job, Moment now);

}  // namespace dvcs::providers::gitlab
