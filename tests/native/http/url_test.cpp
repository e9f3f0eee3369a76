#include "http/url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace dvcs::http {
namespace {

Url parsed(std::string_view text) {
  auto url = parse_url(text);
  EXPECT_TRUE(url.ok()) << text << ": " << (url.ok() ? "" : url.error().message);
  return url.ok() ? *url : Url{};
}

TEST(Url, TakesAnAddressApart) {
  const Url url = parsed("HTTPS://GitLab.Example.com:8443/root/api?x=%20&y#part");
  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.host, "gitlab.example.com");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.target, "/root/api?x=%20&y");
  EXPECT_EQ(url.origin(), "https://gitlab.example.com:8443");
  EXPECT_FALSE(url.ip_literal);
}

TEST(Url, KnowsTheDefaultPorts) {
  EXPECT_EQ(parsed("http://h").port, 80);
  EXPECT_EQ(parsed("https://h").port, 443);
  EXPECT_EQ(parsed("https://h:/").port, 443);
  EXPECT_EQ(parsed("https://h:443/x").origin(), "https://h");
  EXPECT_EQ(parsed("http://h:443/x").origin(), "http://h:443");
}

TEST(Url, ATargetIsNeverEmpty) {
  EXPECT_EQ(parsed("https://h").target, "/");
  EXPECT_EQ(parsed("https://h?q").target, "/?q");
  EXPECT_EQ(parsed("https://h/?").target, "/?");
}

TEST(Url, KnowsAddressesOfMachines) {
  const Url six = parsed("http://[::1]:3000/x");
  EXPECT_EQ(six.host, "::1");
  EXPECT_EQ(six.authority(), "[::1]:3000");
  EXPECT_TRUE(six.ip_literal);
  EXPECT_TRUE(parsed("http://127.0.0.1/").ip_literal);
  EXPECT_FALSE(parsed("http://127.0.0.1.example.com/").ip_literal);
}

class BadUrl : public testing::TestWithParam<const char*> {};

