#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codec/request_reader.hpp"
#include "request_support.hpp"

namespace dvcs::codec {
namespace {

using testing::HasSubstr;

// Why it is refused; in no case with a secret in it.
std::string refusal(const test::Buffer& request) {
  const auto read = read_submit(request);
  EXPECT_FALSE(read.ok());
  if (read.ok()) return "";
  EXPECT_EQ(read.error().code, base::Code::kBadArgument);
  for (const char* secret : {"s3cret", "r3fresh", "c0de", "t0ken"})
    EXPECT_THAT(read.error().message, testing::Not(HasSubstr(secret)));
  return read.error().message;
}

TEST(TokenReader, ReadsARefresh) {
  const auto read = read_submit(test::obtain_token_request());
  ASSERT_TRUE(read.ok()) << read.error().message;
  const auto& job = std::get<ObtainToken>(read->job);
  EXPECT_EQ(job.grant, TokenGrant::kRefreshToken);
  EXPECT_EQ(job.client_id, "app");
  EXPECT_EQ(job.client_secret.view(), "gloas-s3cret");
  EXPECT_EQ(job.redirect_uri, "https://jira.example.com/callback");
  EXPECT_EQ(job.refresh_token.view(), "r3fresh");
}

TEST(TokenReader, ReadsACode) {
  const auto read = read_submit(test::obtain_token_request(
      {.grant = wire::TokenGrant::AuthorizationCode, .code = "c0de\n", .verifier = "v", .refresh = ""}));
  ASSERT_TRUE(read.ok()) << read.error().message;
  const auto& job = std::get<ObtainToken>(read->job);
  EXPECT_EQ(job.grant, TokenGrant::kAuthorizationCode);
  EXPECT_EQ(job.code.view(), "c0de\n") << "a form carries every byte";
  EXPECT_EQ(job.code_verifier.view(), "v");
}

TEST(TokenReader, ReadsARevocationAndALook) {
  auto read = read_submit(test::revoke_token_request("app", "t0ken"));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(std::get<RevokeToken>(read->job).token.view(), "t0ken");
  EXPECT_EQ(std::get<RevokeToken>(read->job).client_secret.view(), "gloas-s3cret");
  read = read_submit(test::look_at_token_request(wire::TokenKind::AccessToken, "t0ken"));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(std::get<LookAtToken>(read->job).kind, TokenKind::kAccessToken);
  EXPECT_EQ(std::get<LookAtToken>(read->job).token.view(), "t0ken");
}

TEST(TokenReader, RefusesWhatMakesNoSense) {
  EXPECT_THAT(refusal(test::obtain_token_request({.grant = wire::TokenGrant::Unknown})), HasSubstr("grant"));
  EXPECT_THAT(refusal(test::obtain_token_request({.client = ""})), HasSubstr("application ID"));
  EXPECT_THAT(refusal(test::obtain_token_request({.client = "a\nb"})), HasSubstr("application ID"));
  EXPECT_THAT(refusal(test::obtain_token_request({.redirect = ""})), HasSubstr("redirect URL"));
  EXPECT_THAT(refusal(test::obtain_token_request({.refresh = ""})), HasSubstr("no refresh token"));
  EXPECT_THAT(refusal(test::obtain_token_request({.grant = wire::TokenGrant::AuthorizationCode})),
              HasSubstr("no authorisation code"));
  EXPECT_THAT(refusal(test::revoke_token_request("", "t0ken")), HasSubstr("application ID"));
  EXPECT_THAT(refusal(test::revoke_token_request("app", "")), HasSubstr("no token"));
  EXPECT_THAT(refusal(test::look_at_token_request(wire::TokenKind::OAuth, "")), HasSubstr("empty"));
  // It would end the header that it goes into.
  EXPECT_THAT(refusal(test::look_at_token_request(wire::TokenKind::OAuth, "t0ken\r\nX: y")),
              HasSubstr("control character"));
  EXPECT_THAT(refusal(test::look_at_token_request(wire::TokenKind::Unknown, "t0ken")), HasSubstr("kind"));
}

}  // namespace
}  // namespace dvcs::codec
