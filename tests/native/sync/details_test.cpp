// LoadDetails, answer by answer.
#include <deque>

#include "sync/forge_script.hpp"

namespace dvcs::test {
namespace {

using base::Code;

TEST_F(DetailsTest, PagesAreJoinedAndTheFirstFilesKept) {
  job.commits = {one};
  int page = 0;
  const base::Status status = load([&](const std::string&) {
    std::string body;
    for (int i = 0; i < 40; ++i)
      body += std::string(i > 0 ? "," : "") + R"({"new_path":"f)" + std::to_string(page * 40 + i) +
              R"(","diff":"@@\n+x\n-y\n-z"})";
    http::Response response = reply(200, "[" + body + "]");
    if (++page < 3) response.headers.add("X-Next-Page", std::to_string(page + 1));
    return response;
  });
  ASSERT_TRUE(status.ok());
  const auto changes = recorder.all<CommitChanges>();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].files_changed, 120);
  EXPECT_EQ(changes[0].added_lines, 120);
  EXPECT_EQ(changes[0].removed_lines, 240);
  EXPECT_TRUE(changes[0].complete);
  EXPECT_EQ(changes[0].files.size(), 50U);
  EXPECT_EQ(changes[0].files.back().path, "f49");
}

TEST_F(DetailsTest, AListWithoutEndIsBrokenOff) {
  job.commits = {one};
  int page = 1;
  ASSERT_TRUE(load([&](const std::string&) {
                http::Response response = reply(200, R"([{"new_path":"f"}])");
                response.headers.add("X-Next-Page", std::to_string(++page));
                return response;
              }).ok());
  EXPECT_LE(asked.size(), 30U);
  EXPECT_FALSE(recorder.all<CommitChanges>().at(0).complete);
}

TEST_F(DetailsTest, AnItemThatFailsDoesNotStopTheOthers) {
  job.commits = {one, two};
  job.merge_requests = {3, 4};
  const base::Status status = load([&](const std::string& url) {
    if (has(url, one)) return reply(500, "oops");
    if (has(url, two)) return reply(404, R"({"message":"404 Commit Not Found"})");
    if (has(url, "/3/")) return reply(404, R"({"message":"404 Not found"})");
    if (has(url, "/approvals")) return reply(403, R"({"message":"403 Forbidden"})");
    return reply(200, R"([{"user":{"username":"a"},"state":"reviewed"}])");
  });
  ASSERT_TRUE(status.ok());
  ASSERT_EQ(recorder.all<Skipped>().size(), 1U);
  EXPECT_TRUE(has(recorder.all<Skipped>()[0].what, one));
  const auto gone = recorder.all<Deleted>();
  ASSERT_EQ(gone.size(), 2U);
  EXPECT_EQ(gone[0].kind, DeletedKind::kCommit);
  EXPECT_EQ(gone[0].id, two);
  EXPECT_EQ(gone[1].kind, DeletedKind::kMergeRequest);
  EXPECT_EQ(gone[1].id, "3");
  const auto reviews = recorder.all<MergeRequestReview>();
  ASSERT_EQ(reviews.size(), 1U);
  EXPECT_EQ(reviews[0].iid, 4);
  EXPECT_EQ(reviews[0].reviewers.at(0).state, ReviewState::kReviewed);
  EXPECT_FALSE(reviews[0].approved);
}

TEST_F(DetailsTest, ARefusedTokenOrALostNetworkEndsIt) {
  job.commits = {one, two};
  EXPECT_EQ(load([](const std::string&) { return reply(401, "{}"); }).error().code, Code::kUnauthorized);
  EXPECT_EQ(asked.size(), 1U);
  EXPECT_EQ(load([](const std::string&) {
              return base::Result<http::Response>(base::Error{Code::kUnreachable, "no"});
            })
                .error()
                .code,
            Code::kUnreachable);
  EXPECT_EQ(asked.size(), 2U);
  EXPECT_TRUE(recorder.all<Skipped>().empty());
}

TEST_F(DetailsTest, TheApprovalCountsMoreThanTheReview) {
  job.merge_requests = {4};
  ASSERT_TRUE(load([](const std::string& url) {
                return has(url, "/approvals")
                           ? reply(200, R"({"approved":true,"approved_by":[{"user":{"username":"a"}},
                                   {"user":{"username":"z","name":"Z"}}]})")
                           : reply(200, R"([{"user":{"username":"a","name":"A"},"state":"reviewed"}])");
              }).ok());
  const MergeRequestReview review = recorder.all<MergeRequestReview>().at(0);
  EXPECT_TRUE(review.approved);
  EXPECT_EQ(review.reviewers,
            (std::vector<Reviewer>{{"a", "A", ReviewState::kApproved}, {"z", "Z", ReviewState::kApproved}}));
}

std::string signature(const std::string& status) {
  return R"({"signature_type":"SSH","verification_status":")" + status + "\"}";
}

TEST_F(DetailsTest, AuthorsAreAskedForFirst) {
  job.authors = {{one, "a@x", "a@x"}, {two, "b@x", "a@x"}};
  job.commits = {one};
  ASSERT_TRUE(load([&](const std::string& url) {
                return reply(200, has(url, "/signature") ? signature("verified") : "[]");
              }).ok());
  ASSERT_EQ(asked.size(), 3U);
  EXPECT_TRUE(has(asked[1], two + "/signature"));
  EXPECT_TRUE(has(asked[2], one + "/diff"));
  const auto found = recorder.all<AuthorVerification>();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].sha, one);
  EXPECT_TRUE(found[0].verified);
  EXPECT_EQ(found[0].reason, "");
  EXPECT_EQ(found[1].sha, two);
  EXPECT_FALSE(found[1].verified);
  EXPECT_NE(found[1].reason, "");
}

TEST_F(DetailsTest, WhatMayNotBeReadIsANoAndWhatFailsIsNoAnswer) {
  const std::string three(40, '3');
  const std::string four(40, '4');
  job.authors = {{one, "a", "a"}, {two, "a", "a"}, {three, "a", "a"}, {four, "a", "a"}};
  ASSERT_TRUE(load([&](const std::string& url) {
                if (has(url, one)) return reply(500, "oops");
                if (has(url, two)) return reply(403, R"({"message":"403 Forbidden"})");
                if (has(url, three)) return reply(404, R"({"message":"404 Commit Not Found"})");
                return reply(404, R"({"message":"404 Project Not Found"})");
              }).ok());
  const auto found = recorder.all<AuthorVerification>();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].sha, two);
  EXPECT_FALSE(found[0].verified);
  EXPECT_TRUE(has(found[0].reason, "(403)")) << found[0].reason;
  EXPECT_EQ(found[1].sha, four);
  EXPECT_FALSE(found[1].verified);
  const auto skipped = recorder.all<Skipped>();
  ASSERT_EQ(skipped.size(), 2U);
  EXPECT_TRUE(has(skipped[0].what, one));
  EXPECT_TRUE(has(skipped[1].what, three));
  EXPECT_TRUE(recorder.all<Deleted>().empty());
}

TEST_F(DetailsTest, ARefusedTokenSaysNothingAboutAuthors) {
  job.authors = {{one, "a", "a"}, {two, "a", "a"}};
  EXPECT_EQ(load([](const std::string&) { return reply(401, "{}"); }).error().code, Code::kUnauthorized);
  EXPECT_EQ(asked.size(), 1U);
  EXPECT_TRUE(recorder.all<AuthorVerification>().empty());
}

}  // namespace
}  // namespace dvcs::test
