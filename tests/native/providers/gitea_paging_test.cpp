#include <gtest/gtest.h>

#include "providers/gitea_support.hpp"

namespace dvcs::test {
namespace {

using Headers = std::initializer_list<std::pair<std::string, std::string>>;

const std::string kOneBranch = R"([{"name":"x","commit":{"id":")" + std::string(40, 'a') + "\"}}]";

providers::Page<Branch> page_of(const std::string& body, Headers headers, const std::string& suffix = {}) {
  auto query = gitea()->branches(orbit());
  query.request.url += suffix;
  auto page = parse(query, answer(200, body, headers));
  EXPECT_TRUE(page.ok());
  return page.ok() ? *std::move(page) : providers::Page<Branch>{};
}

std::string next_of(const std::string& body, Headers headers, const std::string& suffix = {}) {
  const auto page = page_of(body, headers, suffix);
  return page.next ? page.next->url : "";
}

TEST(GiteaPaging, TakesOnlyTheQueryOfALink) {
  EXPECT_EQ(next_of(kOneBranch, {{"Link",
                                  "<http://inside:3000/api/v1/x?limit=50&page=2>; rel=\"next\","
                                  "<http://inside:3000/api/v1/x?limit=50&page=9>; rel=\"last\""}}),
            "https://gitea.example.com/api/v1/repos/acme/orbit/branches?limit=50&page=2");
  EXPECT_EQ(next_of(kOneBranch, {}), "");
  EXPECT_EQ(next_of(kOneBranch, {{"Link", "<http://inside/x?page=1>; rel=\"prev\""}}), "");
}

TEST(GiteaPaging, GoesForwardOnly) {
  const std::string third = "<https://h/?limit=50&page=3>; rel=\"next\"";
  EXPECT_NE(next_of(kOneBranch, {{"Link", third}}, "&page=2"), "");
  EXPECT_EQ(next_of(kOneBranch, {{"Link", third}}, "&page=3"), "");
  EXPECT_EQ(next_of(kOneBranch, {{"Link", third}}, "&page=4"), "");
  for (const char* page : {"0", "-1", "two", "99999999999999999999999"}) {
    EXPECT_EQ(next_of(kOneBranch, {{"Link", "<https://h/?page=" + std::string(page) + ">; rel=\"next\""}}),
              "")
        << page;
  }
}

TEST(GiteaPaging, APageLosesRowsThatMayNotBeSeen) {
  const std::string second = "<https://h/?limit=50&page=2>; rel=\"next\"";
  EXPECT_NE(next_of("[]", {{"Link", second}, {"X-Total-Count", "60"}}), "");
  EXPECT_EQ(next_of("[]", {{"Link", second}}), "") << "nothing says that there is more";
  EXPECT_EQ(next_of("[]", {{"Link", second}, {"X-Total-Count", "1"}}), "");
  EXPECT_EQ(page_of(kOneBranch, {{"X-Total-Count", "60"}}).total, 60U);
  EXPECT_FALSE(page_of(kOneBranch, {{"X-Total-Count", "many"}}).total);
}

TEST(GiteaPaging, PullRequestsChosenByNumberEnd) {
  const auto none = gitea()->merge_requests_by_number(orbit(), {});
  const auto page = parse(none, answer(404, R"({"message":"not found"})"));
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(page->items.empty());
  EXPECT_FALSE(page->next);
}

}  // namespace
}  // namespace dvcs::test
