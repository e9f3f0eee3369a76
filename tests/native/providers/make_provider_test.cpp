#include <gtest/gtest.h>

#include "providers/provider.hpp"

namespace dvcs::test {
namespace {

using base::Code;

TEST(MakeProvider, EachKindOfHostHasItsOwnDialect) {
  for (const auto& [host, api] : {std::pair(Host::kGitLab, "https://h/root/api/v4/"),
                                  std::pair(Host::kGitea, "https://h/root/api/v1/")}) {
    const auto made = providers::make_provider(host, "https://h/root/");
    ASSERT_TRUE(made.ok());
    EXPECT_EQ((*made)->base_url(), "https://h/root");
    EXPECT_TRUE((*made)->checks()[0].request.url.starts_with(api)) << (*made)->checks()[0].request.url;
  }
}

TEST(MakeProvider, OtherHostsAreNotBuiltYet) {
  for (const auto& [host, name] :
       {std::pair(Host::kGitHub, "GitHub"), std::pair(Host::kBitbucket, "Bitbucket")}) {
    const auto made = providers::make_provider(host, "https://h");
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().code, Code::kBadArgument);
    EXPECT_TRUE(made.error().message.starts_with(std::string(name) + " is not supported yet"));
  }
}

}  // namespace
}  // namespace dvcs::test
