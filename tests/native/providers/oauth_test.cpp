// Requests to token endpoints, and what their outcomes mean for the pair of tokens.
#include "providers/common/oauth.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dvcs::test {
namespace {

using base::Code;
using base::Error;
using base::Stage;
using providers::TokenOutcome;

constexpr char kPair[] =
    R"({"access_token":"a0123456789","token_type":"Bearer","expires_in":7200,"refresh_token":"r0123456789",)"
    R"("scope":"api","created_at":1700000000})";

class OAuth : public testing::Test {
 protected:
  OAuth() {
    code_.client_id = "app";
    code_.client_secret = Secret("gloas-secret");
    code_.redirect_uri = "https://jira.example.com/callback";
    code_.code = Secret("the-code-itself");
    code_.code_verifier = Secret("the-verifier-itself");
    renew_ = code_;
    renew_.grant = TokenGrant::kRefreshToken;
    renew_.refresh_token = Secret("the-refresh-token");
  }

  static providers::OAuthEndpoints endpoints(Host host = Host::kGitLab,
                                             const char* url = "https://forge.example.com/gitlab/") {
    return std::move(providers::make_provider(host, url)).value()->oauth();
  }

  static http::Response reply(int status, std::string body) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
  }

  TokenOutcome outcome(const base::Result<http::Response>& answer) const {
    return providers::read_token_answer(renew_, providers::token_request(endpoints(), renew_), answer);
  }
  TokenResult result(int status, std::string body) const {
    return outcome(reply(status, std::move(body))).row.result;
  }

  ObtainToken code_;
  ObtainToken renew_;
};

// The decoding that a server does (HTML 4.01, 17.13.4.1).
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string field(std::string_view form, std::string_view name) {
  for (std::size_t at = 0; at <= form.size();) {
    const std::size_t end = std::min(form.find('&', at), form.size());
    const std::string_view pair = form.substr(at, end - at);
    if (pair.starts_with(std::string(name) + "=")) return decoded(pair.substr(name.size() + 1));
    at = end + 1;
  }
  return "(absent)";
}

