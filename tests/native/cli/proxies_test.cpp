#include "cli/proxies.hpp"

#include <gmock/gmock.h>

#include <map>

namespace dvcs::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Variables = std::map<std::string, std::string>;

base::Result<net::ProxySettings> settings(const Variables& variables, const ForgeArguments& arguments = {}) {
  return proxies_of(arguments, [&](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

ForgeArguments typed(std::optional<std::string> proxy, std::optional<std::string> no_proxy = std::nullopt) {
  ForgeArguments arguments;
  arguments.proxy = std::move(proxy);
  arguments.no_proxy = std::move(no_proxy);
  return arguments;
}

TEST(Proxies, AnEmptyEnvironmentHasNone) {
  for (const Variables& variables :
       {Variables{}, Variables{{"https_proxy", ""}, {"HTTP_PROXY", "http://evil:1"}}}) {
    auto none = settings(variables);
    ASSERT_TRUE(none.ok());
    EXPECT_FALSE(none->for_http);
    EXPECT_FALSE(none->for_https);
    EXPECT_TRUE(none->direct_hosts.empty());
  }
}

TEST(Proxies, TheEnvironmentIsReadAsCurlReadsIt) {
  auto both = settings({{"http_proxy", "http://plain:3128"},
                        {"HTTPS_PROXY", "https://jira:s3cret@secure:3129"},
                        {"all_proxy", "http://all:1"},
                        {"no_proxy", "corp.example,10.0.0.0/8"}});
  ASSERT_TRUE(both.ok()) << both.error().message;
  EXPECT_EQ(both->for_http->origin(), "http://plain:3128");
  EXPECT_EQ(both->for_https->origin(), "https://secure:3129");
  EXPECT_EQ(both->for_https->user, "jira");
  EXPECT_EQ(both->for_https->password, "s3cret");
  EXPECT_THAT(both->direct_hosts, ElementsAre("corp.example", "*.corp.example", "10.0.0.0/8"));
  auto all = settings({{"ALL_PROXY", "all:1"}, {"HTTP_PROXY", "http://evil:1"}, {"NO_PROXY", "*"}});
  EXPECT_EQ(all->for_http->origin(), "http://all:1");
  EXPECT_EQ(all->for_https->origin(), "http://all:1");
  EXPECT_THAT(all->direct_hosts, ElementsAre("*"));
  EXPECT_EQ(settings({{"https_proxy", "lower:1"}, {"HTTPS_PROXY", "upper:1"}})->for_https->host, "lower");
}

TEST(Proxies, WhatWasTypedGoesBeforeTheEnvironment) {
  const Variables variables{
      {"https_proxy", "http://other:1"}, {"http_proxy", "http://other:1"}, {"no_proxy", "a"}};
  auto own = settings(variables, typed("http://mine:2", "b"));
  EXPECT_EQ(own->for_http->host, "mine");
  EXPECT_EQ(own->for_https->host, "mine");
  EXPECT_THAT(own->direct_hosts, ElementsAre("b", "*.b"));
  EXPECT_FALSE(settings(variables, typed(""))->for_https) << "no proxy at all";
  EXPECT_THAT(settings(variables, typed("http://mine:2"))->direct_hosts, ElementsAre("a", "*.a"));
}

TEST(Proxies, AMistakeIsNamedWithItsPlaceAndWithoutThePassword) {
  for (const auto& wrong :
       {settings({{"https_proxy", "socks5://u:s3cret@p:1"}}),
        settings({{"http_proxy", "http://u:s3cret@p:none"}}), settings({}, typed("u:s3cret@:1"))}) {
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().code, base::Code::kBadArgument);
    EXPECT_THAT(wrong.error().message, HasSubstr("proxy: The proxy's address is not usable"));
    EXPECT_THAT(wrong.error().message, Not(HasSubstr("s3cret")));
  }
}

}  // namespace
}  // namespace dvcs::cli
