#include <gtest/gtest.h>

#include "providers/gitlab_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;
using providers::HookPlace;

const std::string kBase = "https://gitlab.example.com/api/v4";
const HookPlace kProject{{}, project42()};
const HookPlace kGroup{"acme/space", {}};

providers::WantedHook wanted() {
  providers::WantedHook hook;
  hook.url = "https://jira.example.com/hook/1";
  hook.secret = "whsec_AAAA";
  hook.kinds = {HookKind::kPush, HookKind::kTagPush, HookKind::kMergeRequest, HookKind::kRepository};
  return hook;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// As GitLab 19 answers, shortened.
const std::string kHook =
    R"({"id":7,"url":"https://jira.example.com/hook/1","name":"Jira","description":null,
    "created_at":"2026-01-01T00:00:00.000Z","push_events":true,"tag_push_events":true,
    "merge_requests_events":true,"repository_update_events":false,"enable_ssl_verification":true,
    "alert_status":"temporarily_disabled","disabled_until":"2026-11-21T18:00:00.000Z","url_variables":[],
    "push_events_branch_filter":null,"branch_filter_strategy":"all_branches","project_id":42,
    "issues_events":false,"token_present":false,"signing_token_present":true})";

TEST(GitLabHooks, AreListed) {
  const auto forge = gitlab();
  EXPECT_EQ(forge->hooks(kProject).request.url, kBase + "/projects/42/hooks?per_page=100");
  EXPECT_EQ(forge->hooks(kGroup).request.url, kBase + "/groups/acme%2Fspace/hooks?per_page=100");
  const auto page =
      parse(forge->hooks(kProject),
            answer(200, "[" + kHook + R"(,{"id":"x"},{"id":8,"url":"https://x/"}])", {{"X-Next-Page", "2"}}));
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->items.size(), 2U);
  EXPECT_EQ(page->skipped.size(), 1U);
  EXPECT_TRUE(page->next);
  const providers::Hook& hook = page->items[0];
  EXPECT_EQ(hook.id, 7);
  EXPECT_EQ(hook.url, "https://jira.example.com/hook/1");
  EXPECT_EQ(hook.kinds,
            (std::vector<HookKind>{HookKind::kPush, HookKind::kTagPush, HookKind::kMergeRequest}));
  EXPECT_EQ(hook.state, HookState::kPaused);
  EXPECT_EQ(hook.paused_until, (Moment{1795284000, 0}));
  EXPECT_EQ(hook.has_token, false);
  EXPECT_EQ(hook.signs, true);
  EXPECT_FALSE(hook.filtered);
  const providers::Hook& old = page->items[1];  // a version that says little
  EXPECT_EQ(old.state, HookState::kUnknown);
  EXPECT_EQ(old.has_token, std::nullopt);
  EXPECT_EQ(old.signs, std::nullopt);
}

TEST(GitLabHooks, TellHowTheyStand) {
  const auto state = [](const std::string& more) {
    return parse(gitlab()->hooks(kProject), answer(200, R"([{"id":1,"url":"u")" + more + "}]"))->items.at(0);
  };
  EXPECT_EQ(state(R"(,"alert_status":"executable","disabled_until":null)").state, HookState::kWorking);
  EXPECT_EQ(state(R"(,"alert_status":"disabled")").state, HookState::kDisabled);
  EXPECT_EQ(state(R"(,"alert_status":"new word")").state, HookState::kUnknown);
  EXPECT_TRUE(state(R"(,"push_events_branch_filter":"main")").filtered);
  EXPECT_FALSE(state(R"(,"push_events_branch_filter":"")").filtered);
}

TEST(GitLabHooks, AreMade) {
  const auto query = gitlab()->create_hook(kProject, wanted());
  EXPECT_EQ(query.request.method, http::Method::kPost);
  EXPECT_EQ(query.request.url, kBase + "/projects/42/hooks");
  EXPECT_EQ(query.request.headers.get("Content-Type"), "application/json");
  EXPECT_FALSE(query.request.repeatable);
  const std::string& body = query.request.body;
  for (const char* part :
       {R"("url":"https://jira.example.com/hook/1")", R"("push_events":true)", R"("tag_push_events":true)",
        R"("merge_requests_events":true)", R"("token":"whsec_AAAA")", R"("enable_ssl_verification":true)"})
    EXPECT_TRUE(has(body, part)) << part << " in " << body;
  EXPECT_FALSE(has(body, "signing_token"));
  EXPECT_FALSE(has(body, "project_events"));
  EXPECT_TRUE(has(gitlab()->create_hook(kGroup, wanted()).request.body, R"("project_events":true)"));
  const auto made = parse(query, answer(201, kHook));
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->id, 7);
}

// The secret itself must not travel beside a signature.
TEST(GitLabHooks, SignInsteadOfCarryingTheSecret) {
  auto hook = wanted();
  hook.sign = true;
  hook.verify_certificate = false;
  for (const auto& query :
       {gitlab()->create_hook(kProject, hook), *gitlab()->update_hook(kProject, 7, hook)}) {
    EXPECT_TRUE(has(query.request.body, R"("signing_token":"whsec_AAAA")"));
    EXPECT_TRUE(has(query.request.body, R"("token":"")"));
  }
  EXPECT_TRUE(has(gitlab()->create_hook(kProject, hook).request.body, R"("enable_ssl_verification":false)"));
}