TEST_F(OAuth, ACodeIsExchangedOnceAndBySecretForm) {
  const http::Request request = providers::token_request(endpoints(), code_);
  EXPECT_EQ(request.url, "https://forge.example.com/gitlab/oauth/token");
  EXPECT_EQ(request.method, http::Method::kPost);
  EXPECT_EQ(request.headers.get("Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_FALSE(request.repeatable);
  EXPECT_TRUE(request.own_credential);
  EXPECT_EQ(request.body, "");
  const std::string_view form = request.secret_body->view();
  EXPECT_EQ(field(form, "grant_type"), "authorization_code");
  EXPECT_EQ(field(form, "client_id"), "app");
  EXPECT_EQ(field(form, "client_secret"), "gloas-secret");
  EXPECT_EQ(field(form, "code"), "the-code-itself");
  EXPECT_EQ(field(form, "code_verifier"), "the-verifier-itself");
  EXPECT_EQ(field(form, "redirect_uri"), "https://jira.example.com/callback");
  EXPECT_EQ(field(form, "refresh_token"), "(absent)");
}

TEST_F(OAuth, ARefreshSendsNoCode) {
  const http::Request request = providers::token_request(endpoints(), renew_);
  const std::string_view form = request.secret_body->view();
  EXPECT_EQ(field(form, "grant_type"), "refresh_token");
  EXPECT_EQ(field(form, "refresh_token"), "the-refresh-token");
  EXPECT_EQ(field(form, "redirect_uri"), "https://jira.example.com/callback");
  EXPECT_EQ(field(form, "code"), "(absent)");
  EXPECT_EQ(field(form, "code_verifier"), "(absent)");
}

TEST_F(OAuth, GiteaHasItsOwnAddressAndNoRevocation) {
  const auto gitea = endpoints(Host::kGitea, "https://forge.example.com");
  EXPECT_EQ(gitea.token, "https://forge.example.com/login/oauth/access_token");
  EXPECT_EQ(gitea.revoke, "");
  EXPECT_EQ(endpoints().revoke, "https://forge.example.com/gitlab/oauth/revoke");
}

TEST_F(OAuth, EveryByteOfASecretArrives) {
  std::mt19937 random(20261121);
  for (int round = 0; round < 200; ++round) {
    std::string secret(random() % 60 + 1, '\0');
    for (char& c : secret) c = static_cast<char>(random() % 256);
    code_.client_secret = Secret(secret);
    const http::Request request = providers::token_request(endpoints(), code_);
    const std::string_view form = request.secret_body->view();
    EXPECT_EQ(field(form, "client_secret"), secret);
    EXPECT_EQ(field(form, "code"), "the-code-itself");
    EXPECT_EQ(
        form.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%&=_"),
        std::string_view::npos);
  }
}

TEST_F(OAuth, APairIsRead) {
  const TokenOutcome done = outcome(reply(200, kPair));
  EXPECT_EQ(done.row.result, TokenResult::kDone);
  EXPECT_EQ(done.row.access_token.view(), "a0123456789");
  EXPECT_EQ(done.row.refresh_token.view(), "r0123456789");
  EXPECT_EQ(done.row.expires_in, 7200);
  EXPECT_EQ(done.row.created_at, 1'700'000'000);
  EXPECT_EQ(done.row.scope, "api");
  EXPECT_EQ(done.row.why, "");
}

TEST_F(OAuth, WhatAPairMayLeaveOutOrWriteDifferently) {
  const TokenOutcome bare = outcome(reply(201, R"({"access_token":"a"})"));
  EXPECT_EQ(bare.row.result, TokenResult::kDone);
  EXPECT_TRUE(bare.row.refresh_token.empty());
  EXPECT_EQ(bare.row.expires_in, 0);
  const TokenOutcome other = outcome(
      reply(200, R"({"access_token":"a","token_type":"bearer","expires_in":"3600","created_at":null})"));
  EXPECT_EQ(other.row.result, TokenResult::kDone);
  EXPECT_EQ(other.row.expires_in, 3600);
  EXPECT_EQ(result(200, R"({"access_token":"a","expires_in":null})"), TokenResult::kDone);
}

TEST_F(OAuth, ASuccessThatIsNotAPairIsALostOne) {
  for (const char* body :
       {"", "null", "[]", "{}", "<!DOCTYPE html><html></html>", R"({"access_token":null})",
        R"({"access_token":7})", R"({"access_token":""})", R"({"access_token":"a b"})",
        R"({"access_token":"a\n"})", R"({"access_token":"a","refresh_token":"\u0000"})",
        R"({"access_token":"a","token_type":"mac"})", R"({"access_token":"a","expires_in":-1})",
        R"({"access_token":"a","expires_in":{}})", R"({"access_token":"a","expires_in":1e9})",
        R"({"access_token":"a"} trailing)", R"({"a":[}, "access_token":"a"})",
        "\xff{\"access_token\":\"a\"}"}) {
    const TokenOutcome lost = outcome(reply(200, body));
    EXPECT_EQ(lost.row.result, TokenResult::kLost) << body;
    EXPECT_TRUE(lost.row.access_token.empty()) << body;
    EXPECT_NE(lost.row.why.find("is not known"), std::string::npos) << body;
  }
  EXPECT_EQ(result(200, R"({"access_token":")" + std::string(20'000, 'a') + "\"}"), TokenResult::kLost);
}

// A server without Content-Length that is cut off: every prefix is a whole answer to HTTP.
TEST_F(OAuth, APairThatIsCutAnywhereIsALostOne) {
  const std::string whole = kPair;
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(result(200, whole.substr(0, size)), TokenResult::kLost) << size;
  EXPECT_EQ(result(200, whole), TokenResult::kDone);
}

TEST_F(OAuth, NoMutationOfAPairYieldsAnythingBetween) {
  std::mt19937 random(7);
  const std::string whole = kPair;
  for (int round = 0; round < 3000; ++round) {
    std::string body = whole;
    for (unsigned n = random() % 3 + 1; n > 0; --n)
      body[random() % body.size()] = static_cast<char>(random() % 256);
    const TokenOutcome read = outcome(reply(200, body));
    if (read.row.result == TokenResult::kDone) {
      EXPECT_FALSE(read.row.access_token.empty());
    } else {
      EXPECT_TRUE(read.row.access_token.empty() && read.row.refresh_token.empty());
      EXPECT_FALSE(read.row.why.empty());
    }
  }
}

TEST_F(OAuth, AFinalNoIsRefused) {
  for (const char* error : {"invalid_grant", "invalid_client", "invalid_request", "unauthorized_client",
                            "unsupported_grant_type", "invalid_scope", "bad_refresh_token"}) {
    for (const int status : {200, 400, 401, 403}) {
      const std::string body =
          std::string(R"({"error":")") + error + R"(","error_description":"No. Really not."})";
      const TokenOutcome refused = outcome(reply(status, body));
      EXPECT_EQ(refused.row.result, TokenResult::kRefused) << error << status;
      EXPECT_EQ(refused.row.error, error);
      EXPECT_EQ(refused.code, Code::kRejected);
      EXPECT_NE(refused.row.why.find("forge.example.com refused"), std::string::npos) << refused.row.why;
      EXPECT_NE(refused.row.why.find("No. Really not"), std::string::npos) << refused.row.why;
    }
  }
}

TEST_F(OAuth, WhatIsToBeDoneDependsOnWhatWasRefused) {
  const auto why = [&](const ObtainToken& job, const char* error) {
    return providers::read_token_answer(job, providers::token_request(endpoints(), job),
                                        reply(400, std::string(R"({"error":")") + error + "\"}"))
        .row.why;
  };
  EXPECT_NE(why(renew_, "invalid_grant").find("Authorise the account again."), std::string::npos);
  EXPECT_NE(why(code_, "invalid_grant").find("Start the authorisation again."), std::string::npos);
  EXPECT_NE(why(code_, "invalid_client").find("client configuration"), std::string::npos);
  EXPECT_NE(why(code_, "invalid_scope").find("scope"), std::string::npos);
}

TEST_F(OAuth, WhatMayHaveBeenDoneIsLost) {
  for (const int status : {500, 502, 504, 520, 599}) {
    EXPECT_EQ(result(status, "<html>Bad</html>"), TokenResult::kLost) << status;
    EXPECT_EQ(result(status, R"({"error":"invalid_grant"})"), TokenResult::kLost) << status;
  }
  EXPECT_EQ(outcome(reply(502, "")).code, Code::kServer);
}

TEST_F(OAuth, WhatWasNotDoneCanBeAskedAgain) {
  for (const int status : {301, 302, 307, 400, 403, 404, 405, 408, 413, 429, 503})
    EXPECT_EQ(result(status, "<html></html>"), TokenResult::kNotDone) << status;
  EXPECT_EQ(result(404, R"({"error":"404 Not Found"})"), TokenResult::kNotDone);
  EXPECT_EQ(result(400, R"({"error":{"code":"invalid_grant"}})"), TokenResult::kNotDone);
  EXPECT_EQ(result(503, R"({"error":"temporarily_unavailable"})"), TokenResult::kNotDone);
  EXPECT_EQ(outcome(reply(429, "Retry later")).code, Code::kRateLimited);
}

TEST_F(OAuth, AnErrorOfTheNetworkIsJudgedByHowFarItCame) {
  const auto at = [&](Stage stage, Code code) {
    return outcome(Error{code, "The connection was lost.", stage}).row.result;
  };
  for (const Stage stage : {Stage::kResolve, Stage::kConnect, Stage::kProxy, Stage::kTls}) {
    EXPECT_EQ(at(stage, Code::kUnreachable), TokenResult::kNotDone);
    EXPECT_EQ(at(stage, Code::kTimeout), TokenResult::kNotDone);
  }
  for (const Code code :
       {Code::kUnreachable, Code::kTimeout, Code::kProtocol, Code::kTooLarge, Code::kMalformed})
    EXPECT_EQ(at(Stage::kHttp, code), TokenResult::kLost);
  EXPECT_EQ(at(Stage::kNone, Code::kTimeout), TokenResult::kNotDone);  // it waited for a place
  EXPECT_EQ(at(Stage::kNone, Code::kRateLimited), TokenResult::kNotDone);
  EXPECT_EQ(at(Stage::kNone, Code::kBadArgument), TokenResult::kNotDone);
  EXPECT_EQ(at(Stage::kNone, Code::kClosed), TokenResult::kLost);
  EXPECT_EQ(at(Stage::kNone, Code::kInternal), TokenResult::kLost);
}

TEST_F(OAuth, NoSecretComesBackInWords) {
  const std::string echo =
      R"({"error":"invalid_grant","error_description":"bad the-refresh-token of gloas-secret\u0007 )" +
      std::string(400, 'x') + "\"}";
  for (const int status : {400, 404, 500, 302}) {
    const std::string why = outcome(reply(status, echo)).row.why;
    EXPECT_EQ(why.find("the-refresh-token"), std::string::npos) << why;
    EXPECT_EQ(why.find("gloas-secret"), std::string::npos) << why;
    EXPECT_EQ(why.find('\a'), std::string::npos);
    EXPECT_LT(why.size(), 600U);
  }
}

TEST_F(OAuth, ARevocationIsDoneWhateverItsBody) {
  RevokeToken job{"app", Secret("gloas-secret"), Secret("the-refresh-token")};
  const http::Request request = providers::revocation_request(endpoints(), job);
  EXPECT_EQ(field(request.secret_body->view(), "token"), "the-refresh-token");
  const auto after = [&](int status, const char* body) {
    return providers::read_revocation(job, request, reply(status, body)).row.result;
  };
  EXPECT_EQ(after(200, "{}"), TokenResult::kDone);
  EXPECT_EQ(after(204, ""), TokenResult::kDone);
  EXPECT_EQ(after(200, "<html>"), TokenResult::kLost);
  EXPECT_EQ(after(403, R"({"error":"unauthorized_client"})"), TokenResult::kRefused);
  EXPECT_EQ(after(503, ""), TokenResult::kNotDone);
  EXPECT_EQ(after(500, ""), TokenResult::kLost);
}

// --- what a forge says of a token ---

base::Result<TokenStanding> standing(Host host, TokenKind kind, int status, std::string body,
                                     http::Request* asked = nullptr) {
  const auto provider = std::move(providers::make_provider(host, "https://h/root")).value();
  auto query = provider->token_standing({kind, Secret("t0ken")}, Moment{1000, 0});
  EXPECT_EQ(query.request.headers.get("Authorization"), "Bearer t0ken");
  EXPECT_TRUE(query.request.own_credential);
  if (asked != nullptr) *asked = query.request;
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  return query.parse(query.request, response);
}

TEST(TokenStanding, GitLabTellsWhatIsLeftOfAnAuthorisation) {
  http::Request asked;
  auto told = standing(Host::kGitLab, TokenKind::kOAuth, 200,
                       R"({"resource_owner_id":1,"scope":["api"],"expires_in":50,"created_at":900})", &asked);
  EXPECT_EQ(asked.url, "https://h/root/oauth/token/info");
  ASSERT_TRUE(told.ok());
  EXPECT_EQ(told->state, TokenState::kValid);
  EXPECT_EQ(told->expires, (Moment{1050, 0}));
  EXPECT_EQ(told->scopes, std::vector<std::string>{"api"});
  EXPECT_FALSE(standing(Host::kGitLab, TokenKind::kOAuth, 200, R"({"expires_in":null})")->expires);
}

TEST(TokenStanding, A401IsAnAnswerAndNoFailure) {
  for (const auto& [host, kind] :
       {std::pair(Host::kGitLab, TokenKind::kOAuth), std::pair(Host::kGitLab, TokenKind::kAccessToken),
        std::pair(Host::kGitea, TokenKind::kOAuth)}) {
    auto told =
        standing(host, kind, 401, R"({"error":"invalid_token","error_description":"Token was revoked."})");
    ASSERT_TRUE(told.ok());
    EXPECT_EQ(told->state, TokenState::kInvalid);
    EXPECT_NE(told->why.find("401"), std::string::npos);
    EXPECT_FALSE(standing(host, kind, 500, "").ok());
    EXPECT_FALSE(standing(host, kind, 302, "").ok());
  }
  EXPECT_FALSE(standing(Host::kGitLab, TokenKind::kOAuth, 200, "<html>").ok());
}

TEST(TokenStanding, GitLabTellsTheDayOfAnAccessTokensEnd) {
  auto told = standing(Host::kGitLab, TokenKind::kAccessToken, 200,
                       R"({"name":"jira","scopes":["api"],"active":true,"expires_at":"2026-12-01"})");
  ASSERT_TRUE(told.ok());
  EXPECT_EQ(told->state, TokenState::kValid);
  EXPECT_EQ(told->expires, (Moment{1'796'083'200, 0}));
  EXPECT_EQ(told->name, "jira");
  told = standing(Host::kGitLab, TokenKind::kAccessToken, 200, R"({"scopes":[],"active":false})");
  EXPECT_EQ(told->state, TokenState::kInvalid);
  told = standing(Host::kGitLab, TokenKind::kAccessToken, 404, R"({"error":"404 Not Found"})");
  EXPECT_EQ(told->state, TokenState::kUnknown);
  EXPECT_FALSE(told->why.empty());
  told = standing(Host::kGitLab, TokenKind::kAccessToken, 403, R"({"error":"insufficient_scope"})");
  EXPECT_EQ(told->state, TokenState::kValid);
}

TEST(TokenStanding, GiteaSaysYesOrNo) {
  http::Request asked;
  EXPECT_EQ(standing(Host::kGitea, TokenKind::kOAuth, 200, "{}", &asked)->state, TokenState::kValid);
  EXPECT_EQ(asked.url, "https://h/root/api/v1/user");
  EXPECT_EQ(standing(Host::kGitea, TokenKind::kAccessToken, 403, R"({"message":"scope"})")->state,
            TokenState::kValid);
}

}  // namespace
}  // namespace dvcs::test
