// LoadDetails, and the keys, probes and repetitions of merge requests, answer by answer.
#include "sync/details.hpp"

#include <gtest/gtest.h>

#include <deque>

#include "sync/caller.hpp"
#include "sync/merge_request_sync.hpp"

namespace dvcs::test {
namespace {

using base::Code;

http::Response reply(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

using Forge = std::function<base::Result<http::Response>(const std::string& url)>;

base::Status drive(const std::function<sync::Task<base::Status>(sync::Line&)>& logic, const Forge& forge,
                   std::vector<std::string>* asked = nullptr) {
  sync::Conversation conversation(logic);
  while (!std::holds_alternative<sync::Ended>(conversation.step())) {
    const auto* request = std::get_if<http::Request>(&conversation.step());
    if (request == nullptr) {
      conversation.go_on();
      continue;
    }
    const std::string url = request->url;
    if (asked != nullptr) asked->push_back(url);
    conversation.answer(forge(url));
  }
  return conversation.result();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class DetailsTest : public ::testing::Test {
 protected:
  DetailsTest() : provider(std::move(providers::make_provider(Host::kGitLab, "https://h")).value()) {
    job.repository.id = 1;
    job.repository.path = "acme/one";
  }

  base::Status load(const Forge& forge) {
    sync::Report report(recorder, 1, 1);
    sync::DetailsLoad logic(*provider, job, report);
    return drive([&](sync::Line& line) { return logic.run(line); }, forge, &asked);
  }

  std::unique_ptr<providers::Provider> provider;
  LoadDetails job;
  Recorder recorder;
  std::vector<std::string> asked;
  const std::string one = std::string(40, '1');
  const std::string two = std::string(40, '2');
};

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

// A history of three commits: base <- start <- head, and a merge of head into start.
class History final : public sync::CommitHistory {
 public:
  std::optional<std::string> first_parent(std::string_view sha) const override {
    return sha == std::string(40, 'd') ? std::optional(std::string(40, 'b')) : std::nullopt;
  }
  std::string head_of(std::string_view branch) const override {
    return branch == "main" ? std::string(40, 'c') : std::string();
  }
  std::optional<std::vector<std::string>> keys_between(std::string_view head,
                                                       std::string_view exclude) const override {
    if (head != std::string(40, 'a')) return std::nullopt;
    if (exclude == std::string(40, 'b')) return std::vector<std::string>{"MERGED-1"};
    return std::vector<std::string>{"OPEN-2", "OPEN-1"};
  }
};

class MergeRequestSyncTest : public DetailsTest {
 protected:
  MergeRequestSyncTest() {
    sync_job.repository = job.repository;
    commits =
        R"([{"id":")" + one + R"(","message":"REST-1 and TT-1","authored_date":"2024-01-01T00:00:00Z"}])";
  }

  static std::string row(int iid, const std::string& second, const std::string& state,
                         const std::string& more = {}) {
    return R"({"iid":)" + std::to_string(iid) + R"(,"title":"TT-1","state":")" + state +
           R"(","updated_at":"2024-01-01T00:00:)" + second +
           R"(Z","source_branch":"s","target_branch":"main")" + more + "}";
  }

  base::Status run(const Forge& forge, const sync::CommitHistory* history = nullptr) {
    recorder.events.clear();
    asked.clear();
    sync::Report report(recorder, 1, 1);
    sync::MergeRequestSync logic(*provider, {}, sync_job, report, cursor, history, [] {});
    return drive([&](sync::Line& line) { return logic.run(line); }, forge, &asked);
  }

  Forge list(std::string rows) {
    return [this, rows = std::move(rows)](const std::string& url) {
      return has(url, "/commits") ? reply(200, commits) : reply(200, "[" + rows + "]");
    };
  }

  std::vector<std::string> keys() { return recorder.all<MergeRequest>().at(0).keys; }

