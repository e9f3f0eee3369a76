#include "jni/smart_commit.hpp"

#include <gtest/gtest.h>

#include "request_support.hpp"

namespace dvcs::jni {
namespace {

using codec::test::smart_commit_request;

TEST(SmartCommitOverTheBoundary, AnswersWithWhatWasRead) {
  const auto answer = smart_commit(smart_commit_request("AB-1, AB-2 #time 1h 30m late #close #c++"));
  ASSERT_TRUE(answer);
  flatbuffers::Verifier verifier(reinterpret_cast<const std::uint8_t*>(answer->data()), answer->size());
  ASSERT_TRUE(verifier.VerifyBuffer<wire::SmartCommit>(nullptr));
  const auto* commit = flatbuffers::GetRoot<wire::SmartCommit>(answer->data());
  ASSERT_EQ(commit->commands()->size(), 2U);
  const auto* time = commit->commands()->Get(0);
  EXPECT_EQ(time->kind(), wire::CommandKind::Time);
  EXPECT_EQ(time->name()->str(), "time");
  EXPECT_EQ(time->argument()->str(), "1h 30m late");
  EXPECT_EQ(time->comment()->str(), "late");
  EXPECT_EQ(time->time()->str(), "1h 30m");
  EXPECT_EQ(time->seconds(), 5400);
  EXPECT_EQ(commit->commands()->Get(1)->kind(), wire::CommandKind::Transition);
  const auto* issues = commit->issues()->Get(time->issues());
  ASSERT_EQ(issues->keys()->size(), 2U);
  EXPECT_EQ(issues->keys()->Get(1)->str(), "AB-2");
  ASSERT_EQ(commit->problems()->size(), 1U);
  EXPECT_NE(commit->problems()->Get(0)->str().find("#c++"), std::string::npos);
}

TEST(SmartCommitOverTheBoundary, HasNothingToSayOfMostMessages) {
  const auto answer = smart_commit(smart_commit_request(""));
  ASSERT_TRUE(answer);
  EXPECT_EQ(flatbuffers::GetRoot<wire::SmartCommit>(answer->data())->commands()->size(), 0U);
}

TEST(SmartCommitOverTheBoundary, RefusesInWords) {
  const auto day = smart_commit(smart_commit_request("AB-1 #time 1d", 0));
  ASSERT_FALSE(day);
  EXPECT_EQ(day.error().code, base::Code::kBadArgument);
  EXPECT_NE(day.error().message.find("Hours per day"), std::string::npos);
  const auto other = smart_commit(codec::test::open_request({}));
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("no commit message"), std::string::npos);
}

}  // namespace
}  // namespace dvcs::jni
