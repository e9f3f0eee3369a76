// What came of a request to a token endpoint.
#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <utility>

#include "http/url.hpp"
#include "json/reading.hpp"
#include "json/text.hpp"
#include "providers/common/oauth.hpp"
#include "providers/common/refusals.hpp"

namespace dvcs::providers {
namespace {

using base::Code;
using base::Error;
using base::Stage;

// After these the same request will never succeed: RFC 6749 5.2 and 4.1.2.1, RFC 6750 3.1, and GitHub's own.
constexpr std::array<std::string_view, 12> kFinal = {"invalid_grant",
                                                     "invalid_client",
                                                     "invalid_request",
                                                     "unauthorized_client",
                                                     "unsupported_grant_type",
                                                     "invalid_scope",
                                                     "invalid_token",
                                                     "access_denied",
                                                     "bad_verification_code",
                                                     "bad_refresh_token",
                                                     "incorrect_client_credentials",
                                                     "redirect_uri_mismatch"};

struct Words {
  std::string host;
  std::string what;  // "the authorization code"
  std::string next;  // what to do when it is refused
};

std::string host_of(const http::Request& asked) {
  const auto url = http::parse_url(asked.url);
  return url.ok() ? url->authority() : http::printable_url(asked.url);
}

TokenOutcome outcome(TokenResult result, Code code, std::string why) {
  TokenOutcome made;
  made.row.result = result;
  made.row.why = std::move(why);
  made.code = code;
  return made;
}

TokenOutcome lost(Code code, const std::string& why) {
  return outcome(TokenResult::kLost, code, why + " Whether the request was carried out is not known.");
}

// Whether the server can have seen the request when this came instead of an answer.
bool cannot_have_arrived(const Error& error) {
  if (error.code == Code::kBadArgument || error.code == Code::kRateLimited || error.code == Code::kProxy)
    return true;
  switch (error.stage) {
    case Stage::kResolve:
    case Stage::kConnect:
    case Stage::kProxy:
    case Stage::kTls:
      return true;
    case Stage::kNone:
      return error.code == Code::kTimeout;  // it waited for its turn
    case Stage::kHttp:
      break;
  }
  return false;
}

TokenOutcome unanswered(const Error& error) {
  if (!cannot_have_arrived(error)) return lost(error.code, error.message);
  return outcome(TokenResult::kNotDone, error.code, error.message);
}

// A server that repeats what it was sent must not bring it into a page or a log.
http::Response without_secrets(const http::Response& answer, std::initializer_list<const Secret*> secrets) {
  constexpr std::size_t kShortest = 8;  // less would be a word, and is no secret
  http::Response shown;
  shown.status = answer.status;
  shown.headers = answer.headers;
  shown.body = answer.body;
  for (const Secret* secret : secrets) {
    const std::string_view text = secret->view();
    if (text.size() < kShortest) continue;
    for (std::size_t at = shown.body.find(text); at != std::string::npos; at = shown.body.find(text, at))
      shown.body.replace(at, text.size(), "…");
  }
  return shown;
}

// OAuth's own error code, when the body is an error of OAuth.
std::string oauth_error(const http::Response& answer) {
  if (!json::well_formed(answer.body).ok()) return {};
  std::string error;
  const base::Status read =
      json::object(answer.body, [&](json::Fields& fields) { fields.maybe("error", error); });
  return read.ok() ? error : std::string();
}

std::string remedy(const std::string& error, const Words& words) {
  if (error == "invalid_client" || error == "incorrect_client_credentials")
    return "Check the application ID and the secret in the client configuration.";
  if (error == "invalid_scope")
    return "Give the application at " + words.host + " the scope that Jira asks for.";
  if (error == "redirect_uri_mismatch")
    return "Enter the redirect URL of the client configuration in the application at " + words.host + ".";
  return words.next;
}

TokenOutcome refused(const std::string& error, const Words& words, const http::Response& shown) {
  TokenOutcome made = outcome(
      TokenResult::kRefused, Code::kRejected,
      words.host + " refused " + words.what + " (" + said_by_server(shown) + "). " + remedy(error, words));
  made.row.error = error;
  return made;
}

// No success, and no final word about the request either.
TokenOutcome no_success(const Words& words, const http::Response& shown) {
  const int status = shown.status;
  const std::string said = said_by_server(shown);
  const std::string start = words.host + " answered the request for tokens with status " +
                            std::to_string(status) + (said.empty() ? "" : " (" + said + ")") + ".";
  if (status == 429)
    return outcome(TokenResult::kNotDone, Code::kRateLimited, start + " It limits requests.");
  if (status == 503) return outcome(TokenResult::kNotDone, Code::kServer, start);
  // Anything else of this kind may come from a proxy that lost the server while it worked.
  if (status >= 500) return lost(Code::kServer, start);
  const char* advice = status < 400 ? " It redirects: enter the address that it redirects to as the host URL."
                                    : " Check the host URL, and that no proxy stands in between.";
  return outcome(TokenResult::kNotDone, Code::kRejected, start + advice);
}

// The way of every request: nothing where the answer is a success that has to be read.
std::optional<TokenOutcome> failed(const Words& words, const base::Result<http::Response>& answer,
                                   std::initializer_list<const Secret*> secrets) {
  if (!answer.ok()) return unanswered(answer.error());
  const http::Response shown = without_secrets(*answer, secrets);
  if (answer->status < 500) {
    const std::string error = oauth_error(shown);
    if (std::find(kFinal.begin(), kFinal.end(), error) != kFinal.end()) return refused(error, words, shown);
  }
  if (!is_success(*answer)) return no_success(words, shown);
  return std::nullopt;
}

// What can stand in a header; the limit is far above any token's length, and below what crosses the boundary
// uncut.
bool is_token(std::string_view text) {
  constexpr std::size_t kLongest = 16U << 10;
  return text.size() <= kLongest &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// A number, or the same as text, as some servers have it.
std::optional<std::int64_t> whole_seconds(const std::string& text) {
  std::int64_t seconds = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, seconds);
  if (error != std::errc() || at != end || seconds < 0) return std::nullopt;
  return seconds;
}

struct Pair {
  std::string access;
  std::string refresh;
  std::string type;
  std::string expires_in;
  std::string created_at;
  std::string scope;
};

base::Result<TokenAnswer> read_pair(const std::string& body) {
  if (auto whole = json::well_formed(body); !whole.ok()) return whole.error();
  Pair pair;
  const base::Status read = json::object(body, [&](json::Fields& fields) {
    fields.need("access_token", pair.access);
    fields.maybe("refresh_token", pair.refresh);
    fields.maybe("token_type", pair.type);
    fields.raw("expires_in", pair.expires_in);
    fields.raw("created_at", pair.created_at);
    fields.maybe("scope", pair.scope);
  });
  TokenAnswer answer;
  answer.access_token = Secret(std::move(pair.access));
  answer.refresh_token = Secret(std::move(pair.refresh));
  if (!read.ok()) return read.error();
  if (answer.access_token.empty() || !is_token(answer.access_token.view()) ||
      !is_token(answer.refresh_token.view()))
    return Error{Code::kMalformed, "a token that is none"};
  const bool bearer = pair.type.empty() || (pair.type.size() == 6 && (pair.type[0] | 0x20) == 'b' &&
                                            pair.type.compare(1, 5, "earer") == 0);
  if (!bearer) return Error{Code::kMalformed, "tokens of a type that is not Bearer"};
  const auto seconds = [](const std::string& text) {
    return text.empty() ? std::optional<std::int64_t>(0) : whole_seconds(text);
  };
  const auto expires_in = seconds(pair.expires_in);
  if (!expires_in) return Error{Code::kMalformed, "tokens of an unreadable lifetime"};
  answer.expires_in = *expires_in;
  answer.created_at = seconds(pair.created_at).value_or(0);
  const bool plain = pair.scope.size() <= 1000 && std::all_of(pair.scope.begin(), pair.scope.end(),
                                                              [](char c) { return c >= 0x20 && c < 0x7F; });
  if (plain) answer.scope = std::move(pair.scope);
  answer.result = TokenResult::kDone;
  return answer;
}

Words words_for(const ObtainToken& job, const http::Request& asked) {
  if (job.grant == TokenGrant::kRefreshToken)
    return {host_of(asked), "to renew the authorisation", "Authorise the account again."};
  return {host_of(asked), "the authorisation code",
          "A code can be used once, within ten minutes, and with the redirect URL of the application. Start "
          "the authorisation again."};
}

}  // namespace

TokenOutcome read_token_answer(const ObtainToken& job, const http::Request& asked,
                               const base::Result<http::Response>& answer) {
  const Words words = words_for(job, asked);
  auto failure =
      failed(words, answer, {&job.client_secret, &job.code, &job.code_verifier, &job.refresh_token});
  if (failure) return *std::move(failure);
  auto pair = read_pair(answer->body);
  if (!pair.ok()) {
    return lost(pair.error().code, words.host + " answered the request for tokens with " +
                                       pair.error().message +
                                       ". Check the host URL, and that no proxy or log-in page stands in "
                                       "between.");
  }
  TokenOutcome done;
  done.row = *std::move(pair);
  return done;
}

TokenOutcome read_revocation(const RevokeToken& job, const http::Request& asked,
                             const base::Result<http::Response>& answer) {
  const Words words{host_of(asked), "to revoke the authorisation",
                    "Remove Jira from the authorised applications of the user there."};
  auto failure = failed(words, answer, {&job.client_secret, &job.token});
  if (failure) return *std::move(failure);
  if (json::looks_like_html(answer->body))
    return lost(Code::kProtocol, words.host + " answered the revocation with a web page.");
  TokenOutcome done;
  done.row.result = TokenResult::kDone;
  return done;
}

}  // namespace dvcs::providers
