// Histories that do not come in one transfer, against the real `git upload-pack`.
#include "sync/git_slices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "sync/caller.hpp"
#include "sync/random_world.hpp"

namespace dvcs::test {
namespace {

using Spoil = std::function<base::Result<http::Response>(const http::Request&, http::Response)>;

bool has(const http::Request& request, const std::string& words) {
  return request.body.find(words) != std::string::npos;
}

// A transfer of everything; those of slices have a depth, increments have something.
bool is_whole(const http::Request& request) {
  return request.on_body && !has(request, "deepen ") && !has(request, "have ");
}

// Ends the answer somewhere inside its pack.
http::Response cut(http::Response answer, std::size_t random) {
  const std::size_t pack = answer.body.find("PACK");
  if (pack == std::string::npos) return answer;
  const std::size_t from = pack + 4;
  answer.body.resize(from + random % (answer.body.size() - from));
  return answer;
}

Spoil drop_whole_transfers(RandomWorld& world) {
  return [&world](const http::Request& request, http::Response answer) -> base::Result<http::Response> {
    return is_whole(request) ? cut(std::move(answer), world.below(1U << 20)) : answer;
  };
}

sync::SyncLimits depth(std::uint32_t slice, std::uint32_t smallest) {
  sync::SyncLimits limits{.comparisons = 1000};
  limits.slice_depth = slice;
  limits.smallest_slice_depth = smallest;
  return limits;
}

std::set<std::string> without(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::set<std::string> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(rest, rest.end()));
  return rest;
}

std::size_t logs_with(const SyncRun& run, const std::string& words) {
  const std::vector<Log> logs = run.recorder.all<Log>();
  return static_cast<std::size_t>(std::count_if(logs.begin(), logs.end(), [&](const Log& log) {
    return log.message.find(words) != std::string::npos;
  }));
}

// main with `count` commits, oldest first.
std::vector<std::string> chain(ModelForge& forge, std::size_t count) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < count; ++i) {
    const std::vector<std::string> parents =
        ids.empty() ? std::vector<std::string>{} : std::vector<std::string>{ids.back()};
    ids.push_back(forge.commit(parents, 1'600'000'000 + static_cast<std::int64_t>(i) * 60,
                               "AB-" + std::to_string(i + 1) + " step"));
  }
  forge.branches["main"] = ids.back();
  return ids;
}

TEST(GitSlices, BringEveryCommitOnceAfterADroppedTransfer) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    world.clocks_agree = seed % 2 == 0;
    world.create(20 + world.below(80));
    for (int i = 0; i < 6; ++i) world.mutate();
    GitForge git(world.forge);
    Caller caller;
    const SyncRun run = caller.run(
        world.forge,
        {.limits = depth(3, 1), .git = &git, .source = Source::kGit, .spoil = drop_whole_transfers(world)});
    ASSERT_TRUE(run.status.ok()) << run.status.error().message;
    EXPECT_EQ(run.finished.source, Source::kGit);
    EXPECT_EQ(run.commit_set(), git.reachable());
    EXPECT_EQ(run.commits().size(), run.commit_set().size()) << "a commit was reported twice";
    EXPECT_TRUE(run.deleted().empty());
    EXPECT_EQ(run.finished.heads.size(), world.forge.branches.size());
    EXPECT_EQ(logs_with(run, "fetched in slices of depth 3"), 1U);
    EXPECT_EQ(logs_with(run, "the history is complete"), 1U);
    EXPECT_GT(logs_with(run, "the next slice begins at"), 0U);
  }
}

TEST(GitSlices, AreAsSmallAsTheSpoolAllows) {
  RandomWorld world(1);
  chain(world.forge, 300);
  GitForge git(world.forge);
  Caller caller;
  sync::SyncLimits limits = depth(200, 1);
  limits.spool_bytes = 4000;
  const SyncRun run = caller.run(world.forge, {.limits = limits, .git = &git, .source = Source::kGit});
  ASSERT_TRUE(run.status.ok()) << run.status.error().message;
  EXPECT_EQ(run.commit_set(), git.reachable());
  EXPECT_EQ(run.commits().size(), 300U);
  EXPECT_GT(logs_with(run, "a slice broke off and is fetched again with depth 50"), 0U);
}

TEST(GitSlices, ThatBreakOffTooLeaveTheRestToRestOrSayWhy) {
  RandomWorld world(2);
  world.create(60);
  GitForge git(world.forge);
  sync::SyncLimits limits = depth(64, 8);
  limits.spool_bytes = 100;
  Caller strict;
  const SyncRun refused = strict.run(world.forge, {.limits = limits, .git = &git, .source = Source::kGit});
  ASSERT_FALSE(refused.status.ok());
  EXPECT_EQ(refused.status.error().code, base::Code::kTooLarge);
  EXPECT_EQ(logs_with(refused, "fetched again"), 2U) << "with depth 16 and 8";
  Caller caller;
  const SyncRun run = caller.run(world.forge, {.limits = limits, .git = &git});
  ASSERT_TRUE(run.status.ok()) << run.status.error().message;
  EXPECT_EQ(run.finished.source, Source::kRest);
  EXPECT_EQ(caller.stored, world.forge.reachable());
}

