// Where a credential may go: redirects and foreign addresses.
#include "http/retrying_fixture.hpp"

namespace dvcs::http {
namespace {

TEST_F(RetryingTest, FollowsRedirectsWithinTheOrigin) {
  make();
  transport_.enqueue(reply(301, "", {{"Location", "/api/v4/projects/7?x=1"}}));
  transport_.enqueue(reply(307, "", {{"Location", "https://FORGE.example:443/final"}}));
  transport_.enqueue(reply(200, "there"));
  EXPECT_EQ(ask(get("https://forge.example/api/v4/projects/old"))->body, "there");
  ASSERT_EQ(transport_.sent().size(), 3u);
  EXPECT_EQ(transport_.sent()[1].url, "https://forge.example/api/v4/projects/7?x=1");
  EXPECT_EQ(transport_.sent()[2].headers.get("PRIVATE-TOKEN"), "secret");
}

class ForeignRedirect : public RetryingTest, public testing::WithParamInterface<const char*> {};

TEST_P(ForeignRedirect, IsNeverFollowed) {
  make();
  transport_.respond([](const Request&) { return reply(302, "", {{"Location", GetParam()}}); });
  Answer answer = ask(get());
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kProtocol);
  EXPECT_THAT(answer.error().message, testing::HasSubstr("redirects"));
  EXPECT_THAT(answer.error().message, testing::Not(testing::HasSubstr("hidden")));
  EXPECT_EQ(transport_.sent().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Retrying, ForeignRedirect,
                         testing::Values("https://evil.example/api", "http://forge.example/api",
                                         "https://forge.example:8443/api", "//evil.example/",
                                         "ftp://forge.example/", "https://forge.example@evil.example/",
                                         "https://a:hidden@forge.example/",
                                         "https://evil.example/?token=hidden", "javascript:hidden",
                                         "https://[::bad"));

TEST_F(RetryingTest, LeavesACircleOfRedirects) {
  make();
  transport_.respond([](const Request&) { return reply(302, "", {{"Location", "/again"}}); });
  EXPECT_EQ(ask(get()).error().code, Code::kProtocol);
  EXPECT_EQ(transport_.sent().size(), 6u);
}

TEST_F(RetryingTest, DoesNotTurnAPostIntoAGet) {
  make();
  transport_.enqueue(reply(302, "", {{"Location", "/elsewhere"}}));
  Request request = get();
  request.method = Method::kPost;
  EXPECT_EQ(ask(request)->status, 302);
  transport_.enqueue(reply(308, "", {{"Location", "/elsewhere"}}));
  transport_.enqueue(reply(200));
  EXPECT_EQ(ask(request)->status, 200);
  EXPECT_EQ(transport_.sent().back().method, Method::kPost);
}

TEST_F(RetryingTest, RefusesAnotherOriginBeforeTheCredentialIsAdded) {
  make({.origin = "https://forge.example/root"});
  transport_.respond([](const Request&) { return reply(200); });
  EXPECT_TRUE(ask(get("https://forge.example:443/x")).ok());
  for (const char* url :
       {"https://evil.example/x", "http://forge.example/x", "https://forge.example:444/", "nonsense"}) {
    Answer answer = ask(get(url));
    ASSERT_FALSE(answer.ok()) << url;
    EXPECT_EQ(answer.error().code, Code::kBadArgument);
  }
  EXPECT_EQ(transport_.sent().size(), 1u);
}

}  // namespace
}  // namespace dvcs::http
