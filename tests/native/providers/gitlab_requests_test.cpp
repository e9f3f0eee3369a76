#include <gtest/gtest.h>

#include "providers/gitlab_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;
using providers::OwnerKind;

const std::string kApi = "https://gitlab.example.com/api/v4";

TEST(GitLabRequests, NormaliseTheBaseUrl) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://gitlab.example.com", "https://gitlab.example.com"},
      {"https://gitlab.example.com/", "https://gitlab.example.com"},
      {"  https://gitlab.example.com//  ", "https://gitlab.example.com"},
      {"HTTPS://GitLab.Example.COM", "https://gitlab.example.com"},
      {"https://gitlab.example.com:443", "https://gitlab.example.com"},
      {"http://gitlab.example.com:8080/gitlab/", "http://gitlab.example.com:8080/gitlab"},
      {"https://gitlab.example.com/gitlab/api/v4/", "https://gitlab.example.com/gitlab"},
      {"https://gitlab.example.com/?private=1#top", "https://gitlab.example.com"},
      {"https://[::1]:3000", "https://[::1]:3000"},
  };
  for (const auto& [typed, base] : cases) EXPECT_EQ(gitlab(typed)->base_url(), base) << typed;
  EXPECT_EQ(gitlab("http://h:8080/gitlab")->user().request.url, "http://h:8080/gitlab/api/v4/user");
}

TEST(GitLabRequests, RefuseABaseUrlInWords) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "is empty"},
      {"   ", "is empty"},
      {"gitlab.example.com", "https://gitlab.example.com"},
      {"ftp://gitlab.example.com", ""},
      {"https://", ""},
      {"https://user:secret@gitlab.example.com", ""},
      {"user:secret@gitlab.example.com", "no scheme"},
      {"https://git lab", ""},
  };
  for (const auto& [typed, part] : cases) {
    const auto made = providers::make_provider(Host::kGitLab, typed);
    ASSERT_FALSE(made.ok()) << typed;
    EXPECT_EQ(made.error().code, Code::kBadArgument) << typed;
    EXPECT_NE(made.error().message.find(part), std::string::npos) << made.error().message;
    EXPECT_EQ(made.error().message.find("secret"), std::string::npos) << made.error().message;
  }
}

TEST(GitLabRequests, TheTokenIsAHeaderOnly) {
  http::Request request = gitlab()->user().request;
  gitlab()->authorize(request, "glpat-secret");
  EXPECT_EQ(request.headers.get("authorization"), "Bearer glpat-secret");
  EXPECT_EQ(request.url.find("secret"), std::string::npos);
}

