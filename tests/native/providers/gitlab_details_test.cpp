// Changed files of commits, reviewers and approvals of merge requests.
#include <gtest/gtest.h>

#include "providers/gitlab_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;
using providers::Part;

const std::string kSha(40, 'a');

base::Result<Part<CommitChanges>> changes(const http::Response& response) {
  return parse(*gitlab()->commit_changes(project42(), kSha), response);
}

providers::Query<Part<MergeRequestReview>> review(std::size_t step) {
  return gitlab()->merge_request_review(project42(), 7).at(step);
}

std::string file(const std::string& fields) {
  return R"({"new_path":"a","old_path":"a","new_file":false,"renamed_file":false,"deleted_file":false)" +
         fields + "}";
}

TEST(GitLabChanges, AskForTheDiffOfTheCommit) {
  EXPECT_EQ(
      gitlab()->commit_changes(project42(), kSha)->request.url,
      "https://gitlab.example.com/api/v4/projects/42/repository/commits/" + kSha + "/diff?per_page=100");
}

TEST(GitLabChanges, CountLinesOfHunksOnly) {
  const auto part = changes(answer(
      200,
      "[" + file(R"(,"diff":"--- a/a\n+++ b/a\n@@ -1,3 +1,3 @@\n x\n-old\n--- two\n+new\n+++ two\n+3\n")") +
          "," + file(R"(,"diff":"Binary files a and b differ\n")") + "]"));
  ASSERT_TRUE(part.ok()) << part.error().message;
  EXPECT_EQ(part->value.sha, kSha);
  EXPECT_EQ(part->value.files_changed, 2);
  EXPECT_EQ(part->value.added_lines, 3);
  EXPECT_EQ(part->value.removed_lines, 2);
  EXPECT_TRUE(part->value.complete);
  EXPECT_EQ(part->value.files.at(1).added_lines, 0);
}

TEST(GitLabChanges, TellWhatHappenedToAFile) {
  const auto part = changes(answer(200, R"([
    {"new_path":"n","old_path":"n","new_file":true,"diff":"@@ -0,0 +1 @@\n+x"},
    {"new_path":"d","old_path":"d","deleted_file":true,"diff":"@@ -1 +0,0 @@\n-x\n\\ No newline"},
    {"new_path":"to","old_path":"from","renamed_file":true,"diff":""},
    {"new_path":"m","old_path":"m","diff":null}])"));
  ASSERT_TRUE(part.ok());
  ASSERT_EQ(part->value.files.size(), 4U);
  EXPECT_EQ(part->value.files[0].kind, ChangeKind::kAdded);
  EXPECT_EQ(part->value.files[1].kind, ChangeKind::kDeleted);
  EXPECT_EQ(part->value.files[1].removed_lines, 1);
  EXPECT_EQ(part->value.files[2].kind, ChangeKind::kRenamed);
  EXPECT_EQ(part->value.files[2].old_path, "from");
  EXPECT_EQ(part->value.files[3].kind, ChangeKind::kModified);
  EXPECT_EQ(part->value.files[3].old_path, "");
}

TEST(GitLabChanges, AreNotCompleteWhereTheForgeLeftSomethingOut) {
  EXPECT_FALSE(changes(answer(200, "[" + file(R"(,"diff":"","too_large":true)") + "]"))->value.complete);
  EXPECT_FALSE(changes(answer(200, "[" + file(R"(,"diff":"","collapsed":true)") + "]"))->value.complete);
  const auto bad = changes(answer(200, "[" + file("") + R"(,{"old_path":"x"},7])"));
  ASSERT_TRUE(bad.ok());
  EXPECT_FALSE(bad->value.complete);
  EXPECT_EQ(bad->value.files_changed, 3);
  EXPECT_EQ(bad->value.files.size(), 1U);
}

TEST(GitLabChanges, GoOnWithTheNextPage) {
  const auto part = changes(answer(200, "[" + file("") + "]", {{"X-Next-Page", "2"}}));
  ASSERT_TRUE(part.ok());
  ASSERT_TRUE(part->next);
  EXPECT_NE(part->next->url.find("page=2"), std::string::npos);
}

