// Both jobs as a session runs them.
#include <gtest/gtest.h>

#include "support/scripted_transport.hpp"
#include "sync/caller.hpp"
#include "sync/engine.hpp"

namespace dvcs::test {
namespace {

TEST(HookJobs, RunOnASession) {
  ScriptedTransport transport;
  std::vector<std::string> asked;
  transport.respond([&](const http::Request& request) {
    EXPECT_EQ(request.headers.get("Authorization"), "Bearer glpat-x");
    const bool list = request.method == http::Method::kGet;
    asked.push_back((list ? "GET " : "CHANGE ") + request.url);
    if (list) return reply(200, R"([{"id":9,"url":"https://jira.example.com/hook/1"}])");
    if (request.method == http::Method::kDelete) return reply(204);
    return reply(200, R"({"id":9,"url":"https://jira.example.com/hook/1","push_events":true})");
  });
  Recorder recorder;
  SessionOptions options;
  options.url = "https://h";
  options.token = "glpat-x";
  sync::Engine engine(transport, std::move(providers::make_provider(Host::kGitLab, "https://h")).value(),
                      options, recorder);
  EnsureHooks ensure;
  ensure.repositories.emplace_back().id = 5;
  ensure.url = "https://jira.example.com/hook/1";
  ensure.secret = "plain";
  ensure.kinds = {HookKind::kPush};
  engine.start(1, ensure);
  transport.run();
  ASSERT_EQ(recorder.all<Finished>().size(), 1U);
  EXPECT_EQ(recorder.all<Finished>()[0].error, "");
  ASSERT_EQ(recorder.all<HookStanding>().size(), 1U);
  EXPECT_EQ(recorder.all<HookStanding>()[0].repository_id, 5);
  EXPECT_EQ(recorder.all<HookStanding>()[0].hook_id, 9);
  EXPECT_EQ(recorder.all<HookStanding>()[0].change, HookChange::kUpdated);

  RemoveHooks remove;
  remove.repositories.emplace_back().id = 5;
  remove.urls = {"https://jira.example.com/hook/1"};
  engine.start(2, remove);
  transport.run();
  ASSERT_EQ(recorder.all<HookStanding>().size(), 2U);
  EXPECT_EQ(recorder.all<HookStanding>()[1].change, HookChange::kRemoved);
  EXPECT_EQ(recorder.all<Finished>().size(), 2U);
  EXPECT_EQ(asked.front(), "GET https://h/api/v4/projects/5/hooks?per_page=100");
  EXPECT_EQ(asked.back(), "CHANGE https://h/api/v4/projects/5/hooks/9");
}

}  // namespace
}  // namespace dvcs::test
