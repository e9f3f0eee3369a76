#include "providers/common/oauth.hpp"

#include <initializer_list>
#include <utility>

#include "http/url.hpp"

namespace dvcs::providers {
namespace {

struct Parameter {
  std::string_view name;
  std::string_view value;
};

// An empty value is left out (RFC 6749 3.2). Written into one piece, so that no part of it stays elsewhere.
Secret form(std::initializer_list<Parameter> parameters) {
  std::size_t most = 0;
  for (const auto& [name, value] : parameters) most += name.size() + 2 + 3 * value.size();
  std::string text;
  text.reserve(most);
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    if (!text.empty()) text += '&';
    text.append(name) += '=';
    http::append_percent_encoded(text, value);
  }
  return Secret(std::move(text));
}

http::Request post(const std::string& url, Secret body) {
  http::Request request;
  request.method = http::Method::kPost;
  request.url = url;
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.headers.set("Accept", "application/json");
  request.secret_body = std::make_shared<const Secret>(std::move(body));
  request.limits.body_bytes = 1U << 20;
  request.limits.total = std::chrono::minutes(1);
  request.repeatable = false;
  request.own_credential = true;
  return request;
}

}  // namespace

// The client's credential goes into the form: GitLab, Gitea and GitHub all take it there.
http::Request token_request(const OAuthEndpoints& endpoints, const ObtainToken& job) {
  const bool renew = job.grant == TokenGrant::kRefreshToken;
  return post(endpoints.token,
              form({{"grant_type", renew ? "refresh_token" : "authorization_code"},
                    {"client_id", job.client_id},
                    {"client_secret", job.client_secret.view()},
                    {"redirect_uri", job.redirect_uri},
                    {"code", renew ? std::string_view() : job.code.view()},
                    {"code_verifier", renew ? std::string_view() : job.code_verifier.view()},
                    {"refresh_token", renew ? job.refresh_token.view() : std::string_view()}}));
}

http::Request revocation_request(const OAuthEndpoints& endpoints, const RevokeToken& job) {
  return post(endpoints.revoke, form({{"client_id", job.client_id},
                                      {"client_secret", job.client_secret.view()},
                                      {"token", job.token.view()}}));
}

void sign_with(http::Request& request, const Secret& token) {
  request.headers.set("Authorization", "Bearer " + token.text());
  request.own_credential = true;
}

}  // namespace dvcs::providers
