#include <gtest/gtest.h>

#include "providers/gitea_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;
using providers::HookPlace;

const std::string kBase = "https://gitea.example.com/api/v1";
const HookPlace kRepository{{}, orbit()};
const HookPlace kOrganisation{"acme", {}};

providers::WantedHook wanted() {
  providers::WantedHook hook;
  hook.url = "https://jira.example.com/hook/1";
  hook.secret = "whsec_AAAA";
  hook.kinds = {HookKind::kPush, HookKind::kTagPush, HookKind::kMergeRequest};
  return hook;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string row(const std::string& events, const std::string& more = "") {
  return R"([{"id":3,"type":"gitea","branch_filter":"*","config":{"content_type":"json",)"
         R"("url":"https://jira.example.com/hook/1"},"events":[)" +
         events + R"(],"active":true)" + more + "}]";
}

providers::Hook read(const std::string& body) {
  return parse(gitea()->hooks(kRepository), answer(200, body))->items.at(0);
}

const std::string kAll =
    R"("create","delete","push","pull_request","pull_request_sync","repository","issues")";

TEST(GiteaHooks, AreListed) {
  EXPECT_EQ(gitea()->hooks(kRepository).request.url, kBase + "/repos/acme/orbit/hooks?limit=50");
  EXPECT_EQ(gitea()->hooks(kOrganisation).request.url, kBase + "/orgs/acme/hooks?limit=50");
  const providers::Hook hook = read(row(kAll));
  EXPECT_EQ(hook.id, 3);
  EXPECT_EQ(hook.url, "https://jira.example.com/hook/1");
  EXPECT_EQ(hook.kinds, (std::vector<HookKind>{HookKind::kPush, HookKind::kTagPush, HookKind::kMergeRequest,
                                               HookKind::kRepository}));
  EXPECT_EQ(hook.state, HookState::kWorking);
  EXPECT_FALSE(hook.filtered);
  EXPECT_EQ(hook.signs, std::nullopt);
  EXPECT_TRUE(parse(gitea()->hooks(kRepository), answer(200, "null"))->items.empty());
}

TEST(GiteaHooks, TellWhatIsMissing) {
  EXPECT_TRUE(read(row(R"("push")")).kinds.empty());  // what is made or deleted would be missed
  EXPECT_EQ(read(row(R"("push","create","delete","pull_request")")).kinds.size(), 2U);
  EXPECT_TRUE(
      read(R"([{"id":3,"config":{"url":"u","content_type":"form"},"active":true,"events":[]}])").filtered);
  EXPECT_TRUE(
      read(R"([{"id":3,"config":{"url":"u","content_type":"json"},"branch_filter":"main","active":true}])")
          .filtered);
  EXPECT_EQ(read(R"([{"id":3,"config":{"url":"u","content_type":"json"},"active":false}])").state,
            HookState::kDisabled);
}

TEST(GiteaHooks, AreMade) {
  const auto query = gitea()->create_hook(kRepository, wanted());
  EXPECT_EQ(query.request.method, http::Method::kPost);
  EXPECT_EQ(query.request.url, kBase + "/repos/acme/orbit/hooks");
  EXPECT_FALSE(query.request.repeatable);
  EXPECT_EQ(query.request.headers.get("Content-Type"), "application/json");
  EXPECT_EQ(query.request.body,
            R"({"type":"gitea","active":true,"branch_filter":"*","events":["push","create","delete",)"
            R"("pull_request"],"config":{"url":"https://jira.example.com/hook/1","content_type":"json",)"
            R"("secret":"whsec_AAAA"}})");
  auto more = wanted();
  more.kinds = {HookKind::kRepository};
  EXPECT_TRUE(has(gitea()->create_hook(kOrganisation, more).request.body, R"("events":["repository"])"));
}

// A Gitea takes a change of the secret and keeps the old one.
TEST(GiteaHooks, AreNotChanged) {
  EXPECT_FALSE(gitea()->update_hook(kRepository, 3, wanted()));
  EXPECT_FALSE(gitea()->hook_deliveries(kRepository, 3));
}

TEST(GiteaHooks, AreDeletedAndTested) {
  const auto gone = gitea()->delete_hook(kRepository, 3);
  EXPECT_EQ(gone.request.method, http::Method::kDelete);
  EXPECT_EQ(gone.request.url, kBase + "/repos/acme/orbit/hooks/3");
  EXPECT_TRUE(parse(gone, answer(204, "")).value());
  EXPECT_FALSE(parse(gone, answer(404, R"({"message":"no"})")).value());
  const auto test = gitea()->test_hook(kRepository, 3);
  ASSERT_TRUE(test);
  EXPECT_EQ(test->request.method, http::Method::kPost);
  EXPECT_EQ(test->request.url, kBase + "/repos/acme/orbit/hooks/3/tests");
  EXPECT_TRUE(parse(*test, answer(204, ""))->delivered);
  EXPECT_FALSE(parse(*test, answer(404, "{}"))->tried);
  EXPECT_FALSE(gitea()->test_hook(kOrganisation, 3));
}

TEST(GiteaHooks, RefusalsSayWhatToDo) {
  struct Refused {
    HookPlace place;
    int status;
    std::string body;
    Code code;
    std::string part;
  };
  const Refused refusals[] = {
      {kRepository, 403,
       R"({"message":"user should be an owner or a collaborator with admin write of a repository"})",
       Code::kForbidden, "administrator access"},
      {kOrganisation, 403, R"({"message":"Must be an organization owner"})", Code::kForbidden, "team Owners"},
      {kRepository, 403,
       R"({"message":"token does not have at least one of required scopes: [write:repository]"})",
       Code::kBadArgument, "write:repository"},
      {kOrganisation, 403, R"({"message":"token does not have at least one of required scopes"})",
       Code::kForbidden, "write:organization"},
      {kOrganisation, 404, R"({"message":"no"})", Code::kNotFound, "Each repository"},
      {kRepository, 404, R"({"message":"no"})", Code::kNotFound, "not a member"},
      {kRepository, 422, R"({"message":"Invalid content type"})", Code::kRejected, "Invalid content type"},
      {kRepository, 401, "{}", Code::kUnauthorized, "token was refused"},
  };
  for (const Refused& each : refusals) {
    const base::Error error =
        parse(gitea()->create_hook(each.place, wanted()), answer(each.status, each.body)).error();
    EXPECT_EQ(error.code, each.code) << error.message;
    EXPECT_TRUE(has(error.message, each.part)) << error.message;
    EXPECT_TRUE(error.message.ends_with('.')) << error.message;
    EXPECT_FALSE(has(error.message, "whsec_")) << error.message;
  }
}

}  // namespace
}  // namespace dvcs::test
