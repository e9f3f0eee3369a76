#include "webhook/delivery.hpp"

#include <gtest/gtest.h>

namespace dvcs::webhook {
namespace {

std::string id(Host forge, std::vector<std::pair<std::string, std::string>> headers,
               std::string body = "{}") {
  return delivery_id({forge, std::move(headers), std::move(body)});
}

TEST(Delivery, TheFirstOfAHeaderAndHowOften) {
  const Delivery delivery{Host::kGitLab, {{"A", "1"}, {"b", "2"}, {"a", "3"}}, ""};
  EXPECT_EQ(header(delivery, "a").value, "1");
  EXPECT_EQ(header(delivery, "a").count, 2);
  EXPECT_EQ(header(delivery, "B").value, "2");
  EXPECT_EQ(header(delivery, "c").count, 0);
  EXPECT_EQ(header(delivery, "").count, 0);
}

TEST(Delivery, EachForgeNumbersItsDeliveries) {
  EXPECT_EQ(id(Host::kGitLab, {{"Idempotency-Key", "k"}, {"X-Gitlab-Event-UUID", "u"}}), "k");
  EXPECT_EQ(id(Host::kGitLab, {{"webhook-id", "w"}}), "w");
  EXPECT_EQ(id(Host::kGitea, {{"X-GitHub-Delivery", "h"}, {"X-Gitea-Delivery", "g"}}), "g");
  EXPECT_EQ(id(Host::kGitHub, {{"X-GitHub-Delivery", "h"}}), "h");
  EXPECT_EQ(id(Host::kBitbucket, {{"X-Request-UUID", "r"}}), "r");
  for (const Host forge : {Host::kGitLab, Host::kGitea, Host::kGitHub, Host::kBitbucket})
    EXPECT_EQ(id(forge, {}), "");
}

// The header is one for a whole chain of events.
TEST(Delivery, OldGitLabsChainIsToldApartByTheBody) {
  const auto one = id(Host::kGitLab, {{"X-Gitlab-Event-UUID", "u"}}, "one");
  EXPECT_TRUE(one.starts_with("u-"));
  EXPECT_EQ(one, id(Host::kGitLab, {{"X-Gitlab-Event-UUID", "u"}}, "one"));
  EXPECT_NE(one, id(Host::kGitLab, {{"X-Gitlab-Event-UUID", "u"}}, "two"));
  EXPECT_NE(one, id(Host::kGitLab, {{"X-Gitlab-Event-UUID", "v"}}, "one"));
}

TEST(Delivery, AnIdThatIsNoneIsNone) {
  for (const std::string& bad : {std::string(), std::string("a b"), std::string("a\nb"),
                                 std::string("\xc3\xa9"), std::string(129, 'a'), std::string("a\0b", 3)}) {
    EXPECT_EQ(id(Host::kGitHub, {{"X-GitHub-Delivery", bad}}), "") << bad;
    EXPECT_EQ(id(Host::kGitLab, {{"X-Gitlab-Event-UUID", bad}}), "") << bad;
    EXPECT_EQ(id(Host::kGitLab, {{"Idempotency-Key", bad}, {"webhook-id", "w"}}), "w") << bad;
  }
  EXPECT_EQ(id(Host::kGitHub, {{"X-GitHub-Delivery", std::string(128, 'a')}}).size(), 128U);
  EXPECT_EQ(id(Host::kGitLab, {{"X-Gitlab-Event-UUID", std::string(128, 'a')}}), "");
}

}  // namespace
}  // namespace dvcs::webhook