TEST(GitLabHooks, AreChanged) {
  const auto query = gitlab()->update_hook(kGroup, 7, wanted());
  ASSERT_TRUE(query);
  EXPECT_EQ(query->request.method, http::Method::kPut);
  EXPECT_EQ(query->request.url, kBase + "/groups/acme%2Fspace/hooks/7");
  EXPECT_TRUE(query->request.repeatable);
  EXPECT_TRUE(has(query->request.body, R"("branch_filter_strategy":"all_branches")"));
  // What an administrator has set at GitLab stays.
  EXPECT_FALSE(has(query->request.body, "enable_ssl_verification"));
}

TEST(GitLabHooks, AreDeleted) {
  const auto query = gitlab()->delete_hook(kProject, 7);
  EXPECT_EQ(query.request.method, http::Method::kDelete);
  EXPECT_EQ(query.request.url, kBase + "/projects/42/hooks/7");
  EXPECT_EQ(parse(query, answer(204, "")).value(), true);
  EXPECT_EQ(parse(query, answer(404, R"({"message":"404 Not found"})")).value(), false);
  EXPECT_EQ(parse(query, answer(403, "{}")).error().code, Code::kForbidden);
}

TEST(GitLabHooks, AreTested) {
  const auto query = gitlab()->test_hook(kProject, 7);
  ASSERT_TRUE(query);
  EXPECT_EQ(query->request.method, http::Method::kPost);
  EXPECT_EQ(query->request.url, kBase + "/projects/42/hooks/7/test/push_events");
  const auto test = [&](int status, const std::string& body) {
    return parse(*query, answer(status, body)).value();
  };
  EXPECT_TRUE(test(201, R"({"message":"201 Created"})").delivered);
  const auto failed = test(422, R"({"message":"execution expired"})");
  EXPECT_TRUE(failed.tried);
  EXPECT_FALSE(failed.delivered);
  EXPECT_EQ(failed.said, "execution expired");
  for (const int status : {404, 405, 429}) EXPECT_FALSE(test(status, "{}").tried) << status;
  // What GitLab says where it has nothing to make a test of.
  EXPECT_FALSE(test(422, R"({"message":"Ensure the project has at least one commit."})").tried);
  EXPECT_FALSE(test(422, R"({"message":"Ensure the group has a project with commits."})").tried);
  EXPECT_EQ(parse(*query, answer(401, "{}")).error().code, Code::kUnauthorized);
}

TEST(GitLabHooks, TellOfTheirLastDelivery) {
  const auto query = gitlab()->hook_deliveries(kProject, 7);
  ASSERT_TRUE(query);
  EXPECT_EQ(query->request.url, kBase + "/projects/42/hooks/7/events?per_page=1");
  const auto status = [&](const std::string& row) {
    return parse(*query, answer(200, "[" + row + "]"))->items.at(0).status;
  };
  EXPECT_EQ(status(R"({"id":1,"response_status":"200"})"), "200");
  EXPECT_EQ(status(R"({"id":1,"response_status":503})"), "503");
  EXPECT_EQ(status(R"({"id":1,"response_status":"internal error"})"), "internal error");
  EXPECT_TRUE(parse(*query, answer(404, "{}"))->items.empty());
  EXPECT_TRUE(parse(*query, answer(200, "[]"))->items.empty());
}

struct Refused {
  HookPlace place;
  int status;
  std::string body;
  Code code;
  std::string part;
};

TEST(GitLabHooks, RefusalsSayWhatToDo) {
  const Refused refusals[] = {
      {kProject, 403, R"({"message":"403 Forbidden"})", Code::kForbidden, "role Maintainer"},
      {kGroup, 403, R"({"message":"403 Forbidden"})", Code::kForbidden, "role Owner"},
      {kProject, 403, R"({"error":"insufficient_scope","scope":"api"})", Code::kBadArgument, "the scope api"},
      {kGroup, 403, R"({"error":"insufficient_scope","scope":"api"})", Code::kBadArgument, "the scope api"},
      {kGroup, 404, R"({"error":"404 Not Found"})", Code::kNotFound, "GitLab Premium"},
      {kGroup, 404, R"({"message":"404 Not Found"})", Code::kNotFound, "GitLab Premium"},
      {kGroup, 404, R"({"message":"404 Group Not Found"})", Code::kNotFound, "not a member"},
      {kProject, 404, R"({"message":"404 Project Not Found"})", Code::kNotFound, "not a member"},
      {kProject, 401, R"({"message":"401 Unauthorized"})", Code::kUnauthorized, "token was refused"},
      {kProject, 422, R"({"error":"Invalid url given"})", Code::kRejected, "Outbound requests"},
      {kProject, 422, R"({"message":"Url is blocked: Requests to the local network are not allowed"})",
       Code::kRejected, "Outbound requests"},
      {kProject, 422, R"({"message":{"base":["Maximum number of project hooks (100) exceeded"]}})",
       Code::kRejected, "nobody needs"},
      {kProject, 500, "oops", Code::kServer, "next run"},
      {kProject, 200, "<html>", Code::kProtocol, "HTML"},
  };
  for (const Refused& each : refusals) {
    SCOPED_TRACE(std::to_string(each.status) + " " + each.body);
    for (const base::Error& error :
         {parse(gitlab()->create_hook(each.place, wanted()), answer(each.status, each.body)).error(),
          parse(gitlab()->hooks(each.place), answer(each.status, each.body)).error()}) {
      EXPECT_EQ(error.code, each.code) << error.message;
      EXPECT_TRUE(has(error.message, each.part)) << error.message;
      EXPECT_TRUE(error.message.ends_with('.')) << error.message;
      EXPECT_FALSE(has(error.message, "whsec_")) << error.message;
      EXPECT_FALSE(has(error.message, "..")) << error.message;
    }
  }
}

}  // namespace
}  // namespace dvcs::test
