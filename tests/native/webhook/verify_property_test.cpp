// No change to a signed delivery passes, whatever it is; and no bytes bring the check down.
#include <gtest/gtest.h>

#include <random>

#include "signing.hpp"
#include "webhook/verify.hpp"

namespace dvcs::webhook {
namespace {

using test::kNow;

class VerifyProperty : public testing::TestWithParam<Host> {
 protected:
  std::string bytes(std::size_t most) {
    std::string text(random_() % (most + 1), '\0');
    for (char& c : text) c = static_cast<char>(random_());
    return text;
  }
  std::string secret() {
    const std::string random = bytes(40) + "x";
    return "whsec_" + base64(sha256(random));
  }
  Delivery genuine(const std::string& secret, std::string body) {
    return GetParam() == Host::kGitLab ? test::signed_by_gitlab(secret, kNow, std::move(body))
                                       : test::signed_body(GetParam(), secret, body);
  }

  std::mt19937 random_{static_cast<unsigned>(GetParam()) + 7};
};

TEST_P(VerifyProperty, OneChangedBitIsRefused) {
  for (int round = 0; round < 300; ++round) {
    const std::string key = secret();
    const Delivery sent = genuine(key, bytes(200) + "x");
    ASSERT_TRUE(verify(sent, {secret(), key}, kNow).accepted());
    Delivery changed = sent;
    auto& body = changed.body;
    body[random_() % body.size()] ^= static_cast<char>(1 << (random_() % 7));
    EXPECT_FALSE(verify(changed, {key}, kNow).accepted());
    EXPECT_FALSE(verify(sent, {secret(), secret()}, kNow).accepted());
  }
}

TEST_P(VerifyProperty, AChangedHeaderIsRefusedOrMeansTheSame) {
  const std::string key = secret();
  const Delivery sent = genuine(key, "{}");
  for (int round = 0; round < 3000; ++round) {
    Delivery changed = sent;
    auto& value = changed.headers[random_() % changed.headers.size()].second;
    value[random_() % value.size()] = static_cast<char>(random_());
    const bool accepted = verify(changed, {key}, kNow).accepted();
    // Hexadecimal digits of either case are the same signature.
    const std::string right = sent.headers[0].second;
    const auto same_digit = [](char x, char y) { return x == y || (x >= 'a' && x <= 'f' && y == x - 32); };
    const std::size_t digits = right.size() < 64 ? 0 : right.size() - 64;
    const bool same = GetParam() == Host::kGitLab
                          ? changed.headers == sent.headers
                          : value.substr(0, digits) == right.substr(0, digits) &&
                                std::equal(right.begin() + static_cast<long>(digits), right.end(),
                                           value.begin() + static_cast<long>(digits), same_digit);
    EXPECT_EQ(accepted, same) << value;
  }
}

TEST_P(VerifyProperty, AnyBytesAreRefused) {
  const char* const names[] = {"X-Gitlab-Token",    "webhook-id",        "webhook-timestamp",
                               "webhook-signature", "X-Gitea-Signature", "X-Hub-Signature-256",
                               "X-Hub-Signature",   "X-GITLAB-TOKEN"};
  for (int round = 0; round < 2000; ++round) {
    Delivery delivery{GetParam(), {}, bytes(50)};
    for (std::size_t i = random_() % 9; i > 0; --i)
      delivery.headers.emplace_back(names[random_() % std::size(names)], bytes(80));
    const Verdict verdict = verify(delivery, {"whsec_AAAA", bytes(30) + "s", "whsec_" + bytes(20)}, kNow);
    EXPECT_FALSE(verdict.accepted());
    EXPECT_FALSE(verdict.why.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(EachForge, VerifyProperty,
                         testing::Values(Host::kGitLab, Host::kGitea, Host::kGitHub, Host::kBitbucket));

}  // namespace
}  // namespace dvcs::webhook