TEST(GitLabChanges, OnlyACommitThatIsNamedAsMissingIsAbsent) {
  EXPECT_TRUE(changes(answer(404, R"({"message":"404 Commit Not Found"})"))->absent);
  for (const char* body :
       {R"({"message":"404 Project Not Found"})", R"({"error":"404 Not Found"})", "<html>"}) {
    const auto other = changes(answer(404, body));
    ASSERT_FALSE(other.ok()) << body;
    EXPECT_EQ(other.error().code, Code::kNotFound);
  }
  EXPECT_EQ(changes(answer(401, "{}")).error().code, Code::kUnauthorized);
  EXPECT_FALSE(changes(answer(200, "<html>")).ok());
}

TEST(GitLabReview, ReviewersHaveStates) {
  const auto part = parse(review(0), answer(200, R"([
    {"user":{"username":"a","name":"A"},"state":"unreviewed"},
    {"user":{"username":"b","name":"B"},"state":"reviewed"},
    {"user":{"username":"c"},"state":"requested_changes"},
    {"user":{"username":"d"},"state":"approved"},
    {"user":{"username":"e"},"state":"unapproved"},
    {"user":{"username":"f"},"state":"review_started"},
    {"user":{"username":"g"},"state":"something new"},
    {"state":"approved"}])"));
  ASSERT_TRUE(part.ok());
  std::vector<ReviewState> states;
  for (const Reviewer& reviewer : part->value.reviewers) states.push_back(reviewer.state);
  EXPECT_EQ(states, (std::vector<ReviewState>{ReviewState::kUnreviewed, ReviewState::kReviewed,
                                              ReviewState::kChangesRequested, ReviewState::kApproved,
                                              ReviewState::kUnreviewed, ReviewState::kUnreviewed,
                                              ReviewState::kUnknown}));
  EXPECT_EQ(part->value.iid, 7);
}

TEST(GitLabReview, AMissingMergeRequestIsNoMissingAddress) {
  EXPECT_TRUE(parse(review(0), answer(404, R"({"message":"404 Not found"})"))->absent);
  const auto old_version = parse(review(0), answer(404, R"({"error":"404 Not Found"})"));
  ASSERT_TRUE(old_version.ok());
  EXPECT_FALSE(old_version->absent);
  EXPECT_TRUE(old_version->value.reviewers.empty());
  EXPECT_EQ(parse(review(0), answer(404, R"({"message":"404 Project Not Found"})")).error().code,
            Code::kNotFound);
}

TEST(GitLabReview, SomebodyMustHaveApproved) {
  const auto approved = parse(
      review(1), answer(200, R"({"approved":true,"approved_by":[{"user":{"username":"a","name":"A"}}]})"));
  ASSERT_TRUE(approved.ok());
  EXPECT_TRUE(approved->value.approved);
  EXPECT_EQ(approved->value.reviewers.at(0), (Reviewer{"a", "A", ReviewState::kApproved}));
  EXPECT_FALSE(parse(review(1), answer(200, R"({"approved":true,"approved_by":[]})"))->value.approved);
  EXPECT_FALSE(
      parse(review(1), answer(200, R"({"approved_by":[{"user":{"username":"a"}}],"approved":false})"))
          ->value.approved);
  EXPECT_EQ(parse(review(1), answer(403, R"({"message":"403 Forbidden"})")).error().code, Code::kForbidden);
  EXPECT_FALSE(parse(review(1), answer(200, "[]")).ok());
}

TEST(GitLabMergeRequests, ReviewersComeWithTheList) {
  const auto page = parse(gitlab()->merge_requests(project42(), {}), answer(200, R"([
    {"iid":1,"title":"t","state":"opened","updated_at":"2024-01-01T00:00:00Z","source_branch":"s",
     "target_branch":"m","source_project_id":null,"sha":null,"draft":true,
     "reviewers":[{"username":"a","name":"A"},{"name":"nobody"}]}])"));
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->items.size(), 1U);
  EXPECT_EQ(page->items[0].reviewers, (std::vector<Reviewer>{{"a", "A", ReviewState::kUnknown}}));
  EXPECT_EQ(page->items[0].head_sha, "");
  EXPECT_TRUE(page->items[0].draft);
}

}  // namespace
}  // namespace dvcs::test
