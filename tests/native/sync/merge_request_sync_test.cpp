// The keys, probes and repetitions of merge requests, answer by answer.
#include "sync/merge_request_fixture.hpp"

namespace dvcs::test {
namespace {

using base::Code;

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

TEST_F(MergeRequestSyncTest, OnlyTheFirstAnswerCanSayThatTheyAreSwitchedOff) {
  for (const int status : {403, 404}) {
    cursor = {};
    const base::Status done = run([&](const std::string& url) {
      if (has(url, "/commits")) return reply(200, commits);
      if (has(url, "page=2") || has(url, "00%3A00%3A01")) return reply(status, R"({"message":"no"})");
      http::Response first = reply(200, "[" + row(1, "01", "opened") + "]");
      first.headers.add("Link", "<https://h/api/v4/projects/1/merge_requests?page=2>; rel=\"next\"");
      first.headers.add("X-Next-Page", "2");
      return first;
    });
    EXPECT_FALSE(done.ok()) << "what was there a page ago is not switched off";
    EXPECT_FALSE(complete);
    EXPECT_EQ(recorder.all<MergeRequest>().size(), 1U);
  }
}

TEST_F(MergeRequestSyncTest, OnlyAListThatWasReadToItsEndIsComplete) {
  ASSERT_TRUE(run(list(row(1, "01", "opened"))).ok());
  EXPECT_TRUE(complete);
  cursor = {};
  ASSERT_TRUE(run([](const std::string&) { return reply(403, R"({"message":"no"})"); }).ok());
  EXPECT_FALSE(complete);
  cursor = {};
  ASSERT_TRUE(run(list(R"({"iid":"one"},)" + row(2, "01", "opened"))).ok());
  EXPECT_FALSE(complete) << "the one that could not be read may be any of them";
  cursor = *sync::read_cursor(sync::write_cursor(cursor));
  ASSERT_TRUE(run(list(row(2, "01", "opened"))).ok());
  EXPECT_FALSE(complete) << "nor after an interruption";
}

}  // namespace
}  // namespace dvcs::test