TEST_P(BadUrl, IsRefusedInWordsWithoutItsSecrets) {
  auto url = parse_url(GetParam());
  ASSERT_FALSE(url.ok());
  EXPECT_EQ(url.error().code, base::Code::kBadArgument);
  EXPECT_THAT(url.error().message, testing::HasSubstr("is not a usable address"));
  EXPECT_THAT(url.error().message, testing::Not(testing::HasSubstr("secret")));
  EXPECT_EQ(url.error().message.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Http, BadUrl,
                         testing::Values("", "h", "/path", "gitlab.example.com", "ftp://h/",
                                         "file:///etc/passwd", "https://", "https:///path", "https://user@h/",
                                         "https://user:secret@h/x", "https://secret@h/?token=secret",
                                         "https://h:0/", "https://h:65536/", "https://h:99999999999/",
                                         "https://h:1x/", "https://h/a b", "https://h/a\nb",
                                         "https://h/\r\nHost: evil", "https://h/%zz", "https://[::1",
                                         "https://[1:2]/", "https://h\\@evil/", "https://\xc3\xa4.example/",
                                         "https://h%2fevil/", "https://[::1%25eth0]/", "https://[::1]x/",
                                         "https:h/"));

TEST(Url, AnAddressLongerThanAnyServerTakesIsRefused) {
  EXPECT_TRUE(parse_url("https://h/" + std::string(10'000, 'x')).ok());
  EXPECT_FALSE(parse_url("https://h/" + std::string(20'000, 'x')).ok());
}

struct Step {
  const char* reference;
  const char* result;
};

class Resolve : public testing::TestWithParam<Step> {};

// RFC 3986 5.4, with its base.
TEST_P(Resolve, FollowsTheStandard) {
  auto resolved = resolve_url("http://a/b/c/d;p?q", GetParam().reference);
  ASSERT_TRUE(resolved.ok());
  EXPECT_EQ(*resolved, GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(
    Http, Resolve,
    testing::Values(
        Step{"g", "http://a/b/c/g"}, Step{"./g", "http://a/b/c/g"}, Step{"/g", "http://a/g"},
        Step{"//g", "http://g"}, Step{"?y", "http://a/b/c/d;p?y"}, Step{"g?y", "http://a/b/c/g?y"},
        Step{"../g", "http://a/b/g"}, Step{"../../g", "http://a/g"}, Step{"../../../g", "http://a/g"},
        Step{"https://other:1/x?y", "https://other:1/x?y"}, Step{"", "http://a/b/c/d;p?q"},
        Step{"g#s", "http://a/b/c/g"}, Step{"#s", "http://a/b/c/d;p?q"}, Step{".", "http://a/b/c/"},
        Step{"./", "http://a/b/c/"}, Step{"..", "http://a/b/"}, Step{"../..", "http://a/"},
        Step{"../../../../g", "http://a/g"}, Step{"/./g", "http://a/g"}, Step{"/../g", "http://a/g"},
        Step{"g.", "http://a/b/c/g."}, Step{"..g", "http://a/b/c/..g"}, Step{"./../g", "http://a/b/g"},
        Step{"./g/.", "http://a/b/c/g/"}, Step{"g/./h", "http://a/b/c/g/h"}, Step{"g/../h", "http://a/b/c/h"},
        Step{"g;x=1/../y", "http://a/b/c/y"}, Step{"g?y/../x", "http://a/b/c/g?y/../x"}));

TEST(Url, ResolveRefusesWhatIsNoReference) {
  EXPECT_FALSE(resolve_url("http://a/", "a b").ok());
  EXPECT_FALSE(resolve_url("http://a/", "http://[").ok());
  EXPECT_FALSE(resolve_url("nonsense", "x").ok());
  EXPECT_FALSE(resolve_url("http://a/", std::string(20'000, 'x')).ok());
}

TEST(Url, SameOriginComparesSchemeHostAndPort) {
  EXPECT_TRUE(same_origin("https://H.example/x", "https://h.EXAMPLE:443/y?z"));
  EXPECT_TRUE(same_origin("http://[::1]:80", "http://[::1]/"));
  EXPECT_FALSE(same_origin("https://h", "http://h"));
  EXPECT_FALSE(same_origin("https://h", "https://h:444"));
  EXPECT_FALSE(same_origin("https://h", "https://h.evil"));
  EXPECT_FALSE(same_origin("https://h", "https://h@evil/"));
  EXPECT_FALSE(same_origin("https://h", "//h/"));
  EXPECT_FALSE(same_origin("", ""));
}

TEST(Url, JoinsBelowABaseWithAPath) {
  EXPECT_EQ(join_url("https://h", "/api/v4"), "https://h/api/v4");
  EXPECT_EQ(join_url("https://h/", "api/v4"), "https://h/api/v4");
  EXPECT_EQ(join_url("https://h/gitlab//", "/api/v4?x=1"), "https://h/gitlab/api/v4?x=1");
  EXPECT_EQ(join_url("https://h/gitlab?a=b#c", "/api"), "https://h/gitlab/api");
}

TEST(Url, EncodesAndAddsQueries) {
  EXPECT_EQ(percent_encode("group/sub group"), "group%2Fsub%20group");
  EXPECT_EQ(percent_encode("a-b.c_d~e"), "a-b.c_d~e");
  EXPECT_EQ(percent_encode("feature/#1+\xf0\x9f\x9a\x80"), "feature%2F%231%2B%F0%9F%9A%80");
  std::string url = "https://h/commits";
  add_query(url, "ref_name", "a..b");
  add_query(url, "q", "x&y=z");
  EXPECT_EQ(url, "https://h/commits?ref_name=a..b&q=x%26y%3Dz");
}

TEST(Url, WhatIsShownHoldsNoSecretAndNoControlCharacter) {
  EXPECT_EQ(printable_url("https://user:pw@h/p?t=secret#f"), "https://h/p");
  EXPECT_EQ(printable_url("https://a@b@h/p"), "https://h/p");
  EXPECT_EQ(printable_url("https://h/p@q"), "https://h/p@q");
  EXPECT_EQ(printable_url("user:pw@h"), "h");
  EXPECT_EQ(printable_url("https://h/\n\x1b[31m"), "https://h/??[31m");
  EXPECT_LE(printable_url("https://h/" + std::string(5000, 'x')).size(), 200u);
}

// --- properties over random input ---

std::string noise(std::mt19937& random) {
  static constexpr std::string_view kPieces[] = {
      "http://", "https:", "//", "/",       "..", "@",    ":", "[",    "]",  "::1",  "?", "#",
      "%41",     "%",      "h",  "example", ".",  "8080", " ", "\r\n", "\\", "\xff", "&="};
  std::string text = random() % 2 == 0 ? "http://" : "";
  for (std::size_t i = random() % 10; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
  return text;
}

TEST(UrlProperty, WhatIsAcceptedIsCleanAndStaysTheSame) {
  std::mt19937 random(1);
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = noise(random);
    auto url = parse_url(text);
    if (!url.ok()) continue;
    ++accepted;
    EXPECT_FALSE(url->host.empty());
    EXPECT_EQ(url->host.find_first_of("@/\\ \r\n%?#"), std::string::npos) << text;
    EXPECT_EQ(url->target.find_first_of(" \r\n#"), std::string::npos) << text;
    EXPECT_TRUE(url->target.starts_with('/'));
    const std::string again = url->origin() + url->target;
    auto reparsed = parse_url(again);
    ASSERT_TRUE(reparsed.ok()) << text << " became " << again;
    EXPECT_EQ(reparsed->origin() + reparsed->target, again);
    EXPECT_TRUE(same_origin(text, again));
  }
  EXPECT_GT(accepted, 300);
}

TEST(UrlProperty, ResolvingNeverLeavesTheOriginWithoutSayingSo) {
  std::mt19937 random(2);
  for (int i = 0; i < 20'000; ++i) {
    const std::string reference = noise(random);
    auto resolved = resolve_url("https://safe.example/a/b?c", reference);
    if (!resolved.ok() || !same_origin("https://safe.example", *resolved)) continue;
    EXPECT_TRUE(resolved->starts_with("https://safe.example") || reference.find("//") != std::string::npos)
        << reference;
  }
}

TEST(UrlProperty, EncodingIsReversibleAndKeepsToUnreservedCharacters) {
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (std::size_t n = random() % 20; n > 0; --n) text += static_cast<char>(random());
    const std::string encoded = percent_encode(text);
    std::string decoded;
    for (std::size_t at = 0; at < encoded.size(); ++at) {
      if (encoded[at] == '%') {
        decoded += static_cast<char>(std::stoi(encoded.substr(at + 1, 2), nullptr, 16));
        at += 2;
      } else {
        decoded += encoded[at];
      }
    }
    EXPECT_EQ(decoded, text);
    EXPECT_TRUE(parse_url("https://h/" + encoded + "?" + encoded).ok());
  }
}

}  // namespace
}  // namespace dvcs::http