  SyncRepository sync_job;
  sync::Cursor cursor;
  std::string commits;
  const std::string head = R"(,"sha":")" + std::string(40, 'a') + R"(")";
};

TEST_F(MergeRequestSyncTest, KeysComeFromTheHistoryWhereItSuffices) {
  const History history;
  ASSERT_TRUE(run(list(row(1, "01", "opened", head)), &history).ok());
  EXPECT_EQ(keys(), (std::vector<std::string>{"TT-1", "OPEN-1", "OPEN-2"}));
  const std::string merge = R"(,"merge_commit_sha":")" + std::string(40, 'd') + R"(")";
  ASSERT_TRUE(run(list(row(1, "02", "merged", head + merge)), &history).ok());
  EXPECT_EQ(keys(), (std::vector<std::string>{"TT-1", "MERGED-1"}));
  EXPECT_EQ(asked.size(), 1U);
  const std::string squash = R"(,"squash_commit_sha":")" + std::string(40, 'e') + R"(")";
  ASSERT_TRUE(run(list(row(1, "03", "merged", head + squash)), &history).ok());
  EXPECT_EQ(keys(), (std::vector<std::string>{"TT-1", "OPEN-1", "OPEN-2"}));
}

TEST_F(MergeRequestSyncTest, WhereItDoesNotTheForgeIsAsked) {
  const History history;
  const std::string unread = R"(,"sha":")" + std::string(40, 'f') + R"(")";
  int second = 10;
  for (const std::string& rows :
       {row(1, "00", "opened", R"(,"sha":null)"), row(1, "00", "opened", unread),
        row(1, "00", "merged", head),
        row(1, "00", "merged", head + R"(,"merge_commit_sha":")" + std::string(40, '9') + R"(")")}) {
    std::string now = rows;
    now.replace(now.find("00:00:00"), 8, "00:00:" + std::to_string(++second));
    ASSERT_TRUE(run(list(now), &history).ok());
    EXPECT_EQ(keys(), (std::vector<std::string>{"TT-1", "REST-1"})) << now;
    EXPECT_EQ(asked.size(), 2U);
  }
}

TEST_F(MergeRequestSyncTest, AMergeRequestWithoutItsCommitsIsStillReported) {
  const std::string rows = row(1, "01", "opened") + "," + row(2, "02", "opened");
  for (const int status : {404, 403, 500}) {
    cursor = {};
    ASSERT_TRUE(run([&](const std::string& url) {
                  return has(url, "/commits") ? reply(status, R"({"message":"no"})")
                                              : reply(200, "[" + rows + "]");
                }).ok());
    EXPECT_EQ(recorder.all<MergeRequest>().size(), 2U);
    EXPECT_EQ(recorder.all<Log>().size(), status == 500 ? 0U : 1U);
    EXPECT_EQ(recorder.all<Skipped>().size(), status == 500 ? 2U : 0U);
  }
  cursor = {};
  EXPECT_EQ(run([&](const std::string& url) {
              return has(url, "/commits") ? reply(401, "{}") : reply(200, "[" + rows + "]");
            })
                .error()
                .code,
            Code::kUnauthorized);
}

TEST_F(MergeRequestSyncTest, WhatLooksAsBeforeIsNotToldAgain) {
  const std::string rows = row(1, "01", "opened") + "," + row(2, "02", "opened");
  ASSERT_TRUE(run(list(rows)).ok());
  EXPECT_EQ(recorder.all<MergeRequest>().size(), 2U);
  const auto saved = sync::read_cursor(sync::write_cursor(cursor));
  ASSERT_TRUE(saved);
  cursor = *saved;
  ASSERT_TRUE(run(list(row(2, "02", "opened"))).ok());
  EXPECT_TRUE(recorder.all<MergeRequest>().empty());
  EXPECT_EQ(asked.size(), 1U);
  ASSERT_TRUE(run(list(row(2, "02", "closed"))).ok());  // within the same second
  EXPECT_EQ(recorder.all<MergeRequest>().size(), 1U);
}

TEST_F(MergeRequestSyncTest, GoneIsOnlyWhatACompleteAnswerDoesNotName) {
  for (std::int64_t iid = 1; iid <= 150; ++iid) sync_job.probe_merge_requests.push_back(iid);
  std::string there;
  for (int iid = 2; iid <= 100; ++iid) there += (iid > 2 ? "," : "") + row(iid, "01", "opened");
  const auto forge = [&](const std::string& url) {
    if (!has(url, "iids")) return reply(200, "[]");
    return has(url, "%5D=1&") ? reply(200, "[" + there + "]") : reply(200, R"([{"iid":101}])");
  };
  ASSERT_TRUE(run(forge).ok());
  const auto gone = recorder.all<Deleted>();  // the second hundred had an item that could not be read
  ASSERT_EQ(gone.size(), 1U);
  EXPECT_EQ(gone[0].kind, DeletedKind::kMergeRequest);
  EXPECT_EQ(gone[0].id, "1");
  EXPECT_EQ(asked.size(), 3U);
}

TEST_F(MergeRequestSyncTest, MergeRequestsThatAreSwitchedOffAreAWarningAndDeleteNothing) {
  sync_job.probe_merge_requests = {1, 2};
  for (const int status : {403, 404}) {
    ASSERT_TRUE(run([&](const std::string&) { return reply(status, R"({"message":"no"})"); }).ok());
    EXPECT_EQ(recorder.all<Log>().size(), 1U);
    ASSERT_TRUE(run([&](const std::string& url) {
                  return has(url, "iids") ? reply(status, R"({"message":"no"})") : reply(200, "[]");
                }).ok());
    EXPECT_EQ(recorder.all<Log>().size(), 1U);
    EXPECT_TRUE(recorder.all<Deleted>().empty());
  }
}

}  // namespace
}  // namespace dvcs::test
