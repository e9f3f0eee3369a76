// OAuth 2 as every forge speaks it (RFC 6749 4.1.3, 5, 6; RFC 7009): requests out, and what an outcome means
// for the pair of tokens. Pure functions.
//
// A pair that is renewed dies with the answer's making, whether or not the answer arrives. So nothing here is
// repeated, and an outcome is kNotDone only when the server cannot have done it.
#pragma once

#include <string>
#include <string_view>

#include "base/status.hpp"
#include "dvcs/oauth.hpp"
#include "http/message.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers {

http::Request token_request(const OAuthEndpoints& endpoints, const ObtainToken& job);
http::Request revocation_request(const OAuthEndpoints& endpoints, const RevokeToken& job);

// The row, and for whatever is not kDone the code that the job ends with (never kUnauthorized: what was
// refused is not the session's credential).
struct TokenOutcome {
  TokenAnswer row;
  base::Code code = base::Code::kInternal;
};
TokenOutcome read_token_answer(const ObtainToken& job, const http::Request& asked,
                               const base::Result<http::Response>& answer);
TokenOutcome read_revocation(const RevokeToken& job, const http::Request& asked,
                             const base::Result<http::Response>& answer);

// A request for what the forge says of `token`, which signs it.
void sign_with(http::Request& request, const Secret& token);

// What `query` says of the token that signed its request: refused with 401 means kInvalid, any other failure
// is an Error.
template <class T, class Describe>
Query<TokenStanding> standing_query(Query<T> query, const Secret& token, Describe describe) {
  Query<TokenStanding> result;
  result.request = std::move(query.request);
  sign_with(result.request, token);
  result.parse = [parse = std::move(query.parse), describe](
                     const http::Request& asked,
                     const http::Response& answer) -> base::Result<TokenStanding> {
    TokenStanding standing;
    auto told = parse(asked, answer);
    if (told.ok()) {
      standing.state = TokenState::kValid;
      describe(*std::move(told), standing);
      return standing;
    }
    if (told.error().code != base::Code::kUnauthorized) return told.error();
    standing.state = TokenState::kInvalid;
    standing.why = told.error().message;
    return standing;
  };
  return result;
}

}  // namespace dvcs::providers
