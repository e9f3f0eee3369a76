#include "providers/gitlab/oauth.hpp"

#include <cstdint>
#include <utility>

#include "http/url.hpp"
#include "json/reading.hpp"
#include "providers/common/oauth.hpp"
#include "providers/gitlab/errors.hpp"
#include "providers/gitlab/permissions.hpp"

namespace dvcs::providers::gitlab {
namespace {

// `expires_in` is what is left, and null when the token never ends.
Query<TokenStanding> info_of(const std::string& base_url, Moment now) {
  Query<TokenStanding> query;
  query.request.url = http::join_url(base_url, "/oauth/token/info");
  query.request.headers.set("Accept", "application/json");
  query.parse = [now](const http::Request& asked,
                      const http::Response& answer) -> base::Result<TokenStanding> {
    return read_object(kErrors, "the authorisation", asked, answer, TokenStanding{},
                       [now](json::Fields& fields, TokenStanding& standing) {
                         std::int64_t left = 0;
                         fields.maybe("expires_in", left);
                         fields.maybe("scope", standing.scopes);
                         if (left > 0) standing.expires = Moment{now.seconds + left, 0};
                       });
  };
  return query;
}

}  // namespace

OAuthEndpoints oauth(const std::string& base_url) {
  return {http::join_url(base_url, "/oauth/token"), http::join_url(base_url, "/oauth/revoke")};
}

Query<TokenStanding> token_standing(const std::string& base_url, const LookAtToken& job, Moment now) {
  if (job.kind == TokenKind::kOAuth) {
    return standing_query(info_of(base_url, now), job.token, [](TokenStanding told, TokenStanding& standing) {
      standing.expires = told.expires;
      standing.scopes = std::move(told.scopes);
    });
  }
  return standing_query(token(base_url), job.token, [](TokenInfo info, TokenStanding& standing) {
    standing.expires = info.expires;
    standing.scopes = std::move(info.scopes);
    standing.name = std::move(info.name);
    if (!info.described) {
      standing.state = TokenState::kUnknown;
      standing.why = "This GitLab does not say until when the token is valid.";
    } else if (!info.active) {
      standing.state = TokenState::kInvalid;
      standing.why =
          "The access token was revoked or has expired. Create a new one in GitLab and enter it here.";
    }
  });
}

}  // namespace dvcs::providers::gitlab
