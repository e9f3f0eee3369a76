// What a token and its user may do, at each forge.
#include <gtest/gtest.h>

#include "providers/common/git_access.hpp"
#include "providers/gitlab_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;

std::unique_ptr<providers::Provider> gitea() {
  return std::move(providers::make_provider(Host::kGitea, "https://gitea.example.com")).value();
}

TEST(Permissions, GitLabTellsATokenAboutItself) {
  const auto query = gitlab()->token();
  ASSERT_TRUE(query.has_value());
  EXPECT_EQ(query->request.url, "https://gitlab.example.com/api/v4/personal_access_tokens/self");
  const auto token = parse(
      *query,
      answer(200,
             R"({"id":1,"name":"jira","scopes":["read_api","x"],"active":true,"expires_at":"2027-01-01"})"));
  ASSERT_TRUE(token.ok());
  EXPECT_TRUE(token->described && token->active && token->reads && token->fetches);
  EXPECT_FALSE(token->manages_hooks);
  EXPECT_EQ(token->scopes, (std::vector<std::string>{"read_api", "x"}));
  EXPECT_EQ(token->expires, (Moment{1798761600, 0}));
}

TEST(Permissions, GitLabScopes) {
  struct Case {
    const char* scopes;
    bool reads, fetches, hooks;
  };
  const Case cases[] = {{R"("api")", true, true, true},
                        {R"("read_api")", true, true, false},
                        {R"("read_repository")", false, true, false},
                        {R"("write_repository","read_user")", false, true, false},
                        {R"("read_user")", false, false, false},
                        {"", false, false, false}};
  for (const Case& each : cases) {
    const auto token =
        parse(*gitlab()->token(), answer(200, std::string(R"({"scopes":[)") + each.scopes + "]}"));
    ASSERT_TRUE(token.ok()) << each.scopes;
    EXPECT_EQ(token->reads, each.reads) << each.scopes;
    EXPECT_EQ(token->fetches, each.fetches) << each.scopes;
    EXPECT_EQ(token->manages_hooks, each.hooks) << each.scopes;
  }
}

TEST(Permissions, GitLabTokensThatAreNotDescribed) {
  for (const int status : {400, 404}) {
    const auto token = parse(*gitlab()->token(), answer(status, R"({"message":"no"})"));
    ASSERT_TRUE(token.ok());
    EXPECT_FALSE(token->described);
  }
  const auto narrow =
      parse(*gitlab()->token(), answer(403, R"({"error":"insufficient_scope","scope":"api"})"));
  ASSERT_TRUE(narrow.ok());
  EXPECT_TRUE(narrow->described);
  EXPECT_FALSE(narrow->reads);
  EXPECT_EQ(parse(*gitlab()->token(), answer(403, R"({"message":"blocked"})")).error().code,
            Code::kForbidden);
  EXPECT_EQ(parse(*gitlab()->token(), answer(401, "{}")).error().code, Code::kUnauthorized);
  EXPECT_EQ(parse(*gitlab()->token(), answer(200, "<html>")).error().code, Code::kProtocol);
  EXPECT_FALSE(parse(*gitlab()->token(), answer(200, R"({"scopes":"api"})")).ok());
}

TEST(Permissions, GitLabRoles) {
  const auto query = gitlab()->hook_right(project42());
  EXPECT_EQ(query.request.url, "https://gitlab.example.com/api/v4/projects/42");
  const auto right = [&](const std::string& permissions) {
    return parse(query, answer(200, R"({"permissions":)" + permissions + "}")).value();
  };
  auto developer = right(R"({"project_access":{"access_level":30},"group_access":null})");
  EXPECT_TRUE(developer.known);
  EXPECT_FALSE(developer.may);
  EXPECT_EQ(developer.role, "Developer");
  EXPECT_TRUE(right(R"({"project_access":{"access_level":20},"group_access":{"access_level":40}})").may);
  EXPECT_EQ(right(R"({"project_access":{"access_level":50}})").role, "Owner");
  EXPECT_EQ(right(R"({"project_access":{"access_level":37}})").role, "access level 37");
  EXPECT_FALSE(right(R"({"project_access":null,"group_access":null})").known);
  EXPECT_FALSE(right("null").known);
  EXPECT_FALSE(parse(query, answer(200, R"({"permissions":{"project_access":{"access_level":"x"}}})")).ok());
}

TEST(Permissions, GroupsOfTheUser) {
  const auto query = gitlab()->groups();
  EXPECT_NE(query.request.url.find("min_access_level=10"), std::string::npos);
  const auto page = parse(query, answer(200, R"([{"full_path":"a/b"},{"id":1}])"));
  EXPECT_EQ(page->items, std::vector<std::string>{"a/b"});
  EXPECT_EQ(page->skipped.size(), 1U);
  EXPECT_EQ(parse(gitea()->groups(), answer(200, R"([{"username":"acme"}])"))->items,
            std::vector<std::string>{"acme"});
}

TEST(Permissions, GiteaTellsTheRoleButNothingOfTokens) {
  EXPECT_FALSE(gitea()->token().has_value());
  const auto query = gitea()->hook_right(project42());
  EXPECT_EQ(query.request.url, "https://gitea.example.com/api/v1/repositories/42");
  const auto right = [&](const std::string& body) { return parse(query, answer(200, body)).value(); };
  EXPECT_TRUE(right(R"({"permissions":{"admin":true,"push":true,"pull":true}})").may);
  EXPECT_EQ(right(R"({"permissions":{"admin":false,"push":true}})").role, "writer");
  EXPECT_EQ(right(R"({"permissions":{"admin":false,"push":false}})").role, "reader");
  EXPECT_FALSE(right("{}").known);
  EXPECT_EQ(parse(query, answer(404, R"({"message":"no"})")).error().code, Code::kNotFound);
}

TEST(Permissions, CloneAddressesStayWithTheServerThatWasNamed) {
  Repository repository = project42();
  repository.clone_url = "https://gitlab.example.com/other.git";
  EXPECT_EQ(providers::clone_url("https://gitlab.example.com", repository), repository.clone_url);
  repository.clone_url = "https://internal.example.com/other.git";
  EXPECT_EQ(providers::clone_url("https://gitlab.example.com/root", repository),
            "https://gitlab.example.com/root/acme/space/orbit-planner.git");
  repository.clone_url.clear();
  EXPECT_EQ(providers::clone_url("https://gitlab.example.com", repository),
            "https://gitlab.example.com/acme/space/orbit-planner.git");
}

}  // namespace
}  // namespace dvcs::test
