#include <gtest/gtest.h>

#include "providers/gitea_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;
using providers::OwnerKind;

const std::string kApi = "https://gitea.example.com/api/v1";
const std::string kSha(40, 'a');
const std::string kOld(40, 'b');

TEST(GiteaRequests, NormaliseTheBaseUrl) {
  for (const char* typed : {"https://gitea.example.com", " https://gitea.example.com/api/v1/ ",
                            "https://Gitea.Example.com//", "https://gitea.example.com:443/?x=1#y"}) {
    EXPECT_EQ(gitea(typed)->base_url(), "https://gitea.example.com") << typed;
  }
  EXPECT_EQ(gitea("http://h:3000/git/")->user().request.url, "http://h:3000/git/api/v1/user");
  const auto empty = providers::make_provider(Host::kGitea, " ");
  ASSERT_FALSE(empty.ok());
  EXPECT_NE(empty.error().message.find("https://gitea.example.com"), std::string::npos);
  const auto secret = providers::make_provider(Host::kGitea, "https://user:secret@gitea.example.com");
  ASSERT_FALSE(secret.ok());
  EXPECT_EQ(secret.error().message.find("secret"), std::string::npos);
}

TEST(GiteaRequests, TheTokenIsAHeaderOnly) {
  http::Request request = gitea()->user().request;
  gitea()->authorize(request, "0123secret");
  EXPECT_EQ(request.headers.get("authorization"), "Bearer 0123secret");
  EXPECT_EQ(request.url.find("secret"), std::string::npos);
  request.git = true;
  gitea()->authorize(request, "secret");
  EXPECT_EQ(request.headers.get("authorization"), "Basic b2F1dGgyOnNlY3JldA==");
}

TEST(GiteaRequests, Addresses) {
  const auto provider = gitea();
  const std::string orbit_path = kApi + "/repos/acme/orbit";
  EXPECT_EQ(provider->checks().at(0).request.url, kApi + "/version");
  EXPECT_EQ(provider->repositories({OwnerKind::kGroup, 7, "acme"}).request.url,
            kApi + "/repos/search?uid=7&exclusive=true&sort=updated&order=desc&limit=50");
  EXPECT_EQ(provider->repositories({OwnerKind::kInstance, 3, "ada"}).request.url,
            kApi + "/repos/search?uid=3&sort=updated&order=desc&limit=50");
  EXPECT_EQ(provider->repository(42).request.url, kApi + "/repositories/42");
  EXPECT_EQ(provider->branches(orbit()).request.url, orbit_path + "/branches?limit=50");
  EXPECT_EQ(provider->commits(orbit(), {kSha, {}}).request.url,
            orbit_path + "/commits?sha=" + kSha + "&stat=false&verification=false&files=false&limit=50");
  EXPECT_EQ(provider->commits(orbit(), {kSha, kOld}).request.url,
            orbit_path + "/commits?sha=" + kSha + "&not=" + kOld +
                "&stat=false&verification=false&files=false&limit=50");
  EXPECT_EQ(provider->commit_exists(orbit(), kSha).request.url,
            orbit_path + "/git/commits/" + kSha + "?stat=false&verification=false&files=false");
  EXPECT_FALSE(provider->branches_with(orbit(), kSha)) << "Gitea cannot say it";
  EXPECT_EQ(provider->merge_requests(orbit(), std::nullopt).request.url,
            orbit_path + "/pulls?state=all&sort=recentupdate&limit=50");
  EXPECT_EQ(provider->merge_request_commits(orbit(), 12).request.url,
            orbit_path + "/pulls/12/commits?verification=false&files=false&limit=50");
  EXPECT_EQ(provider->commit_changes(orbit(), kSha)->request.url,
            orbit_path + "/git/commits/" + kSha + "?stat=true&verification=false&files=true");
  EXPECT_EQ(provider->merge_request_review(orbit(), 12).at(0).request.url,
            orbit_path + "/pulls/12/reviews?limit=50");
}

TEST(GiteaRequests, PathsAreEncodedPartByPart) {
  Repository odd = orbit();
  odd.path = "a b/c%2F?#d";
  EXPECT_EQ(gitea()->branches(odd).request.url, kApi + "/repos/a%20b/c%252F%3F%23d/branches?limit=50");
  odd.path = "nothing";
  EXPECT_EQ(gitea()->branches(odd).request.url, kApi + "/repos/nothing//branches?limit=50");
}

