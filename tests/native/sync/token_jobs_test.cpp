// The jobs about tokens as a session runs them: beside its own credential, and never twice.
#include "sync/token_jobs.hpp"

#include <gtest/gtest.h>

#include "support/scripted_transport.hpp"
#include "sync/caller.hpp"
#include "sync/engine.hpp"

namespace dvcs::test {
namespace {

using base::Code;

constexpr char kPair[] = R"({"access_token":"new-access","refresh_token":"new-refresh","expires_in":7200})";

ObtainToken refresh() {
  ObtainToken job;
  job.grant = TokenGrant::kRefreshToken;
  job.client_id = "app";
  job.client_secret = Secret("gloas-secret");
  job.redirect_uri = "https://jira.example.com/callback";
  job.refresh_token = Secret("old-refresh");
  return job;
}

class TokenJobs : public testing::Test {
 protected:
  explicit TokenJobs(Host host = Host::kGitLab, std::string token = {}) {
    SessionOptions options;
    options.url = "https://h";
    options.token = std::move(token);
    options.random_seed = 1;
    engine_ = std::make_unique<sync::Engine>(
        transport_, std::move(providers::make_provider(host, options.url)).value(), options, recorder_);
  }

  Finished run(JobId id, Job job) {
    engine_->start(id, std::move(job));
    transport_.run();
    return recorder_.all<Finished>().back();
  }

