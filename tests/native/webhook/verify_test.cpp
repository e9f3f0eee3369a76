#include "webhook/verify.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "signing.hpp"

namespace dvcs::webhook {
namespace {

using test::kNow;
using test::kSecret;

// The published example of Standard Webhooks: a body, its signature, and what belongs to it.
TEST(Verify, TheExampleOfStandardWebhooks) {
  const Delivery delivery{Host::kGitLab,
                          {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
                           {"webhook-timestamp", "1614265330"},
                           {"webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}},
                          R"({"test": 2432232314})"};
  EXPECT_EQ(verify(delivery, {kSecret}, kNow).secret, 0U);
}

// The published example of GitHub.
TEST(Verify, TheExampleOfGitHub) {
  const Delivery delivery{
      Host::kGitHub,
      {{"X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}},
      "Hello, World!"};
  EXPECT_EQ(verify(delivery, {"It's a Secret to Everybody"}, kNow).secret, 0U);
}

TEST(Verify, AGenuineDeliveryOfEachForge) {
  EXPECT_TRUE(verify(test::with_token("s3cret"), {"s3cret"}, kNow).accepted());
  EXPECT_TRUE(verify(test::with_token(kSecret), {kSecret}, kNow).accepted());
  EXPECT_TRUE(verify(test::signed_by_gitlab(kSecret, kNow), {kSecret}, kNow).accepted());
  for (const Host forge : {Host::kGitea, Host::kGitHub, Host::kBitbucket})
    EXPECT_TRUE(verify(test::signed_body(forge, kSecret), {kSecret}, kNow).accepted());
}

TEST(Verify, DuringARotationBothSecretsCount) {
  const std::string old = "whsec_" + base64(sha256("old"));
  for (const Delivery& delivery :
       {test::with_token(old), test::signed_by_gitlab(old, kNow), test::signed_body(Host::kGitea, old),
        test::signed_body(Host::kGitHub, old), test::signed_body(Host::kBitbucket, old)}) {
    EXPECT_EQ(verify(delivery, {kSecret, old}, kNow).secret, 1U);
    EXPECT_EQ(verify(delivery, {old, kSecret}, kNow).secret, 0U);
    EXPECT_FALSE(verify(delivery, {kSecret}, kNow).accepted());
  }
}

TEST(Verify, SeveralSignaturesInOneHeader) {
  Delivery delivery = test::signed_by_gitlab(kSecret, kNow);
  const std::string good = delivery.headers[2].second;
  for (const std::string& list :
       std::vector<std::string>{"v1,AAAA " + good, good + " v1,AAAA", "v1a,xyz  v2,abc " + good + " "}) {
    delivery.headers[2].second = list;
    EXPECT_TRUE(verify(delivery, {kSecret}, kNow).accepted()) << list;
  }
  for (const std::string& list :
       std::vector<std::string>{"v1,AAAA v1,BBBB", std::string("v2") + good.substr(2), good.substr(3),
                                good + ",", "\t" + good, std::string(" ")}) {
    delivery.headers[2].second = list;
    EXPECT_FALSE(verify(delivery, {kSecret}, kNow).accepted()) << list;
  }
}

TEST(Verify, TheReplayWindowIsOpenToBothSides) {
  for (const std::int64_t skew : {-300, -1, 0, 1, 300})
    EXPECT_TRUE(verify(test::signed_by_gitlab(kSecret, kNow + skew), {kSecret}, kNow).accepted()) << skew;
  for (const std::int64_t skew : {-86'400, -301, 301, 86'400}) {
    const Verdict verdict = verify(test::signed_by_gitlab(kSecret, kNow + skew), {kSecret}, kNow);
    EXPECT_FALSE(verdict.accepted()) << skew;
    EXPECT_NE(verdict.why.find("clocks"), std::string_view::npos);
  }
  EXPECT_FALSE(verify(test::signed_by_gitlab(kSecret, INT64_MAX), {kSecret}, kNow).accepted());
  EXPECT_FALSE(verify(test::signed_by_gitlab(kSecret, 0), {kSecret}, INT64_MAX).accepted());
}

TEST(Verify, ATimeThatIsNoneIsRefused) {
  for (const std::string& seconds :
       std::vector<std::string>{"", " 1614265330", "+1614265330", "-1", "1614265330.0", "0x6037c1f2",
                                "1614265330 ", "99999999999999999999", "now"}) {
    Delivery delivery{Host::kGitLab, {}, "{}"};
    delivery.headers = {{"webhook-id", "1"},
                        {"webhook-timestamp", seconds},
                        {"webhook-signature", test::standard_signature(kSecret, "1", seconds, "{}")}};
    EXPECT_FALSE(verify(delivery, {kSecret}, kNow).accepted()) << seconds;
  }
}

TEST(Verify, AWrongSignatureIsNotHealedByAToken) {
  Delivery delivery = test::signed_by_gitlab(kSecret, kNow);
  delivery.headers.emplace_back("X-Gitlab-Token", kSecret);
  EXPECT_TRUE(verify(delivery, {kSecret}, kNow).accepted());
  delivery.body += " ";
  EXPECT_FALSE(verify(delivery, {kSecret}, kNow).accepted());
}

TEST(Verify, WithoutASigningTokenTheTokenDecides) {
  Delivery delivery = test::signed_by_gitlab(kSecret, kNow);  // with a signing token of somebody else
  delivery.headers.emplace_back("X-Gitlab-Token", "plain");
  EXPECT_TRUE(verify(delivery, {"plain"}, kNow).accepted());
  EXPECT_FALSE(verify(delivery, {"other"}, kNow).accepted());
}

struct Forgery {
  const char* name;
  std::function<void(Delivery&)> forge;
};

// What is done to a genuine delivery, and must not pass.
const Forgery kForgeries[] = {
    {"the body changed", [](Delivery& d) { d.body = "[]"; }},
    {"the body is empty", [](Delivery& d) { d.body.clear(); }},
    {"no header", [](Delivery& d) { d.headers.clear(); }},
    {"an empty value", [](Delivery& d) { d.headers.back().second.clear(); }},
    {"the value cut", [](Delivery& d) { d.headers.back().second.pop_back(); }},
    {"one more character", [](Delivery& d) { d.headers.back().second += "A"; }},
    {"another first character",
     [](Delivery& d) {
       d.headers.back().second.front() = d.headers.back().second.front() == 'q' ? 'r' : 'q';
     }},
    {"another last character",
     [](Delivery& d) {
       char& last = *(d.headers.back().second.end() - 2);
       last = last == '4' ? '5' : '4';
     }},
    {"the header twice", [](Delivery& d) { d.headers.push_back(d.headers.back()); }},
    {"the header twice, another first",
     [](Delivery& d) { d.headers.insert(d.headers.begin(), {d.headers.back().first, "x"}); }},
    {"under another name", [](Delivery& d) { d.headers.back().first += "-"; }},
};

TEST(Verify, Forgeries) {
  const auto check = [](const Delivery& genuine, const std::vector<std::string>& secrets) {
    ASSERT_TRUE(verify(genuine, secrets, kNow).accepted());
    for (const Forgery& each : kForgeries) {
      Delivery forged = genuine;
      each.forge(forged);
      const Verdict verdict = verify(forged, secrets, kNow);
      const bool token_only = forged.headers == genuine.headers && !genuine.headers.empty() &&
                              genuine.headers.back().first == "X-Gitlab-Token";
      EXPECT_EQ(verdict.accepted(), token_only) << each.name;  // a token says nothing about the body
      if (!verdict.accepted()) EXPECT_TRUE(verdict.why.ends_with(".")) << verdict.why;
    }
  };
  check(test::with_token(kSecret), {kSecret});
  check(test::signed_by_gitlab(kSecret, kNow), {kSecret});
  for (const Host forge : {Host::kGitea, Host::kGitHub, Host::kBitbucket})
    check(test::signed_body(forge, kSecret), {"other", kSecret});
}

TEST(Verify, AnotherMessagesHeadersDoNotFit) {
  for (const std::size_t header : {0U, 1U}) {
    Delivery delivery = test::signed_by_gitlab(kSecret, kNow);
    delivery.headers[header].second += "1";
    EXPECT_FALSE(verify(delivery, {kSecret}, kNow).accepted());
    delivery.headers.erase(delivery.headers.begin() + static_cast<long>(header));
    EXPECT_FALSE(verify(delivery, {kSecret}, kNow).accepted());
  }
}

// What Gitea sends for a webhook without a secret, and what its signature would be with an empty one.
TEST(Verify, WithoutASecretNothingIsGenuine) {
  for (const std::vector<std::string>& none : {std::vector<std::string>{}, {""}, {"", ""}}) {
    EXPECT_FALSE(verify(test::with_token(""), none, kNow).accepted());
    for (const Host forge : {Host::kGitea, Host::kGitHub, Host::kBitbucket})
      EXPECT_FALSE(verify(test::signed_body(forge, ""), none, kNow).accepted());
  }
  EXPECT_FALSE(verify({Host::kGitea, {{"X-Gitea-Signature", ""}}, "{}"}, {kSecret}, kNow).accepted());
  EXPECT_FALSE(
      verify({Host::kGitHub, {{"X-Hub-Signature-256", "sha256="}}, "{}"}, {kSecret}, kNow).accepted());
  // A signing token without bytes signs nothing.
  Delivery delivery = test::signed_by_gitlab("whsec_", kNow);
  EXPECT_FALSE(verify(delivery, {"whsec_"}, kNow).accepted());
  EXPECT_FALSE(verify(delivery, {"whsec_", kSecret}, kNow).accepted());
}

TEST(Verify, AForgeHearsOnlyItsOwnHeaders) {
  Delivery delivery = test::signed_body(Host::kGitHub, kSecret);
  delivery.headers.emplace_back("X-Hub-Signature", delivery.headers[0].second);
  for (const Host forge : {Host::kGitLab, Host::kGitea}) {
    delivery.forge = forge;
    EXPECT_FALSE(verify(delivery, {kSecret}, kNow).accepted());
  }
  // SHA-1, as GitHub sends it besides.
  EXPECT_FALSE(
      verify({Host::kBitbucket, {{"X-Hub-Signature", "sha1=" + std::string(40, 'a')}}, "{}"}, {kSecret}, kNow)
          .accepted());
}

TEST(Verify, NamesAndDigitsOfEitherCase) {
  Delivery delivery = test::signed_body(Host::kGitea, kSecret);
  delivery.headers[0].first = "x-gitea-SIGNATURE";
  std::transform(delivery.headers[0].second.begin(), delivery.headers[0].second.end(),
                 delivery.headers[0].second.begin(), [](char c) { return c >= 'a' ? char(c - 32) : c; });
  EXPECT_TRUE(verify(delivery, {kSecret}, kNow).accepted());
}

TEST(Verify, NoReasonRepeatsASecret) {
  for (const Delivery& delivery : {test::with_token("wrong"), test::signed_body(Host::kGitea, "wrong")}) {
    const Verdict verdict = verify(delivery, {"t0psecret"}, kNow);
    EXPECT_EQ(verdict.why.find("t0psecret"), std::string_view::npos);
    EXPECT_EQ(verdict.why.find("wrong"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace dvcs::webhook