TEST(GiteaRequests, OwnersAreLookedForAsOrganisationThenAsUser) {
  const auto steps = gitea()->owner("/ada/");
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].request.url, kApi + "/orgs/ada");
  EXPECT_EQ(steps[1].request.url, kApi + "/users/ada");
  EXPECT_EQ(gitea()->owner("a/b")[0].request.url, kApi + "/orgs/a%2Fb");

  const auto group = parse(steps[0], answer(200, R"({"id":7,"name":"Ada","username":"Ada"})"));
  ASSERT_TRUE(group.ok());
  EXPECT_EQ(group->kind, OwnerKind::kGroup);
  EXPECT_EQ(group->id, 7);
  EXPECT_EQ(group->path, "Ada");
  const auto user = parse(steps[1], answer(200, R"({"id":3,"login":"ada","username":"ada"})"));
  ASSERT_TRUE(user.ok());
  EXPECT_EQ(user->kind, OwnerKind::kUser);
  EXPECT_EQ(user->id, 3);
  const auto nobody = parse(steps[1], answer(404, R"({"message":"user redirect does not exist"})"));
  ASSERT_FALSE(nobody.ok());
  EXPECT_EQ(nobody.error().code, Code::kNotFound);
}

TEST(GiteaRequests, WithoutAnOwnerItIsWhatTheUserHasAPartIn) {
  const auto steps = gitea()->owner(" / ");
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].request.url, kApi + "/user");
  const auto self = parse(steps[0], answer(200, R"({"id":3,"username":"ada"})"));
  ASSERT_TRUE(self.ok());
  EXPECT_EQ(self->kind, OwnerKind::kInstance);
  EXPECT_EQ(self->id, 3);
}

TEST(GiteaRequests, VersionAndUser) {
  const auto version = parse(gitea()->checks()[0], answer(200, R"({"version":"1.26.4+dev"})"));
  ASSERT_TRUE(version.ok());
  EXPECT_EQ(version->version, "1.26.4+dev");
  const auto user = parse(gitea()->user(), answer(200, R"({"id":3,"username":"ada"})"));
  ASSERT_TRUE(user.ok());
  EXPECT_EQ(*user, "ada");
}

TEST(GiteaRequests, ChosenPullRequestsComeOneByOne) {
  auto query = gitea()->merge_requests_by_number(orbit(), {3, 5, 8});
  std::vector<std::string> asked{query.request.url};
  std::vector<std::int64_t> found;
  for (int status : {200, 404, 200}) {
    const std::string body =
        status == 404 ? std::string(R"({"message":"not found"})")
                      : R"({"number":)" + query.request.url.substr(query.request.url.rfind('/') + 1) +
                            R"(,"title":"t","state":"open","updated_at":"2024-01-01T00:00:00Z",)" +
                            R"("base":{"ref":"main"},"head":{"ref":"x"}})";
    const auto page = parse(query, answer(status, body));
    ASSERT_TRUE(page.ok()) << page.error().message;
    for (const MergeRequest& request : page->items) found.push_back(request.iid);
    if (!page->next) break;
    query.request = *page->next;
    asked.push_back(query.request.url);
  }
  EXPECT_EQ(found, (std::vector<std::int64_t>{3, 8}));
  const std::string pulls = kApi + "/repos/acme/orbit/pulls/";
  EXPECT_EQ(asked, (std::vector<std::string>{pulls + "3", pulls + "5", pulls + "8"}));
}

TEST(GiteaRequests, HeadsOfPullRequests) {
  const auto provider = gitea();
  EXPECT_EQ(provider->merge_request_refs(), "refs/pull/");
  EXPECT_EQ(provider->merge_request_of("refs/pull/12/head"), 12);
  for (const char* ref : {"refs/pull//head", "refs/pull/12/merge", "refs/pull/x/head", "refs/pull/-1/head",
                          "refs/pull/0/head", "refs/pull/99999999999999999999/head", "refs/heads/pull/1/head",
                          "refs/pull/12/head/", "refs/pull/head", ""}) {
    EXPECT_FALSE(provider->merge_request_of(ref)) << ref;
  }
}

}  // namespace
}  // namespace dvcs::test
