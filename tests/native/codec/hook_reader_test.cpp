#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codec/request_reader.hpp"
#include "request_support.hpp"

namespace dvcs::codec {
namespace {

using testing::HasSubstr;
using testing::Not;

template <class T>
std::string refusal(const base::Result<T>& result) {
  EXPECT_FALSE(result.ok());
  if (result.ok()) return "";
  EXPECT_EQ(result.error().code, base::Code::kBadArgument);
  return result.error().message;
}

TEST(HookReader, ReadsADelivery) {
  const auto hook = read_verify_hook(test::hook_request({.forge = wire::Host::Gitea,
                                                         .headers = {{"A", "1"}, {"A", "2"}, {"", ""}},
                                                         .secrets = {"new", "old", ""},
                                                         .body = std::string("\0\xff", 2),
                                                         .now = 5,
                                                         .window = 60}));
  ASSERT_TRUE(hook.ok()) << hook.error().message;
  EXPECT_EQ(hook->forge, Host::kGitea);
  EXPECT_EQ(hook->headers,
            (std::vector<std::pair<std::string, std::string>>{{"A", "1"}, {"A", "2"}, {"", ""}}));
  EXPECT_EQ(hook->secrets, (std::vector<std::string>{"new", "old", ""}));
  EXPECT_EQ(hook->body, std::string("\0\xff", 2));
  EXPECT_EQ(hook->now, 5);
  EXPECT_EQ(hook->window_seconds, 60);
}

TEST(HookReader, RefusesADeliveryThatMakesNoSense) {
  EXPECT_THAT(refusal(read_verify_hook(test::hook_request({.forge = wire::Host::Unknown}))),
              HasSubstr("host"));
  EXPECT_THAT(refusal(read_verify_hook(test::hook_request({.now = -1}))), HasSubstr("negative"));
  EXPECT_THAT(refusal(read_verify_hook(test::hook_request({.window = -1}))), HasSubstr("negative"));
  test::Hook many;
  many.headers.assign(501, {"a", "b"});
  EXPECT_THAT(refusal(read_verify_hook(test::hook_request(many))), HasSubstr("500 headers"));
  EXPECT_THAT(
      refusal(read_verify_hook(test::hook_request({.secrets = std::vector<std::string>(17, "t0psecret")}))),
      testing::AllOf(HasSubstr("16 secrets"), Not(HasSubstr("t0psecret"))));
  EXPECT_THAT(refusal(read_verify_hook(test::open_request())), HasSubstr("no delivery"));
}

TEST(HookReader, ReadsWhatShallStand) {
  auto job = read_submit(test::ensure_hooks_request());
  ASSERT_TRUE(job.ok()) << job.error().message;
  const auto& hooks = std::get<EnsureHooks>(job->job);
  EXPECT_EQ(hooks.group, "acme/space");
  ASSERT_EQ(hooks.repositories.size(), 1U);
  EXPECT_EQ(hooks.repositories[0].id, 5);
  EXPECT_EQ(hooks.url, "https://jira.example.com/hook/1");
  EXPECT_EQ(hooks.former_urls, std::vector<std::string>{"https://old.example.com/hook/1"});
  EXPECT_EQ(hooks.secret, "whsec_AAAA");
  EXPECT_EQ(hooks.kinds, (std::vector<HookKind>{HookKind::kPush, HookKind::kTagPush, HookKind::kMergeRequest,
                                                HookKind::kRepository}));
  ASSERT_EQ(hooks.known.size(), 1U);
  EXPECT_EQ(hooks.known[0].repository_id, 5);
  EXPECT_EQ(hooks.known[0].hook_id, 77);
  EXPECT_FALSE(hooks.verify_certificate);
  EXPECT_TRUE(hooks.look_only);
}

TEST(HookReader, ReadsWhatShallGo) {
  auto job = read_submit(test::remove_hooks_request());
  ASSERT_TRUE(job.ok()) << job.error().message;
  const auto& hooks = std::get<RemoveHooks>(job->job);
  EXPECT_EQ(hooks.group, "acme/space");
  EXPECT_EQ(hooks.urls, std::vector<std::string>{"https://jira.example.com/hook/1"});
  EXPECT_EQ(hooks.known.size(), 1U);
}

TEST(HookReader, RefusesJobsThatMakeNoSense) {
  const auto ensure = [](const test::Hooks& hooks) {
    return refusal(read_submit(test::ensure_hooks_request(hooks)));
  };
  EXPECT_THAT(ensure({.group = "a\nb"}), HasSubstr("group"));
  EXPECT_THAT(ensure({.repository = 0}), HasSubstr("id is not positive"));
  EXPECT_THAT(ensure({.urls = {}}), HasSubstr("URL"));
  EXPECT_THAT(ensure({.urls = {"https://x\n"}}), HasSubstr("URL"));
  EXPECT_THAT(ensure({.former = {""}}), HasSubstr("URL"));
  EXPECT_THAT(ensure({.secret = ""}), HasSubstr("secret"));
  EXPECT_THAT(ensure({.secret = "t0p\nsecret"}), testing::AllOf(HasSubstr("secret"), Not(HasSubstr("t0p"))));
  EXPECT_THAT(ensure({.kinds = {}}), HasSubstr("nothing"));
  EXPECT_THAT(ensure({.kinds = {wire::HookKind::Ping}}), HasSubstr("none can be asked for"));
  EXPECT_THAT(ensure({.known = 0}), HasSubstr("not positive"));
  EXPECT_THAT(refusal(read_submit(test::remove_hooks_request({.urls = {}}))), HasSubstr("no URL"));
  EXPECT_THAT(refusal(read_submit(test::remove_hooks_request({.urls = {"a\tb"}}))), HasSubstr("URL"));
}

}  // namespace
}  // namespace dvcs::codec
