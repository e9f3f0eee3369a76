// Named situations, with the number of requests that each costs.
#include <gtest/gtest.h>

#include <algorithm>

#include "json/text.hpp"
#include "sync/caller.hpp"

namespace dvcs::test {
namespace {

using base::Code;

class RepositorySyncTest : public testing::Test {
 protected:
  RepositorySyncTest() { push("main", 3); }

  std::string push(const std::string& branch, int commits, const std::string& message = "KEY-1") {
    for (int i = 0; i < commits; ++i) {
      std::vector<std::string> parents;
      if (forge.branches.contains(branch)) parents.push_back(forge.branches[branch]);
      forge.branches[branch] = forge.commit(parents, now += 60, message);
    }
    return forge.branches[branch];
  }
  std::string fork(const std::string& branch, const std::string& at) { return forge.branches[branch] = at; }
  std::string merge(const std::string& into, const std::string& sha) {
    return forge.branches[into] = forge.commit({forge.branches[into], sha}, now += 60, "Merge");
  }

  std::int64_t now = 1'600'000'000;
  ModelForge forge;
  Caller caller;
};

TEST_F(RepositorySyncTest, AnUnchangedRepositoryCostsTwoRequests) {
  fork("topic", forge.branches["main"]);
  push("topic", 2);
  EXPECT_EQ(caller.run(forge).commits().size(), 5U);
  const SyncRun again = caller.run(forge);
  EXPECT_EQ(again.requests, 2U);
  EXPECT_TRUE(again.commits().empty());
}

TEST_F(RepositorySyncTest, OnePushCostsAtMostFourRequests) {
  fork("release", forge.branches["main"]);
  push("release", 3);
  caller.run(forge);
  const std::string pushed = push("main", 1);
  const SyncRun run = caller.run(forge);
  EXPECT_EQ(run.commits(), std::vector<std::string>{pushed});
  EXPECT_EQ(run.branches(), std::vector<std::string>{"main"});
  EXPECT_LE(run.requests, 4U);
}

TEST_F(RepositorySyncTest, APushToTheOnlyBranchCostsThree) {
  caller.run(forge);
  push("main", 2);
  const SyncRun run = caller.run(forge);
  EXPECT_EQ(run.commits().size(), 2U);
  EXPECT_EQ(run.requests, 3U);
}

TEST_F(RepositorySyncTest, AMergedAndRemovedBranchBringsOnlyTheMerge) {
  fork("topic", forge.branches["main"]);
  const std::string tip = push("topic", 3);
  fork("other", forge.branches["main"]);
  push("other", 1);
  caller.run(forge);
  const std::string merged = merge("main", tip);
  forge.branches.erase("topic");
  const SyncRun run = caller.run(forge);
  EXPECT_EQ(run.commits(), std::vector<std::string>{merged});
  EXPECT_EQ(run.deleted(), std::vector<std::string>{"topic"});
  EXPECT_LE(run.requests, 4U);
}

TEST_F(RepositorySyncTest, ANewBranchAtAKnownHeadCostsNothingMore) {
  caller.run(forge);
  fork("tag-like", forge.branches["main"]);
  const SyncRun run = caller.run(forge);
  EXPECT_EQ(run.requests, 2U);
  EXPECT_EQ(run.branches(), std::vector<std::string>{"tag-like"});
}

TEST_F(RepositorySyncTest, ManyMergedBranchesOfAFirstImportCostNothingMore) {
  std::string at = push("main", 50);
  for (int i = 0; i < 40; ++i) {
    fork("old-" + std::to_string(i), at);
    at = forge.find(at)->parents[0];
  }
  const SyncRun run = caller.run(forge);
  EXPECT_EQ(run.commits().size(), 53U);
  EXPECT_EQ(run.requests, 3U);
}

TEST_F(RepositorySyncTest, AForkOfALongBranchStopsWhereItIsKnown) {
  forge.page_size = 10;
  fork("release", forge.branches["main"]);
  push("release", 200);
  caller.run(forge);
  fork("hotfix", forge.branches["release"]);
  const std::string fix = push("hotfix", 1);
  const SyncRun run = caller.run(forge);
  EXPECT_EQ(run.commits(), std::vector<std::string>{fix});
  EXPECT_EQ(run.requests, 4U);  // not the 20 pages between main and hotfix
}

TEST_F(RepositorySyncTest, AForcedBackBranchReportsNoCommit) {
  caller.run(forge);
  forge.branches["main"] = forge.find(forge.branches["main"])->parents[0];
  const SyncRun run = caller.run(forge);
  EXPECT_TRUE(run.commits().empty());
  EXPECT_EQ(run.branches(), std::vector<std::string>{"main"});
}

TEST_F(RepositorySyncTest, AVanishedOldHeadIsNoticed) {
  caller.run(forge);
  forge.branches["main"] = forge.find(forge.branches["main"])->parents[0];
  const std::string forced = push("main", 1);
  forge.collect_garbage();
  const SyncRun run = caller.run(forge);
  ASSERT_TRUE(run.status.ok());
  EXPECT_TRUE(run.commit_set().contains(forced)) << "a range from a vanished commit is empty";
}

TEST_F(RepositorySyncTest, ARewrittenBranchTellsWhatLeftWithThreeMoreRequests) {
  const std::string kept = forge.branches["main"];
  fork("topic", kept);
  const std::string with_key = push("topic", 1);
  push("topic", 1, "no key");
  RunOptions options;
  options.all_commits = false;
  caller.run(forge, options);
  forge.branches["topic"] = kept;
  push("topic", 1);
  const SyncRun run = caller.run(forge, options);
  EXPECT_EQ(run.departed(), std::set<std::string>{with_key});
  EXPECT_FALSE(run.finished.history_incomplete);
  forge.branches.erase("topic");
  const SyncRun removed = caller.run(forge, options);
  EXPECT_EQ(removed.departed().size(), 1U);
  EXPECT_EQ(removed.requests, 5U)
      << "branches, range, branches of its bottom, branches again, merge requests";
}

TEST_F(RepositorySyncTest, AnInterruptedRunDoesNotForgetThatItsHistoryIsIncomplete) {
  const std::string root = forge.find(forge.branches["main"])->parents[0];
  caller.run(forge);
  forge.branches["main"] = root;
  push("main", 1);
  forge.collect_garbage();
  Caller other = caller;
  const std::size_t requests = other.run(forge).requests;
  const SyncRun killed = caller.run(forge, {.kill_after = requests - 1});
  ASSERT_TRUE(killed.killed);
  EXPECT_TRUE(killed.departed().empty());
  EXPECT_TRUE(caller.run(forge).finished.history_incomplete);
}

TEST_F(RepositorySyncTest, OnlyCommitsWithKeysUnlessAllAreWanted) {
  push("main", 2, "no key");
  RunOptions options;
  options.all_commits = false;
  const SyncRun run = caller.run(forge, options);
  EXPECT_EQ(run.commits().size(), 3U);
  EXPECT_EQ(run.recorder.all<Commit>()[0].keys, std::vector<std::string>{"KEY-1"});
  push("main", 1, "still none");
  const std::string wanted = push("main", 1, "KEY-2");
  EXPECT_EQ(caller.run(forge, options).commits(), std::vector<std::string>{wanted});
}

TEST_F(RepositorySyncTest, TheRepositoryComesFirstAndRowsBeforeTheirCheckpoint) {
  const SyncRun run = caller.run(forge);
  ASSERT_TRUE(std::holds_alternative<Repository>(run.recorder.events.front()));
  const auto& events = run.recorder.events;
  const auto is_branch = [](const Event& e) { return std::holds_alternative<Branch>(e); };
  const auto is_commit = [](const Event& e) { return std::holds_alternative<Commit>(e); };
  const auto branch = std::find_if(events.begin(), events.end(), is_branch);
  EXPECT_EQ(std::find_if(branch, events.end(), is_commit), events.end())
      << "a branch is reported when its commits are";
  EXPECT_TRUE(std::any_of(branch, events.end(),
                          [](const Event& e) { return std::holds_alternative<Checkpoint>(e); }));
}

TEST_F(RepositorySyncTest, FullIgnoresWhatIsKnown) {
  caller.run(forge);
  RunOptions options;
  options.full = true;
  const SyncRun run = caller.run(forge, options);
  EXPECT_EQ(run.commits().size(), 3U);
  EXPECT_EQ(run.branches(), std::vector<std::string>{"main"});
}

TEST_F(RepositorySyncTest, AnEmptyRepositoryIsFine) {
  forge.branches.clear();
  const SyncRun run = caller.run(forge);
  EXPECT_TRUE(run.status.ok());
  EXPECT_EQ(run.requests, 2U);
}

TEST_F(RepositorySyncTest, MergeRequestsAreIncrementalAndKeyed) {
  for (int i = 1; i <= 7; ++i) forge.merge_requests.push_back({i, "KEY-" + std::to_string(i), now + i / 4});
  forge.page_size = 3;
  const SyncRun run = caller.run(forge);
  const auto requests = run.recorder.all<MergeRequest>();
  ASSERT_EQ(requests.size(), 7U);
  EXPECT_EQ(requests[0].keys, std::vector<std::string>{"KEY-1"});
  forge.merge_requests[0].updated = now + 100;
  const auto changed = caller.run(forge).recorder.all<MergeRequest>();
  ASSERT_FALSE(changed.empty());
  EXPECT_EQ(changed.back().iid, 1);
  for (const MergeRequest& request : changed)
    EXPECT_GE(request.updated.seconds, now + 1);  // inclusive: the last second again
}

TEST_F(RepositorySyncTest, AnotherVersionOfTheCursorStartsAnew) {
  caller.cursor = R"({"version":99,"everything":"else"})";
  const SyncRun run = caller.run(forge);
  EXPECT_TRUE(run.status.ok());
  EXPECT_EQ(run.commits().size(), 3U);
  EXPECT_FALSE(run.recorder.all<Log>().empty());
}

TEST_F(RepositorySyncTest, AStaleCursorLosesNothing) {
  forge.page_size = 2;
  Caller other;
  other.run(forge, {.kill_after = 2});
  ASSERT_FALSE(other.cursor.empty());
  const std::string stale = other.cursor;
  caller.run(forge);
  push("main", 3);
  caller.cursor = stale;
  caller.run(forge);
  EXPECT_EQ(caller.stored, forge.reachable());
}

TEST_F(RepositorySyncTest, NoBranchIsDeletedWhenOneCouldNotBeRead) {
  fork("topic", forge.branches["main"]);
  caller.run(forge);
  forge.branches.erase("topic");
  const auto provider = providers::make_provider(Host::kGitLab, forge.base);
  Recorder recorder;
  sync::Report report(recorder, 1, 1);
  SyncRepository job;
  job.repository.id = 1;
  job.known = caller.known;
  sync::GitHost host;
  sync::RepositorySync logic(**provider, {}, job, report, host);
  sync::Conversation conversation([&](sync::Line& line) { return logic.run(line); });
  while (!std::holds_alternative<sync::Ended>(conversation.step())) {
    const auto* request = std::get_if<http::Request>(&conversation.step());
    if (request == nullptr) {
      conversation.go_on();
      continue;
    }
    http::Response response = forge.answer(*request);
    if (request->url.find("/branches") != std::string::npos)
      response.body.replace(0, 1, R"([{"name":"topic"},)");
    conversation.answer(std::move(response));
  }
  EXPECT_TRUE(conversation.result().ok());
  EXPECT_TRUE(recorder.all<Deleted>().empty());
  EXPECT_EQ(recorder.all<Skipped>().size(), 1U);
}

TEST_F(RepositorySyncTest, NoBranchIsDeletedWhenTheForgeCountsMoreThanItLists) {
  fork("topic", forge.branches["main"]);
  fork("other", forge.branches["main"]);
  caller.run(forge);
  forge.branches.erase("topic");
  std::string total = "3";
  RunOptions options;
  options.spoil = [&](const http::Request& request, http::Response answer) -> base::Result<http::Response> {
    if (request.url.find("/branches") != std::string::npos) answer.headers.add("X-Total", total);
    return answer;
  };
  const std::vector<KnownBranch> known = caller.known;
  const SyncRun slid = caller.run(forge, options);
  ASSERT_TRUE(slid.status.ok());
  EXPECT_TRUE(slid.deleted().empty()) << "a page may have slid under the listing";
  EXPECT_EQ(slid.recorder.all<Log>().size(), 1U);
  total = "2";
  caller.known = known;
  EXPECT_EQ(caller.run(forge, options).deleted(), std::vector<std::string>{"topic"});
}

// A forge that cannot say which branches hold a commit: every listed head is compared instead.
TEST_F(RepositorySyncTest, WithoutBranchesOfCommitsWhatLeftIsStillToldExactly) {
  const std::string start = forge.branches["main"];
  for (const char* name : {"a", "b", "c"}) {
    fork(name, start);
    push(name, 3);
  }
  RunOptions options;
  options.says_branches_of_commits = false;
  caller.run(forge, options);
  EXPECT_EQ(caller.stored, forge.reachable());

  // Of b's commits the first stays through a new branch, the others leave; c is deleted, and merged before.
  const ModelCommit& second = *forge.find(forge.find(forge.branches["b"])->parents.front());
  fork("kept", second.parents.front());
  fork("b", forge.commit({start}, now += 60, "KEY-2 instead"));
  merge("main", forge.branches["c"]);
  forge.branches.erase("c");
  const SyncRun run = caller.run(forge, options);
  ASSERT_TRUE(run.status.ok());
  EXPECT_FALSE(run.finished.history_incomplete);
  EXPECT_EQ(run.departed().size(), 2U);
  EXPECT_EQ(caller.stored, forge.reachable());
  EXPECT_EQ(run.deleted(), std::vector<std::string>{"c"});
  for (const std::string& path : forge.asked) EXPECT_EQ(path.find("/refs?"), std::string::npos) << path;
}

TEST_F(RepositorySyncTest, WithoutBranchesOfCommitsAndWithoutRequestsNothingIsDeleted) {
  fork("a", forge.branches["main"]);
  push("a", 3);
  for (const char* name : {"b", "c", "d", "e", "f"}) {
    fork(name, forge.branches["main"]);
    push(name, 1);
  }
  RunOptions options;
  options.says_branches_of_commits = false;
  caller.run(forge, options);
  forge.branches.erase("a");
  options.limits.comparisons = 3;
  const SyncRun run = caller.run(forge, options);
  ASSERT_TRUE(run.status.ok());
  EXPECT_TRUE(run.departed().empty());
  EXPECT_TRUE(run.finished.history_incomplete) << "only a full reading can say it";
}

}  // namespace
}  // namespace dvcs::test