  ScriptedTransport transport_;
  Recorder recorder_;
  std::unique_ptr<sync::Engine> engine_;
};

class TokenJobsOfAccount : public TokenJobs {
 protected:
  TokenJobsOfAccount() : TokenJobs(Host::kGitLab, "stale-access") {}
};

class TokenJobsAtGitea : public TokenJobs {
 protected:
  TokenJobsAtGitea() : TokenJobs(Host::kGitea) {}
};

TEST_F(TokenJobs, APairComesAsARow) {
  transport_.respond([](const http::Request& request) {
    EXPECT_FALSE(request.headers.has("Authorization"));
    return reply(200, kPair);
  });
  EXPECT_EQ(run(1, refresh()).error, "");
  ASSERT_EQ(recorder_.all<TokenAnswer>().size(), 1U);
  EXPECT_EQ(recorder_.all<TokenAnswer>()[0].access_token.view(), "new-access");
  EXPECT_EQ(transport_.sent().size(), 1U);
}

TEST_F(TokenJobs, NothingIsSentASecondTime) {
  const std::vector<Answer> outcomes = {reply(429, "", {{"Retry-After", "1"}}),
                                        reply(503, ""),
                                        reply(502, ""),
                                        reply(408, ""),
                                        reply(307, "", {{"Location", "/oauth/token?again"}}),
                                        reply(302, "", {{"Location", "/elsewhere"}}),
                                        failure(Code::kUnreachable, "lost"),
                                        failure(Code::kTimeout, "late")};
  JobId id = 0;
  for (const Answer& outcome : outcomes) {
    transport_.respond([&](const http::Request&) { return outcome; });
    const std::size_t before = transport_.sent().size();
    const Finished finished = run(++id, refresh());
    EXPECT_EQ(transport_.sent().size(), before + 1) << id;
    EXPECT_NE(finished.error_code, 0) << id;
    EXPECT_NE(recorder_.all<TokenAnswer>().back().result, TokenResult::kDone) << id;
    EXPECT_EQ(recorder_.all<TokenAnswer>().back().why, finished.error) << id;
    transport_.run_for(std::chrono::minutes(10));  // until no limit holds any more
  }
}

TEST_F(TokenJobsOfAccount, ARefusedClientDoesNotStopTheAccount) {
  transport_.respond([](const http::Request& request) {
    if (request.url.ends_with("/oauth/token")) return reply(401, R"({"error":"invalid_client"})");
    EXPECT_EQ(request.headers.get("Authorization"), "Bearer stale-access");
    return reply(200, request.url.ends_with("/user") ? R"({"username":"ada"})" : R"({"version":"18.0"})");
  });
  const Finished refused = run(1, refresh());
  EXPECT_EQ(refused.error_code, static_cast<int>(Code::kRejected));
  EXPECT_EQ(recorder_.all<TokenAnswer>().back().error, "invalid_client");
  EXPECT_EQ(run(2, CheckAccount{}).error, "");
}

// What a run does when its token has ended: the account stops with kUnauthorized, and on the same session the
// pair is renewed, the token changed, and the work goes on.
TEST_F(TokenJobsOfAccount, AnExpiredTokenIsRenewedOnTheSameSession) {
  transport_.respond([](const http::Request& request) {
    if (request.url.ends_with("/oauth/token")) {
      EXPECT_FALSE(request.headers.has("Authorization"));
      return reply(200, kPair);
    }
    if (request.headers.get("Authorization") != "Bearer new-access")
      return reply(401, R"({"error":"invalid_token"})");
    return reply(200, request.url.ends_with("/user") ? R"({"username":"ada"})" : R"({"version":"18.0"})");
  });
  EXPECT_EQ(run(1, CheckAccount{}).error_code, static_cast<int>(Code::kUnauthorized));
  EXPECT_EQ(run(2, CheckAccount{}).error_code, static_cast<int>(Code::kUnauthorized));
  EXPECT_EQ(transport_.sent().size(), 1U) << "a refused token is not shown again";
  EXPECT_EQ(run(3, refresh()).error, "");
  engine_->set_token(recorder_.all<TokenAnswer>().back().access_token.text());
  const Finished checked = run(4, CheckAccount{});
  EXPECT_EQ(checked.error, "");
  EXPECT_EQ(checked.user, "ada");
}

// A refusal that comes while the pair is being renewed must not take the renewal with it.
TEST_F(TokenJobsOfAccount, ARefusalLeavesARenewalUnderWayAlone) {
  transport_.respond([](const http::Request& request) {
    return request.url.ends_with("/oauth/token") ? reply(200, kPair) : reply(401, "{}");
  });
  engine_->start(1, CheckAccount{});
  engine_->start(2, refresh());
  transport_.run();
  ASSERT_EQ(recorder_.all<TokenAnswer>().size(), 1U);
  EXPECT_EQ(recorder_.all<TokenAnswer>()[0].result, TokenResult::kDone);
}

TEST_F(TokenJobsOfAccount, AnEndedTokenCanBeLookedAt) {
  transport_.respond([](const http::Request& request) {
    EXPECT_EQ(request.headers.get("Authorization"), "Bearer other");
    return reply(401, R"({"error":"invalid_token"})");
  });
  EXPECT_EQ(run(1, LookAtToken{TokenKind::kOAuth, Secret("other")}).error, "");
  ASSERT_EQ(recorder_.all<TokenStanding>().size(), 1U);
  EXPECT_EQ(recorder_.all<TokenStanding>()[0].state, TokenState::kInvalid);
  transport_.respond([](const http::Request& request) {
    return reply(200, request.url.ends_with("/user") ? R"({"username":"ada"})" : R"({"version":"18.0"})");
  });
  EXPECT_EQ(run(2, CheckAccount{}).error, "");
}

TEST_F(TokenJobs, WhatIsLeftIsCountedFromNow) {
  transport_.respond([](const http::Request&) { return reply(200, R"({"expires_in":60})"); });
  EXPECT_EQ(run(1, LookAtToken{TokenKind::kOAuth, Secret("t")}).error, "");
  EXPECT_EQ(recorder_.all<TokenStanding>()[0].expires, (Moment{1'700'000'060, 0}));
}

TEST_F(TokenJobs, AForgeThatCannotBeAskedLeavesTheStandingUnknown) {
  transport_.respond(
      [](const http::Request&) { return failure(Code::kTls, "The certificate is not trusted."); });
  EXPECT_EQ(run(1, LookAtToken{TokenKind::kOAuth, Secret("t")}).error_code, static_cast<int>(Code::kTls));
  ASSERT_EQ(recorder_.all<TokenStanding>().size(), 1U);
  EXPECT_EQ(recorder_.all<TokenStanding>()[0].state, TokenState::kUnknown);
  EXPECT_EQ(recorder_.all<TokenStanding>()[0].why, "The certificate is not trusted.");
}

TEST_F(TokenJobs, ACancelledExchangeHasNoRow) {
  transport_.respond([](const http::Request&) { return reply(200, kPair); });
  engine_->start(1, refresh());
  transport_.run_until([&] { return transport_.in_flight() == 1; });
  engine_->cancel(1);
  transport_.run();
  EXPECT_TRUE(recorder_.all<TokenAnswer>().empty());
  EXPECT_EQ(recorder_.all<Finished>().back().error_code, static_cast<int>(Code::kCancelled));
}

TEST_F(TokenJobs, ARevocationTellsThatItIsDone) {
  transport_.respond([](const http::Request& request) {
    EXPECT_TRUE(request.url.ends_with("/oauth/revoke"));
    return reply(200, "{}");
  });
  EXPECT_EQ(run(1, RevokeToken{"app", Secret("s"), Secret("old-refresh")}).error, "");
  EXPECT_EQ(recorder_.all<TokenAnswer>().back().result, TokenResult::kDone);
}

TEST_F(TokenJobsAtGitea, ARevocationIsRefusedInWords) {
  const Finished finished = run(1, RevokeToken{"app", Secret("s"), Secret("old-refresh")});
  EXPECT_NE(finished.error.find("Gitea has no way to revoke"), std::string::npos);
  EXPECT_EQ(recorder_.all<TokenAnswer>().back().result, TokenResult::kRefused);
  EXPECT_TRUE(transport_.sent().empty());
}

}  // namespace
}  // namespace dvcs::test