TEST(GitLabRequests, Addresses) {
  const auto provider = gitlab();
  const std::string sha(40, 'a');
  const std::string old(40, 'b');
  EXPECT_EQ(provider->checks()[0].request.url, kApi + "/metadata");
  EXPECT_EQ(provider->checks()[1].request.url, kApi + "/version");
  EXPECT_EQ(provider->repositories({OwnerKind::kGroup, 7, "acme"}).request.url,
            kApi +
                "/groups/7/"
                "projects?include_subgroups=true&with_shared=false&order_by=last_activity_at&sort=desc&per_"
                "page=100");
  EXPECT_EQ(provider->repositories(*provider->likely_owner(" /acme/tools ")).request.url,
            kApi +
                "/groups/acme%2Ftools/"
                "projects?include_subgroups=true&with_shared=false&order_by=last_activity_at&sort=desc&per_"
                "page=100");
  for (const char* none : {"", " / ", "42"}) EXPECT_FALSE(provider->likely_owner(none)) << none;
  EXPECT_EQ(provider->repositories({OwnerKind::kUser, 3, "ada"}).request.url,
            kApi + "/users/3/projects?order_by=last_activity_at&sort=desc&per_page=100");
  EXPECT_EQ(provider->repositories({}).request.url,
            kApi + "/projects?membership=true&order_by=last_activity_at&sort=desc&per_page=100");
  EXPECT_EQ(provider->repository(42).request.url, kApi + "/projects/42");
  EXPECT_EQ(provider->branches(project42()).request.url,
            kApi + "/projects/42/repository/branches?pagination=keyset&per_page=100");
  EXPECT_EQ(provider->commits(project42(), {sha, {}}).request.url,
            kApi + "/projects/42/repository/commits?ref_name=" + sha + "&per_page=100");
  EXPECT_EQ(provider->commits(project42(), {sha, old}).request.url,
            kApi + "/projects/42/repository/commits?ref_name=" + old + ".." + sha + "&per_page=100");
  EXPECT_EQ(provider->commit_exists(project42(), sha).request.url,
            kApi + "/projects/42/repository/commits/" + sha + "?stats=false");
  EXPECT_EQ(provider->branches_with(project42(), sha)->request.url,
            kApi + "/projects/42/repository/commits/" + sha + "/refs?type=branch&per_page=100");
  EXPECT_EQ(provider->merge_requests(project42(), std::nullopt).request.url,
            kApi + "/projects/42/merge_requests?scope=all&order_by=updated_at&sort=asc&per_page=100");
  EXPECT_EQ(provider->merge_requests(project42(), Moment{1632131422, 120}).request.url,
            kApi +
                "/projects/42/merge_requests?scope=all&order_by=updated_at&sort=asc&per_page=100"
                "&updated_after=2021-09-20T09%3A50%3A22Z");
}

TEST(GitLabRequests, OwnersAreLookedForAsGroupThenAsUser) {
  const auto provider = gitlab();
  EXPECT_TRUE(provider->owner("").empty());
  EXPECT_TRUE(provider->owner(" / ").empty());

  const auto steps = provider->owner("/ada/");
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].request.url, kApi + "/groups/ada?with_projects=false");
  EXPECT_EQ(steps[1].request.url, kApi + "/users?username=ada");

  const auto subgroup = provider->owner("acme/space & more");
  ASSERT_EQ(subgroup.size(), 1U);
  EXPECT_EQ(subgroup[0].request.url, kApi + "/groups/acme%2Fspace%20%26%20more?with_projects=false");
}

TEST(GitLabRequests, OwnersAnswer) {
  const auto steps = gitlab()->owner("ada");
  const auto group = parse(steps[0], answer(200, R"({"id":7,"full_path":"Ada","projects":[]})"));
  ASSERT_TRUE(group.ok());
  EXPECT_EQ(group->kind, OwnerKind::kGroup);
  EXPECT_EQ(group->id, 7);
  EXPECT_EQ(group->path, "Ada");

  const auto user = parse(steps[1], answer(200, R"([{"id":1,"username":"adam"},{"id":3,"username":"ADA"}])"));
  ASSERT_TRUE(user.ok());
  EXPECT_EQ(user->kind, OwnerKind::kUser);
  EXPECT_EQ(user->id, 3);

  const auto nobody = parse(steps[1], answer(200, "[]"));
  ASSERT_FALSE(nobody.ok());
  EXPECT_EQ(nobody.error().code, Code::kNotFound);
  EXPECT_NE(nobody.error().message.find("https://gitlab.example.com has no group or user ada"),
            std::string::npos)
      << nobody.error().message;
}

TEST(GitLabRequests, VersionAndUser) {
  const auto version =
      parse(gitlab()->checks()[0], answer(200, R"({"version":"18.5.1-ee","kas":{"enabled":true}})"));
  ASSERT_TRUE(version.ok());
  EXPECT_EQ(version->version, "18.5.1-ee");
  const auto user = parse(gitlab()->user(), answer(200, R"({"id":3,"username":"ada","name":"Ada"})"));
  ASSERT_TRUE(user.ok());
  EXPECT_EQ(*user, "ada");
}

}  // namespace
}  // namespace dvcs::test
