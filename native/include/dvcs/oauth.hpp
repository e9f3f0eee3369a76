// OAuth 2 as values (RFC 6749, 7009): how a session's pair of tokens is obtained, renewed and given back, and
// what a forge says of a token. All text is valid UTF-8. Values own their content.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dvcs/model.hpp"
#include "dvcs/secret.hpp"

namespace dvcs {

enum class TokenGrant { kAuthorizationCode, kRefreshToken };

// One exchange with the token endpoint: never repeated, never redirected, without the session's credential.
struct ObtainToken {
  TokenGrant grant = TokenGrant::kAuthorizationCode;
  std::string client_id;
  Secret client_secret;
  std::string redirect_uri;
  Secret code;           // kAuthorizationCode
  Secret code_verifier;  // of PKCE; empty: without
  Secret refresh_token;  // kRefreshToken
};

struct RevokeToken {
  std::string client_id;
  Secret client_secret;
  Secret token;
};

enum class TokenResult {
  kLost,  // it was sent, and no whole answer came: it may have been done
  kDone,
  kRefused,  // for good: the same request will never succeed
  kNotDone,  // it was not sent, or the server says that it did nothing
};

// The row of an ObtainToken or a RevokeToken.
struct TokenAnswer {
  TokenResult result = TokenResult::kLost;
  Secret access_token;
  Secret refresh_token;         // empty: the former one stays (RFC 6749 6)
  std::int64_t expires_in = 0;  // seconds; 0: never, or not said
  std::int64_t created_at = 0;  // since 1970, by the server's clock; 0: not said
  std::string scope;
  std::string error;  // OAuth's own code, "invalid_grant"
  std::string why;    // a sentence or two; empty when it was done
};

enum class TokenKind {
  kOAuth,
  kAccessToken,  // personal, of a group or of a project
};

// Whether `token`, which is not the session's, is still good.
struct LookAtToken {
  TokenKind kind = TokenKind::kOAuth;
  Secret token;
};

enum class TokenState { kUnknown, kValid, kInvalid };

// The row of a LookAtToken.
struct TokenStanding {
  TokenState state = TokenState::kUnknown;
  std::optional<Moment> expires;    // from then on it is refused; nothing: never, or not said
  std::vector<std::string> scopes;  // empty: not said
  std::string name;
  std::string why;  // of kInvalid and kUnknown: a sentence or two
};

}  // namespace dvcs
