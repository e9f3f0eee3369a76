#include "providers/gitea/oauth.hpp"

#include "http/url.hpp"
#include "providers/common/oauth.hpp"
#include "providers/common/refusals.hpp"
#include "providers/gitea/api.hpp"
#include "providers/gitea/errors.hpp"

namespace dvcs::providers::gitea {

OAuthEndpoints oauth(const std::string& base_url) {
  return {http::join_url(base_url, "/login/oauth/access_token"), {}};
}

// A token that may not read its user is valid all the same: 403 is about scopes.
Query<TokenStanding> token_standing(const std::string& base_url, const LookAtToken& job) {
  Query<bool> query;
  query.request = get(base_url, "/user");
  query.parse = [](const http::Request& asked, const http::Response& answer) -> base::Result<bool> {
    if (is_success(answer) || answer.status == 403) return true;
    return refusal("the token's user", asked, answer);
  };
  return standing_query(std::move(query), job.token, [](bool, TokenStanding&) {});
}

}  // namespace dvcs::providers::gitea
