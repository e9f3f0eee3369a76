// What could not be read of a merge request is neither taken for nothing nor forgotten.
#include "sync/merge_request_fixture.hpp"

namespace dvcs::test {
namespace {

using base::Code;
using MergeRequestsLeft = MergeRequestSyncTest;

TEST_F(MergeRequestsLeft, KeysThatCouldNotBeReadAreAskedForAgainAndNeverTakenForNone) {
  const std::string newest = row(2, "02", "opened");
  const std::string rows = row(1, "01", "opened") + "," + newest;
  for (const int status : {404, 403, 500, 0}) {
    cursor = {};
    bool works = false;
    const Forge forge = [&](const std::string& url) -> base::Result<http::Response> {
      if (has(url, "/1/commits") && !works) {
        if (status == 0) return base::Error{Code::kTimeout, "too slow", base::Stage::kHttp};
        return reply(status, R"({"message":"no"})");
      }
      if (has(url, "/commits")) return reply(200, commits);
      if (has(url, "iids")) return reply(200, "[" + row(1, "01", "opened") + "]");
      return reply(200, "[" + (has(url, "updated_after") ? newest : rows) + "]");
    };
    ASSERT_TRUE(run(forge).ok()) << status;
    auto told = recorder.all<MergeRequest>();
    ASSERT_EQ(told.size(), 2U) << status;
    EXPECT_FALSE(told[0].keys_complete);
    EXPECT_EQ(told[0].keys, std::vector<std::string>{"TT-1"});
    EXPECT_TRUE(told[1].keys_complete);
    const bool lasting = status == 404 || status == 403;
    EXPECT_EQ(recorder.all<Log>().size(), lasting ? 1U : 0U);
    EXPECT_EQ(recorder.all<Skipped>().size(), lasting ? 0U : 1U);
    ASSERT_EQ(cursor.merge_requests_left, std::vector<std::int64_t>{1});

    ASSERT_TRUE(run(forge).ok()) << "it is still refused, and still not forgotten";
    ASSERT_EQ(recorder.all<MergeRequest>().size(), 1U);
    EXPECT_FALSE(recorder.all<MergeRequest>()[0].keys_complete);
    cursor = *sync::read_cursor(sync::write_cursor(cursor));
    EXPECT_EQ(cursor.merge_requests_left, std::vector<std::int64_t>{1});

    works = true;
    ASSERT_TRUE(run(forge).ok());
    told = recorder.all<MergeRequest>();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(told[0].keys_complete);
    EXPECT_EQ(told[0].keys, (std::vector<std::string>{"TT-1", "REST-1"}));
    EXPECT_TRUE(cursor.merge_requests_left.empty());
    ASSERT_TRUE(run(forge).ok());
    EXPECT_EQ(asked.size(), 1U) << "nothing is left to ask for";
  }
}

TEST_F(MergeRequestsLeft, ACommitThatCouldNotBeReadLeavesTheKeysOpen) {
  commits = R"([{"id":7},{"id":")" + one + R"(","message":"REST-1","authored_date":"2024-01-01T00:00:00Z"}])";
  ASSERT_TRUE(run(list(row(1, "01", "opened"))).ok());
  EXPECT_FALSE(recorder.all<MergeRequest>().at(0).keys_complete);
  EXPECT_EQ(keys(), (std::vector<std::string>{"TT-1", "REST-1"}));
  EXPECT_TRUE(cursor.merge_requests_left.empty()) << "it would look the same again";
}

TEST_F(MergeRequestsLeft, AServerThatStaysSilentIsNotAskedForEach) {
  std::string rows;
  for (int iid = 1; iid <= 9; ++iid)
    rows += (iid > 1 ? "," : "") + row(iid, "0" + std::to_string(iid), "opened");
  const base::Status status = run([&](const std::string& url) -> base::Result<http::Response> {
    if (has(url, "/commits")) return base::Error{Code::kTimeout, "too slow", base::Stage::kHttp};
    return reply(200, "[" + rows + "]");
  });
  EXPECT_EQ(status.error().code, Code::kTimeout);
  EXPECT_EQ(asked.size(), 5U) << "the list, three merge requests passed over, and the last straw";
  EXPECT_EQ(recorder.all<MergeRequest>().size(), 3U);
}

TEST_F(MergeRequestsLeft, OfThoseThatStayUnreadableOnlySomeAreAskedForInEachRun) {
  cursor.merge_requests_left = {1, 2, 3, 4, 5, 6, 7};
  std::string rows;
  for (int iid = 1; iid <= 7; ++iid) rows += (iid > 1 ? "," : "") + row(iid, "01", "opened");
  const auto forge = [&](const std::string& url) {
    if (has(url, "/commits")) return reply(500, "{}");
    return reply(200, has(url, "iids") ? "[" + rows + "]" : "[]");
  };
  ASSERT_TRUE(run(forge).ok());
  EXPECT_EQ(asked.size(), 5U);
  EXPECT_EQ(cursor.merge_requests_left, (std::vector<std::int64_t>{4, 5, 6, 7, 1, 2, 3}))
      << "each in its turn";
}

TEST_F(MergeRequestsLeft, OneThatWasLeftAndIsGoneIsDeletedAndForgotten) {
  cursor.merge_requests_left = {1, 2};
  sync_job.probe_merge_requests = {1, 3};
  const auto forge = [&](const std::string& url) {
    if (has(url, "/commits")) return reply(200, commits);
    return reply(200,
                 has(url, "iids") ? "[" + row(2, "01", "opened") + "," + row(3, "01", "opened") + "]" : "[]");
  };
  ASSERT_TRUE(run(forge).ok());
  ASSERT_EQ(recorder.all<Deleted>().size(), 1U);
  EXPECT_EQ(recorder.all<Deleted>()[0].id, "1");
  ASSERT_EQ(recorder.all<MergeRequest>().size(), 1U) << "3 was only looked for";
  EXPECT_EQ(recorder.all<MergeRequest>()[0].iid, 2);
  EXPECT_TRUE(cursor.merge_requests_left.empty());
  EXPECT_EQ(asked.size(), 3U) << "list, one question for all numbers, commits of 2";
}

TEST_F(MergeRequestsLeft, AQuestionForKnownOnesThatFailsStopsNothing) {
  sync_job.probe_merge_requests = {1};
  for (const int status : {500, 0}) {
    const base::Status done = run([&](const std::string& url) -> base::Result<http::Response> {
      if (!has(url, "iids")) return reply(200, "[]");
      if (status == 0) return base::Error{Code::kTimeout, "too slow", base::Stage::kHttp};
      return reply(status, "{}");
    });
    EXPECT_TRUE(done.ok());
    EXPECT_EQ(recorder.all<Log>().size(), 1U);
    EXPECT_TRUE(recorder.all<Deleted>().empty());
  }
  const base::Status lost = run([&](const std::string& url) -> base::Result<http::Response> {
    if (!has(url, "iids")) return reply(200, "[]");
    return base::Error{Code::kUnreachable, "gone"};
  });
  EXPECT_EQ(lost.error().code, Code::kUnreachable);
}

}  // namespace
}  // namespace dvcs::test
