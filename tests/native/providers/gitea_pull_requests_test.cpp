#include <gtest/gtest.h>

#include "providers/gitea_support.hpp"

namespace dvcs::test {
namespace {

const std::string kHead(40, 'a');
const std::string kMerge(40, 'b');

struct Row {
  int number = 12;
  std::string title = "KEY-9 plan";
  std::string state = "open";
  std::string more = R"("draft":false,"merged":false,)";
  std::string updated = "2024-05-06T07:08:09Z";
  std::string head = R"({"label":"feature/KEY-9","ref":"feature/KEY-9","sha":")" + kHead + "\"}";

  std::string text() const {
    return R"({"id":1,"number":)" + std::to_string(number) +
           R"(,"user":{"login":"ada","full_name":"Ada Example"},"title":")" + title +
           R"(","body":"Closes KEY-10","requested_reviewers":[{"login":"bo","full_name":"Bo"}],"state":")" +
           state + R"(","html_url":"h",)" + more +
           R"("base":{"label":"main","ref":"main","sha":"x"},"head":)" + head + R"(,"updated_at":")" +
           updated + "\"}";
  }
};

providers::Page<MergeRequest> read(const std::vector<Row>& rows, std::optional<Moment> since = std::nullopt,
                                   bool more = false) {
  std::string body;
  for (const Row& row : rows) body += (body.empty() ? "" : ",") + row.text();
  http::Response response = answer(200, "[" + body + "]");
  if (more) response.headers.add("Link", "<https://x/?page=2&limit=50>; rel=\"next\"");
  auto page = parse(gitea()->merge_requests(orbit(), since), response);
  EXPECT_TRUE(page.ok());
  return page.ok() ? *std::move(page) : providers::Page<MergeRequest>{};
}

MergeRequest one(const Row& row) {
  auto page = read({row});
  EXPECT_EQ(page.items.size(), 1U) << (page.skipped.empty() ? "" : page.skipped[0].why);
  return page.items.empty() ? MergeRequest{} : page.items[0];
}

TEST(GiteaPullRequests, AllThatIsSaid) {
  const MergeRequest open = one({});
  EXPECT_EQ(open.iid, 12);
  EXPECT_EQ(open.title, "KEY-9 plan");
  EXPECT_EQ(open.description, "Closes KEY-10");
  EXPECT_EQ(open.state, MergeRequestState::kOpened);
  EXPECT_FALSE(open.draft);
  EXPECT_EQ(open.source_branch, "feature/KEY-9");
  EXPECT_EQ(open.target_branch, "main");
  EXPECT_EQ(open.author, "ada");
  EXPECT_EQ(open.author_name, "Ada Example");
  EXPECT_EQ(open.updated.seconds, 1714979289);
  EXPECT_EQ(open.web_url, "h");
  EXPECT_EQ(open.head_sha, kHead);
  EXPECT_EQ(open.merge_commit_sha, "");
  EXPECT_EQ(open.reviewers, (std::vector{Reviewer{"bo", "Bo", ReviewState::kUnknown}}));
}

TEST(GiteaPullRequests, States) {
  Row row;
  row.state = "closed";
  EXPECT_EQ(one(row).state, MergeRequestState::kClosed);
  row.more = R"("merged":true,"merge_commit_sha":")" + kMerge + "\",";
  const MergeRequest merged = one(row);
  EXPECT_EQ(merged.state, MergeRequestState::kMerged);
  EXPECT_EQ(merged.merge_commit_sha, kMerge);
}

TEST(GiteaPullRequests, Drafts) {
  const std::tuple<const char*, const char*, bool> cases[] = {
      {R"("draft":true,)", "KEY-9", true},
      {R"("draft":false,)", "WIP: KEY-9", false},
      {"", "wip: KEY-9", true},
      {"", "[WIP] KEY-9", true},
      {R"("draft":null,)", "Wip: x", true},
      {"", "KEY-9 WIP: x", false},
      {"", "WI", false},
      {"", "WIPE the disk", false},
  };
  for (const auto& [more, title, draft] : cases) {
    Row row;
    row.more = more;
    row.title = title;
    EXPECT_EQ(one(row).draft, draft) << more << title;
  }
}

TEST(GiteaPullRequests, TheSourceBranchMayBeGoneOrHaveNeverBeen) {
  Row row;
  row.head = R"({"label":"feature/KEY-9","ref":"refs/pull/12/head","sha":"","repo":null})";
  EXPECT_EQ(one(row).source_branch, "feature/KEY-9");
  EXPECT_EQ(one(row).head_sha, "");
  row.head = R"({"label":"","ref":"refs/pull/12/head","repo_id":-1})";
  EXPECT_EQ(one(row).source_branch, "refs/pull/12/head");
}

TEST(GiteaPullRequests, MalformedOnesAreSkippedAlone) {
  Row state;
  state.state = "frozen";
  Row date;
  date.updated = "soon";
  Row number;
  number.number = 0;
  Row head;
  head.head = "null";
  const auto page = read({{}, state, date, number, head, {}});
  EXPECT_EQ(page.items.size(), 2U);
  std::vector<std::string> why;
  for (const Skipped& skipped : page.skipped) why.push_back(skipped.why);
  EXPECT_EQ(why, (std::vector<std::string>{"`state` is none that is known", "`updated_at` is no date",
                                           "`number` is not positive", "`head` is missing"}));
}