TEST(GitSlices, SurviveDropsAtAnyByte) {
  for (std::uint64_t seed = 100; seed < 104; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    world.create(20 + world.below(60));
    GitForge git(world.forge);
    const Spoil drop = [&](const http::Request& request,
                           http::Response answer) -> base::Result<http::Response> {
      const bool drops = is_whole(request) || (request.on_body && world.chance(40));
      return drops ? cut(std::move(answer), world.below(1U << 20)) : answer;
    };
    Caller either;
    const SyncRun run = either.run(world.forge, {.limits = depth(16, 2), .git = &git, .spoil = drop});
    ASSERT_TRUE(run.status.ok()) << run.status.error().message;
    EXPECT_EQ(either.stored, world.forge.reachable());
    // Without REST each run goes on where the last one broke off.
    Caller caller;
    bool done = false;
    for (int runs = 0; runs < 200 && !done; ++runs) {
      done =
          caller
              .run(world.forge, {.limits = depth(16, 2), .git = &git, .source = Source::kGit, .spoil = drop})
              .status.ok();
    }
    ASSERT_TRUE(done);
    EXPECT_EQ(caller.stored, world.forge.reachable());
  }
}

TEST(GitSlices, GoOnAfterAKillWhereTheLastOneEnded) {
  RandomWorld world(3);
  chain(world.forge, 24);
  GitForge git(world.forge);
  bool killed = true;
  for (std::size_t after = 1; killed; ++after) {
    SCOPED_TRACE("killed after " + std::to_string(after));
    Caller caller;
    const SyncRun first = caller.run(world.forge, {.kill_after = after,
                                                   .limits = depth(3, 1),
                                                   .git = &git,
                                                   .source = Source::kGit,
                                                   .spoil = drop_whole_transfers(world)});
    killed = first.killed;
    if (!killed) break;
    const std::set<std::string> before = caller.stored;
    const SyncRun second = caller.run(world.forge, {.limits = depth(3, 1), .git = &git});
    ASSERT_TRUE(second.status.ok()) << second.status.error().message;
    EXPECT_EQ(second.finished.source, Source::kGit);
    EXPECT_EQ(caller.stored, git.reachable());
    EXPECT_EQ(second.commit_set(), without(git.reachable(), before));
    EXPECT_EQ(logs_with(second, "goes on from its last slice"),
              before.empty() || before.size() == 24 ? 0U : 1U);
  }
}

TEST(GitSlices, LoseNothingWhenTheHistoryMovesAfterAKill) {
  for (std::uint64_t seed = 200; seed < 204; ++seed) {
    RandomWorld world(seed);
    world.clocks_agree = true;
    world.create(20 + world.below(40));
    GitForge git(world.forge);
    for (std::size_t after = 4; after < 10; after += 2) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", killed after " + std::to_string(after));
      Caller caller;
      caller.run(world.forge, {.kill_after = after,
                               .limits = depth(3, 1),
                               .git = &git,
                               .source = Source::kGit,
                               .spoil = drop_whole_transfers(world)});
      for (std::size_t i = 0; i <= world.below(3); ++i) world.mutate();
      const SyncRun run = caller.run(world.forge, {.limits = depth(3, 1), .git = &git});
      ASSERT_TRUE(run.status.ok()) << run.status.error().message;
      const std::set<std::string> now = git.reachable();
      EXPECT_EQ(without(now, caller.stored), std::set<std::string>());
      if (run.finished.history_incomplete) continue;
      const std::vector<std::string> gone = run.deleted();
      EXPECT_EQ(without(caller.stored, {gone.begin(), gone.end()}), now);
    }
  }
}

TEST(GitSlices, BeginAnewWhenTheNextOneWasCollected) {
  RandomWorld world(4);
  const std::vector<std::string> old = chain(world.forge, 20);
  GitForge git(world.forge);
  Caller caller;
  caller.run(world.forge, {.kill_after = 5,
                           .limits = depth(3, 1),
                           .git = &git,
                           .source = Source::kGit,
                           .spoil = drop_whole_transfers(world)});
  ASSERT_FALSE(caller.stored.empty());
  ASSERT_LT(caller.stored.size(), old.size());
  world.forge.branches["main"] = world.forge.commit({}, 1'700'000'000, "AB-1 all new");
  world.forge.collect_garbage();
  const SyncRun run = caller.run(world.forge, {.git = &git, .source = Source::kGit});
  ASSERT_TRUE(run.status.ok()) << run.status.error().message;
  EXPECT_EQ(run.commit_set(), git.reachable());
  EXPECT_TRUE(run.finished.history_incomplete);
  EXPECT_EQ(logs_with(run, "begins anew"), 1U);
}

// What only a merge request reaches gives it its keys, and is told by no commit.
TEST(GitSlices, ReadTheCommitsOfMergeRequestsAtTheEnd) {
  RandomWorld world(5);
  const std::vector<std::string> main = chain(world.forge, 30);
  const std::string topic = world.forge.commit({main[4]}, 1'600'100'000, "XY-77 topic");
  world.forge.merge_requests.push_back({.iid = 1, .title = "one", .updated = 1'600'200'000, .head = topic});
  GitForge git(world.forge);
  Caller caller;
  const SyncRun run = caller.run(
      world.forge,
      {.limits = depth(3, 1), .git = &git, .source = Source::kGit, .spoil = drop_whole_transfers(world)});
  ASSERT_TRUE(run.status.ok()) << run.status.error().message;
  EXPECT_EQ(run.commit_set(), std::set<std::string>(main.begin(), main.end()));
  const std::vector<MergeRequest> requests = run.recorder.all<MergeRequest>();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].keys, std::vector<std::string>{"XY-77"});
  for (const std::string& path : world.forge.asked)
    EXPECT_EQ(path.find("/merge_requests/1/commits"), std::string::npos) << path;
}

}  // namespace
}  // namespace dvcs::test
