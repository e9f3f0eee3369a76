#include "jni/verify_hook.hpp"

#include <gtest/gtest.h>

#include "request_support.hpp"

namespace dvcs::jni {
namespace {

using codec::test::Hook;
using codec::test::hook_request;

class VerifyHookOverTheBoundary : public testing::Test {
 protected:
  const wire::HookEvent& ask(const Hook& hook) {
    auto answer = verify_hook(hook_request(hook));
    EXPECT_TRUE(answer);
    bytes_ = std::move(*answer);
    flatbuffers::Verifier verifier(reinterpret_cast<const std::uint8_t*>(bytes_.data()), bytes_.size());
    EXPECT_TRUE(verifier.VerifyBuffer<wire::HookEvent>(nullptr));
    return *flatbuffers::GetRoot<wire::HookEvent>(bytes_.data());
  }

 private:
  std::vector<std::byte> bytes_;
};

TEST_F(VerifyHookOverTheBoundary, AnswersWithWhatTheDeliveryTells) {
  const std::string id(40, 'a');
  const auto& event = ask(
      {.headers = {{"X-Gitlab-Token", "old"}, {"Idempotency-Key", "key-1"}},
       .secrets = {"new", "old"},
       .body = R"({"object_kind":"push","project_id":15,"project":{"path_with_namespace":"g/p"},)"
               R"("ref":"refs/heads/main","before":"0000000000000000000000000000000000000000","after":")" +
               id +
               R"(","user_id":4,"user_username":"ann","user_name":"Ann","user_email":"a@x",)"
               R"("total_commits_count":21})"});
  EXPECT_EQ(event.outcome(), wire::HookOutcome::Accepted);
  EXPECT_EQ(event.why()->str(), "");
  EXPECT_EQ(event.secret(), 1U);
  EXPECT_EQ(event.delivery()->str(), "key-1");
  EXPECT_EQ(event.kind(), wire::HookKind::Push);
  EXPECT_EQ(event.name()->str(), "push");
  EXPECT_EQ(event.repository_id(), 15);
  EXPECT_EQ(event.repository_path()->str(), "g/p");
  ASSERT_EQ(event.refs()->size(), 1U);
  EXPECT_EQ(event.refs()->Get(0)->ref()->str(), "refs/heads/main");
  EXPECT_EQ(event.refs()->Get(0)->before(), nullptr);
  EXPECT_EQ(event.refs()->Get(0)->after()->size(), 20U);
  EXPECT_TRUE(event.refs_complete());
  EXPECT_EQ(event.user_id(), 4);
  EXPECT_EQ(event.user()->str(), "ann");
  EXPECT_EQ(event.user_name()->str(), "Ann");
  EXPECT_EQ(event.user_email()->str(), "a@x");
  EXPECT_EQ(event.commits(), 21);
}

TEST_F(VerifyHookOverTheBoundary, TellsNothingOfWhatIsRefused) {
  const auto& event = ask({.secrets = {"other"}});
  EXPECT_EQ(event.outcome(), wire::HookOutcome::Refused);
  EXPECT_NE(event.why()->str(), "");
  EXPECT_EQ(event.name(), nullptr);
  EXPECT_EQ(event.refs(), nullptr);
  EXPECT_EQ(event.repository_id(), 0);
  EXPECT_EQ(event.kind(), wire::HookKind::Other);
}

TEST_F(VerifyHookOverTheBoundary, TellsUnreadableFromUninteresting) {
  EXPECT_EQ(ask({.body = "{"}).outcome(), wire::HookOutcome::Unreadable);
  const auto& other = ask({.body = R"({"object_kind":"pipeline"})"});
  EXPECT_EQ(other.outcome(), wire::HookOutcome::Accepted);
  EXPECT_EQ(other.kind(), wire::HookKind::Other);
  EXPECT_EQ(other.name()->str(), "pipeline");
  const auto& odd = ask({.body = R"({"object_kind":"push","project_id":3,"user_id":"x"})"});
  EXPECT_EQ(odd.outcome(), wire::HookOutcome::Accepted);
  EXPECT_EQ(odd.kind(), wire::HookKind::Push);
  EXPECT_NE(odd.why()->str(), "");
}

TEST_F(VerifyHookOverTheBoundary, LongNamesAreCut) {
  const auto& event = ask({.body = R"({"object_kind":"push","project_id":3,"user_name":")" +
                                   std::string(1'000'000, 'x') + "\"}"});
  EXPECT_EQ(event.user_name()->size(), 4096U);
}

TEST_F(VerifyHookOverTheBoundary, RefusesARequestThatIsNone) {
  EXPECT_FALSE(verify_hook(codec::test::open_request({})));
}

}  // namespace
}  // namespace dvcs::jni