TEST(GiteaPullRequests, NewestFirstUntilTheFirstThatIsOlder) {
  Row newer;
  newer.updated = "2024-05-06T07:08:10Z";
  Row older;
  older.updated = "2024-05-06T07:08:08+00:00";
  const Moment since{1714979289, 0};
  auto page = read({newer, {}}, since, true);
  EXPECT_TRUE(page.newest_first);
  EXPECT_EQ(page.items.size(), 2U) << "the second itself is asked for again";
  EXPECT_TRUE(page.next);
  page = read({newer, {}, older}, since, true);
  EXPECT_EQ(page.items.size(), 2U);
  EXPECT_FALSE(page.next);
  page = read({newer, {}, older}, std::nullopt, true);
  EXPECT_EQ(page.items.size(), 3U);
  EXPECT_TRUE(page.next);
}

std::string review(const std::string& user, const std::string& state, const std::string& more = "") {
  return R"({"id":1,"user":{"login":")" + user + R"(","full_name":""},"state":")" + state + "\"" + more + "}";
}

providers::Part<MergeRequestReview> reviews(const std::string& rows, const std::string& page = {}) {
  auto query = gitea()->merge_request_review(orbit(), 12).at(0);
  query.request.url += page;
  auto part = parse(query, answer(200, "[" + rows + "]"));
  EXPECT_TRUE(part.ok());
  return part.ok() ? *std::move(part) : providers::Part<MergeRequestReview>{};
}

TEST(GiteaPullRequests, TheLastDecisionOfAReviewerCounts) {
  const std::pair<std::string, ReviewState> cases[] = {
      {review("bo", "APPROVED"), ReviewState::kApproved},
      {review("bo", "REQUEST_CHANGES") + "," + review("bo", "APPROVED"), ReviewState::kApproved},
      {review("bo", "APPROVED") + "," + review("bo", "REQUEST_CHANGES"), ReviewState::kChangesRequested},
      {review("bo", "APPROVED") + "," + review("bo", "COMMENT"), ReviewState::kApproved},
      {review("bo", "APPROVED", R"(,"dismissed":true)"), ReviewState::kReviewed},
      {review("bo", "COMMENT"), ReviewState::kReviewed},
      {review("bo", "REQUEST_REVIEW"), ReviewState::kUnreviewed},
      {review("bo", "REQUEST_REVIEW") + "," + review("bo", "COMMENT"), ReviewState::kReviewed},
  };
  for (const auto& [rows, state] : cases) {
    const auto part = reviews(rows);
    EXPECT_EQ(part.value.iid, 12);
    ASSERT_EQ(part.value.reviewers.size(), 1U);
    EXPECT_EQ(part.value.reviewers[0].user, "bo");
    EXPECT_EQ(part.value.reviewers[0].state, state) << rows;
    EXPECT_EQ(part.value.approved, state == ReviewState::kApproved);
  }
}

TEST(GiteaPullRequests, ApprovedIsWhatNobodyWantsChanged) {
  EXPECT_FALSE(reviews("").value.approved);
  EXPECT_TRUE(reviews(review("bo", "APPROVED") + "," + review("cy", "COMMENT")).value.approved);
  EXPECT_FALSE(reviews(review("bo", "APPROVED") + "," + review("cy", "REQUEST_CHANGES")).value.approved);
  EXPECT_TRUE(
      reviews(review("bo", "PENDING") + R"(,{"user":null,"team":{"name":"t"},"state":"REQUEST_REVIEW"})")
          .value.reviewers.empty());
  // A comment on a later page must not hide a decision on an earlier one.
  EXPECT_EQ(reviews(review("bo", "COMMENT"), "&page=2").value.reviewers.at(0).state, ReviewState::kUnknown);
}

TEST(GiteaPullRequests, AReviewOfNothing) {
  const auto query = gitea()->merge_request_review(orbit(), 12).at(0);
  EXPECT_TRUE(parse(query, answer(404, R"({"message":"not found"})"))->absent);
  EXPECT_FALSE(parse(query, answer(404, "<html>")).ok());
  EXPECT_FALSE(parse(query, answer(500, "")).ok());
}

TEST(GiteaPullRequests, WhatACommitChanged) {
  const auto query = *gitea()->commit_changes(orbit(), kHead);
  const auto part = parse(
      query,
      answer(200,
             R"({"sha":"x","files":[{"filename":"a","status":"added"},{"filename":"m","status":"modified"},
      {"filename":"r","status":"removed"}],"stats":{"total":5,"additions":3,"deletions":2}})"));
  ASSERT_TRUE(part.ok()) << part.error().message;
  EXPECT_EQ(part->value.sha, kHead);
  EXPECT_EQ(part->value.files_changed, 3);
  EXPECT_EQ(part->value.added_lines, 3);
  EXPECT_EQ(part->value.removed_lines, 2);
  EXPECT_FALSE(part->value.complete) << "lines are not said for each file";
  ASSERT_EQ(part->value.files.size(), 3U);
  EXPECT_EQ(part->value.files[0].kind, ChangeKind::kAdded);
  EXPECT_EQ(part->value.files[1].kind, ChangeKind::kModified);
  EXPECT_EQ(part->value.files[2].kind, ChangeKind::kDeleted);
  EXPECT_TRUE(parse(query, answer(404, R"({"message":"commit doesn't exist: )" + kHead + "\"}"))->absent);
  EXPECT_FALSE(parse(query, answer(404, R"({"message":"not found"})")).ok());
  EXPECT_FALSE(parse(query, answer(200, R"({"files":[{"status":"added"}]})")).ok());
  EXPECT_FALSE(parse(query, answer(200, "<html>")).ok());
}

}  // namespace
}  // namespace dvcs::test
