// Gitea's endpoints of OAuth 2 (forges.md 3). It has none for revoking, and none that tells of a token: its
// user's own page is asked instead.
#pragma once

#include <string>

#include "dvcs/oauth.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers::gitea {

OAuthEndpoints oauth(const std::string& base_url);
Query<TokenStanding> token_standing(const std::string& base_url, const LookAtToken& job);

}  // namespace dvcs::providers::gitea
