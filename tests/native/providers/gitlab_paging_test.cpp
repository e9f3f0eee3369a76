#include <gtest/gtest.h>

#include "providers/gitlab_support.hpp"

namespace dvcs::test {
namespace {

const std::string kSha(40, 'a');
using Headers = std::initializer_list<std::pair<std::string, std::string>>;

std::string one_commit() {
  return R"([{"id":")" + kSha + R"(","message":"m","created_at":"2021-09-20T11:50:22Z"}])";
}

std::string next_commits(Headers headers, const std::string& url_suffix = {}) {
  auto query = gitlab()->commits(project42(), {kSha, {}});
  query.request.url += url_suffix;
  const auto page = parse(query, answer(200, one_commit(), headers));
  return page->next ? page->next->url.substr(page->next->url.find('?') + 1) : "";
}

TEST(GitLabPaging, FollowsXNextPage) {
  const std::string first = "ref_name=" + kSha + "&per_page=100";
  EXPECT_EQ(next_commits({{"X-Next-Page", "2"}}), first + "&page=2");
  EXPECT_EQ(next_commits({{"x-next-page", "3"}}, "&page=2"), first + "&page=3");
  EXPECT_EQ(next_commits({{"X-Next-Page", ""}}), "");
  EXPECT_EQ(next_commits({}), "");
}

TEST(GitLabPaging, NeverGoesBackOrInCircles) {
  EXPECT_EQ(next_commits({{"X-Next-Page", "2"}}, "&page=2"), "");
  EXPECT_EQ(next_commits({{"X-Next-Page", "1"}}, "&page=2"), "");
  for (const char* bad : {"0", "-1", "two", "2x", "99999999999999999999999"}) {
    EXPECT_EQ(next_commits({{"X-Next-Page", bad}}), "") << bad;
  }
  EXPECT_EQ(next_commits({{"Link", "<https://gitlab.example.com/x?ref_name=" + kSha +
                                       "&per_page=100>; rel=\"next\""}}),
            "");
}

TEST(GitLabPaging, TakesOnlyTheQueryOfALink) {
  auto query = gitlab()->commits(project42(), {kSha, {}});
  const auto page = parse(query, answer(200, one_commit(),
                                        {{"Link",
                                          "<http://evil.example/steal?page=2&per_page=100>; rel=\"next\", "
                                          "<http://evil.example/?page=1>; rel=\"first\""}}));
  ASSERT_TRUE(page->next);
  EXPECT_EQ(page->next->url,
            "https://gitlab.example.com/api/v4/projects/42/repository/commits?page=2&per_page=100");
}

TEST(GitLabPaging, AnEmptyPageIsTheLast) {
  const auto page =
      parse(gitlab()->commits(project42(), {kSha, {}}), answer(200, "[]", {{"X-Next-Page", "2"}}));
  EXPECT_FALSE(page->next);
}

std::string branches(std::size_t count) {
  std::string body;
  for (std::size_t i = 0; i < count; ++i) {
    body +=
        (i > 0 ? "," : "") + (R"({"name":"b)" + std::to_string(i)) + R"(","commit":{"id":")" + kSha + "\"}}";
  }
  return "[" + body + "]";
}

TEST(GitLabPaging, BranchesGoOnByToken) {
  auto query = gitlab()->branches(project42());
  const std::string link =
      "<http://internal/api?pagination=keyset&per_page=100&page_token=b%2F99>; rel=\"next\"";
  auto page = parse(query, answer(200, branches(100), {{"Link", link}}));
  ASSERT_TRUE(page->next);
  EXPECT_EQ(page->next->url,
            "https://gitlab.example.com/api/v4/projects/42/repository/"
            "branches?pagination=keyset&per_page=100&page_token=b%2F99");
  query.request = *page->next;
  EXPECT_FALSE(parse(query, answer(200, branches(100), {{"Link", link}}))->next) << "the same token again";
  EXPECT_FALSE(parse(query, answer(200, branches(3)))->next);
}

TEST(GitLabPaging, OldServersAnnounceASecondPageOfBranchesThatIsNone) {
  const auto query = gitlab()->branches(project42());
  EXPECT_FALSE(parse(query, answer(200, branches(99), {{"X-Next-Page", "2"}}))->next);
  EXPECT_TRUE(parse(query, answer(200, branches(100), {{"X-Next-Page", "2"}}))->next);
}

std::string request_at(int iid, const std::string& updated) {
  return R"({"iid":)" + std::to_string(iid) + R"(,"title":"t","state":"opened","updated_at":")" + updated +
         R"(","source_branch":"s","target_branch":"t"})";
}

TEST(GitLabPaging, MergeRequestsGoOnByTime) {
  auto query = gitlab()->merge_requests(project42(), std::nullopt);
  const std::string body = "[" + request_at(1, "2024-01-01T00:00:00.100Z") + "," +
                           request_at(2, "2024-01-01T00:00:05.900+00:00") + "]";
  auto page = parse(query, answer(200, body, {{"X-Next-Page", "2"}}));
  ASSERT_TRUE(page->next);
  EXPECT_TRUE(page->next->url.ends_with("&updated_after=2024-01-01T00%3A00%3A05Z&page=1")) << page->next->url;

  // A whole page within the second that was asked for: only then pages are counted.
  query.request = *page->next;
  page = parse(query,
               answer(200, "[" + request_at(3, "2024-01-01T00:00:05.990Z") + "]", {{"X-Next-Page", "2"}}));
  ASSERT_TRUE(page->next);
  EXPECT_TRUE(page->next->url.ends_with("&updated_after=2024-01-01T00%3A00%3A05Z&page=2")) << page->next->url;

  page = parse(query, answer(200, body, {{"X-Next-Page", ""}}));
  EXPECT_FALSE(page->next);
}

}  // namespace
}  // namespace dvcs::test
