// Reads what is asked about tokens.
#include <utility>

#include "codec/request_reader.hpp"
#include "codec/request_values.hpp"

namespace dvcs::codec {
namespace {

using base::Result;

// An identifier, an address: anything that a form could carry is allowed in the secrets themselves.
Result<std::string> plain(const flatbuffers::String* value, const char* what) {
  std::string result = text(value);
  if (result.empty() || is_odd(result))
    return bad(std::string(what) + " is empty or holds a control character or no UTF-8");
  return result;
}

Secret secret(const flatbuffers::String* value) {
  return value ? Secret(std::string_view(value->data(), value->size())) : Secret();
}

}  // namespace

Result<Job> obtain_token_job(const wire::ObtainToken& wire) {
  ObtainToken job;
  auto client = plain(wire.client_id(), "the application ID");
  if (!client) return client.error();
  job.client_id = std::move(*client);
  auto redirect = plain(wire.redirect_uri(), "the redirect URL");
  if (!redirect) return redirect.error();
  job.redirect_uri = std::move(*redirect);
  job.client_secret = secret(wire.client_secret());
  job.code = secret(wire.code());
  job.code_verifier = secret(wire.code_verifier());
  job.refresh_token = secret(wire.refresh_token());
  switch (wire.grant()) {
    case wire::TokenGrant::AuthorizationCode:
      job.grant = TokenGrant::kAuthorizationCode;
      if (job.code.empty()) return bad("there is no authorisation code");
      return Job(std::move(job));
    case wire::TokenGrant::RefreshToken:
      job.grant = TokenGrant::kRefreshToken;
      if (job.refresh_token.empty()) return bad("there is no refresh token");
      return Job(std::move(job));
    case wire::TokenGrant::Unknown:
      break;
  }
  return bad("the grant is none that this version knows");
}

Result<Job> revoke_token_job(const wire::RevokeToken& wire) {
  RevokeToken job;
  auto client = plain(wire.client_id(), "the application ID");
  if (!client) return client.error();
  job.client_id = std::move(*client);
  job.client_secret = secret(wire.client_secret());
  job.token = secret(wire.token());
  if (job.token.empty()) return bad("there is no token to revoke");
  return Job(std::move(job));
}

// This token goes into a header.
Result<Job> look_at_token_job(const wire::LookAtToken& wire) {
  LookAtToken job;
  job.token = secret(wire.token());
  if (job.token.empty() || is_odd(job.token.view()))
    return bad("the token is empty or holds a control character or no UTF-8");
  switch (wire.kind()) {
    case wire::TokenKind::OAuth:
      job.kind = TokenKind::kOAuth;
      return Job(std::move(job));
    case wire::TokenKind::AccessToken:
      job.kind = TokenKind::kAccessToken;
      return Job(std::move(job));
    case wire::TokenKind::Unknown:
      break;
  }
  return bad("the token's kind is none that this version knows");
}

}  // namespace dvcs::codec
