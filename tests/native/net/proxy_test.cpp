// Which proxy a call takes, and how proxies are written.
#include "net/proxy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dvcs::net {
namespace {

using base::Code;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

http::Url url(const std::string& text) {
  auto parsed = http::parse_url(text);
  EXPECT_TRUE(parsed.ok()) << text;
  return *parsed;
}

ProxySettings settings(std::vector<std::string> direct) {
  return {.for_http = Proxy{.host = "plain", .port = 80},
          .for_https = Proxy{.host = "secure", .port = 443},
          .direct_hosts = std::move(direct)};
}

bool is_direct(const std::string& target, std::vector<std::string> direct) {
  const ProxySettings all = settings(std::move(direct));
  return proxy_for(all, url(target)) == nullptr;
}

TEST(ProxyFor, GoesByTheSchemeOfTheTarget) {
  const ProxySettings all = settings({});
  EXPECT_EQ(proxy_for(all, url("http://a.example"))->host, "plain");
  EXPECT_EQ(proxy_for(all, url("https://a.example"))->host, "secure");
  EXPECT_EQ(proxy_for({}, url("https://a.example")), nullptr);
  EXPECT_EQ(proxy_for({.for_http = Proxy{.host = "plain", .port = 80}}, url("https://a.example")), nullptr);
}

TEST(ProxyFor, PatternsAreThoseOfJava) {
  EXPECT_TRUE(is_direct("https://forge.corp.example", {"*.corp.example"}));
  EXPECT_TRUE(is_direct("https://Forge.CORP.example", {"*.Corp.Example"}));
  EXPECT_FALSE(is_direct("https://corp.example", {"*.corp.example"})) << "the dot is part of the pattern";
  EXPECT_FALSE(is_direct("https://forge.corp.example.evil", {"*.corp.example"}));
  EXPECT_TRUE(is_direct("https://10.1.2.3", {"10.*"}));
  EXPECT_FALSE(is_direct("https://110.1.2.3", {"10.*"}));
  EXPECT_TRUE(is_direct("https://my-forge-2", {"*forge*"}));
  EXPECT_TRUE(is_direct("https://anything", {"*"}));
  EXPECT_FALSE(is_direct("https://axb", {"a*b"})) << "a star in the middle is a star";
  EXPECT_FALSE(is_direct("https://forge", {"", "forg", "orge"}));
  EXPECT_TRUE(is_direct("http://forge:8080", {"forge"})) << "ports do not matter";
}

TEST(ProxyFor, KnowsIpv6WithAndWithoutBrackets) {
  EXPECT_TRUE(is_direct("https://[::1]", {"[::1]"}));
  EXPECT_TRUE(is_direct("https://[::1]", {"::1"}));
  EXPECT_TRUE(is_direct("https://[2001:db8::7]", {"[2001:db8:*"}));
  EXPECT_FALSE(is_direct("https://[::2]", {"[::1]"}));
}

TEST(ProxyFor, KnowsAddressBlocks) {
  EXPECT_TRUE(is_direct("https://10.255.0.1", {"10.0.0.0/8"}));
  EXPECT_FALSE(is_direct("https://11.0.0.1", {"10.0.0.0/8"}));
  EXPECT_TRUE(is_direct("https://192.168.1.130", {"192.168.1.128/25"}));
  EXPECT_FALSE(is_direct("https://192.168.1.127", {"192.168.1.128/25"}));
  EXPECT_TRUE(is_direct("https://[2001:db8::1]", {"2001:db8::/32"}));
  EXPECT_TRUE(is_direct("https://1.2.3.4", {"0.0.0.0/0"}));
  for (const char* nonsense :
       {"10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "x/8", "/", "2001:db8::/8"})
    EXPECT_FALSE(is_direct("https://10.0.0.1", {nonsense})) << nonsense;
  EXPECT_FALSE(is_direct("https://ten.example", {"0.0.0.0/0"})) << "names are not resolved for that";
}

TEST(ProxyFor, LoopbackIsWhatTheJvmTakesForIt) {
  for (const char* target : {"http://localhost:7990", "https://127.8.9.1", "https://[::1]", "http://0.0.0.0"})
    EXPECT_TRUE(is_direct(target, loopback_hosts())) << target;
  EXPECT_FALSE(is_direct("http://localhost.example", loopback_hosts()));
}

TEST(ParseProxy, ReadsWhatCurlReads) {
  struct Case {
    const char* text;
    Proxy proxy;
  };
  for (const auto& [text, proxy] : std::vector<Case>{
           {"proxy.example:3128", {.host = "proxy.example", .port = 3128}},
           {"http://Proxy.Example:3128/", {.host = "proxy.example", .port = 3128}},
           {"HTTPS://proxy.example:3129", {.host = "proxy.example", .port = 3129, .tls = true}},
           {"http://proxy.example", {.host = "proxy.example", .port = 1080}},
           {"http://jira:s3cret@10.0.0.1:80",
            {.host = "10.0.0.1", .port = 80, .user = "jira", .password = "s3cret"}},
           {"jira@[2001:db8::1]:3128", {.host = "2001:db8::1", .port = 3128, .user = "jira"}},
           {"http://[::1]", {.host = "::1", .port = 1080}},
           {"proxy.example", {.host = "proxy.example", .port = 1080}},
           {"https://proxy.example", {.host = "proxy.example", .port = 443, .tls = true}},
           {"https://[::1]/", {.host = "::1", .port = 443, .tls = true}},
           {"http://a%40b:c%3Ad%2F%@p:1", {.host = "p", .port = 1, .user = "a@b", .password = "c:d/%"}},
           {"http://u:p@ss/w?rd@p:1/x", {.host = "p", .port = 1, .user = "u", .password = "p@ss/w?rd"}},
       }) {
    auto parsed = parse_proxy(text);
    ASSERT_TRUE(parsed.ok()) << text << ": " << parsed.error().message;
    EXPECT_EQ(*parsed, proxy) << text << " became " << parsed->origin();
  }
}

TEST(ParseProxy, RefusesInWordsThatHoldNoPassword) {
  for (const char* text :
       {"", "http://", "socks5://u:s3cret@p:1", "u:s3cret@", "u:s3cret@p:0", "u:s3cret@p:99999",
        "u:s3cret@a b:1", "u:s3cret@p:x", "u:s3cret@[::g]:1", "u:s3cret@p\r\n:1"}) {
    auto parsed = parse_proxy(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_EQ(parsed.error().code, Code::kBadArgument);
    EXPECT_THAT(parsed.error().message, HasSubstr("proxy"));
    EXPECT_THAT(parsed.error().message, Not(HasSubstr("s3cret")));
  }
}

TEST(ParseProxy, ShowsItselfWithoutTheCredential) {
  const Proxy proxy{.host = "2001:db8::1", .port = 3128, .tls = true, .user = "jira", .password = "s3cret"};
  EXPECT_EQ(proxy.origin(), "https://[2001:db8::1]:3128");
}

TEST(ParseNoProxy, NamesStandForWhatIsBelowThem) {
  EXPECT_THAT(parse_no_proxy("corp.example, .lab.example\t10.0.0.0/8,,[::1],127.0.0.1,*"),
              ElementsAre("corp.example", "*.corp.example", "lab.example", "*.lab.example", "10.0.0.0/8",
                          "[::1]", "127.0.0.1", "*"));
  EXPECT_TRUE(parse_no_proxy(" , ").empty());
  EXPECT_TRUE(is_direct("https://a.b.corp.example", parse_no_proxy("corp.example")));
  EXPECT_TRUE(is_direct("https://corp.example", parse_no_proxy(".corp.example")));
  EXPECT_FALSE(is_direct("https://notcorp.example", parse_no_proxy("corp.example")));
}

}  // namespace
}  // namespace dvcs::net
