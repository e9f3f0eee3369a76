#include "http/redirect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/scripted_transport.hpp"

namespace dvcs::http {
namespace {

using test::reply;

Request ask(Method method = Method::kGet) {
  Request request;
  request.method = method;
  request.url = "https://forge.example/a/b?token=secret";
  return request;
}

std::string followed(int status, const std::string& location, Method method = Method::kGet) {
  auto decision = decide_redirect(ask(method), *reply(status, "", {{"Location", location}}), 0);
  if (!decision) return "not a redirect";
  return decision->ok() ? decision->value() : "refused";
}

TEST(Redirect, ReadingRequestsFollowEveryKind) {
  for (int status : {301, 302, 303, 307, 308}) {
    EXPECT_EQ(followed(status, "c"), "https://forge.example/a/c") << status;
    EXPECT_EQ(followed(status, "/c", Method::kHead), "https://forge.example/c") << status;
  }
}

TEST(Redirect, WritingRequestsFollowOnlyWhatKeepsThem) {
  for (Method method : {Method::kPost, Method::kPut, Method::kDelete}) {
    for (int status : {301, 302, 303}) EXPECT_EQ(followed(status, "/c", method), "not a redirect");
    for (int status : {307, 308}) EXPECT_EQ(followed(status, "/c", method), "https://forge.example/c");
  }
}

TEST(Redirect, OtherAnswersAreNone) {
  for (int status : {200, 201, 300, 304, 305, 306, 400, 500})
    EXPECT_EQ(followed(status, "/c"), "not a redirect");
  EXPECT_EQ(followed(302, ""), "not a redirect");
}

TEST(Redirect, TheErrorNamesBothServersAndNoSecret) {
  auto decision =
      decide_redirect(ask(), *reply(302, "", {{"Location", "https://sso.example:1/x?y=secret"}}), 0);
  ASSERT_TRUE(decision && !decision->ok());
  EXPECT_EQ(decision->error().code, base::Code::kProtocol);
  EXPECT_THAT(decision->error().message,
              testing::HasSubstr("https://forge.example/a/b redirects to another server"));
  EXPECT_THAT(decision->error().message, testing::HasSubstr("https://sso.example:1;"));
  EXPECT_THAT(decision->error().message, testing::Not(testing::HasSubstr("secret")));
}

TEST(Redirect, FollowsFiveAtMost) {
  const Response response = *reply(302, "", {{"Location", "/c"}});
  EXPECT_TRUE(decide_redirect(ask(), response, 4)->ok());
  EXPECT_FALSE(decide_redirect(ask(), response, 5)->ok());
}

}  // namespace
}  // namespace dvcs::http
