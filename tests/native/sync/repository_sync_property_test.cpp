// Random worlds and random mutations: what is reported is compared with what the graph says. A failure prints
// its seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "sync/caller.hpp"
#include "sync/random_world.hpp"

namespace dvcs::test {
namespace {

std::set<std::string> difference(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::set<std::string> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(rest, rest.end()));
  return rest;
}

void prepare(RandomWorld& world) {
  world.forge.page_size = 1 + world.below(12);
  world.create(5 + world.below(60));
}

TEST(RepositorySyncProperty, EveryRunReportsExactlyTheDifferenceOnce) {
  for (std::uint64_t seed = 1; seed <= 80; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    prepare(world);
    Caller caller;
    std::set<std::string> before;
    for (int round = 0; round < 6; ++round) {
      SCOPED_TRACE("round " + std::to_string(round));
      const std::set<std::string> now = world.forge.reachable();
      const SyncRun run = caller.run(world.forge);
      ASSERT_TRUE(run.status.ok()) << run.status.error().message;
      ASSERT_EQ(run.commit_set(), difference(now, before));
      ASSERT_EQ(run.commits().size(), run.commit_set().size()) << "a commit was reported twice";
      ASSERT_EQ(run.finished.heads.size(), world.forge.branches.size());
      ASSERT_EQ(run.departed(), difference(before, now));
      ASSERT_FALSE(run.finished.history_incomplete);
      ASSERT_EQ(caller.stored, now);
      before = now;

      const SyncRun again = caller.run(world.forge);
      ASSERT_TRUE(again.commits().empty());
      ASSERT_TRUE(again.branches().empty());
      ASSERT_TRUE(again.deleted().empty());
      for (std::size_t i = 0; i <= world.below(4); ++i) world.mutate();
    }
  }
}

TEST(RepositorySyncProperty, BranchesAreReportedAsNewMovedAndDeleted) {
  for (std::uint64_t seed = 1000; seed < 1030; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    prepare(world);
    Caller caller;
    std::map<std::string, std::string> before;
    for (int round = 0; round < 4; ++round) {
      std::vector<std::string> changed;
      std::vector<std::string> deleted;
      for (const auto& [name, sha] : world.forge.branches) {
        if (!before.contains(name) || before.at(name) != sha) changed.push_back(name);
      }
      for (const auto& [name, sha] : before) {
        if (!world.forge.branches.contains(name)) deleted.push_back(name);
      }
      before = world.forge.branches;
      const SyncRun run = caller.run(world.forge);
      ASSERT_EQ(run.branches(), changed);
      ASSERT_EQ(run.deleted(), deleted);
      world.mutate();
      world.mutate();
    }
  }
}

// After a garbage collection the forge cannot say what an old head reached: commits may come again, none may
// be missing.
TEST(RepositorySyncProperty, NothingIsLostWhenOldHeadsAreGone) {
  for (std::uint64_t seed = 2000; seed < 2040; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    prepare(world);
    Caller caller;
    for (int round = 0; round < 5; ++round) {
      const SyncRun run = caller.run(world.forge);
      ASSERT_TRUE(run.status.ok());
      ASSERT_EQ(run.commits().size(), run.commit_set().size());
      ASSERT_EQ(difference(world.forge.reachable(), caller.stored), std::set<std::string>());
      for (int i = 0; i < 4; ++i) world.mutate();
      world.forge.collect_garbage();
    }
  }
}

// Whatever the limits and what the forge still has: the departed ones are all told, or the run says that it
// cannot tell; one that a branch reaches never is.
TEST(RepositorySyncProperty, DepartedCommitsAreCertainOrTheHistoryIsIncomplete) {
  int exact = 0;
  int incomplete = 0;
  for (std::uint64_t seed = 7000; seed < 7080; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    prepare(world);
    Caller caller;
    RunOptions options;
    options.limits.comparisons = static_cast<int>(world.below(12));
    if (world.chance(30)) options.limits.held_commits = world.below(6);
    std::set<std::string> before;
    for (int round = 0; round < 6; ++round) {
      const std::set<std::string> now = world.forge.reachable();
      const SyncRun run = caller.run(world.forge, options);
      ASSERT_TRUE(run.status.ok()) << run.status.error().message;
      if (run.finished.history_incomplete) {
        ASSERT_EQ(run.departed(), std::set<std::string>());
        options.full = true;
        const SyncRun full = caller.run(world.forge, options);
        ASSERT_TRUE(full.status.ok() && !full.finished.history_incomplete);
        options.full = false;
        caller.stored = full.commit_set();
        ++incomplete;
      } else {
        ASSERT_EQ(run.departed(), difference(before, now));
        exact += run.departed().empty() ? 0 : 1;
      }
      ASSERT_EQ(caller.stored, now);
      before = now;
      for (int i = 0; i < 3; ++i) world.mutate();
      if (world.chance(20)) world.forge.collect_garbage();
    }
  }
  EXPECT_GT(exact, 20);
  EXPECT_GT(incomplete, 20);
}

TEST(RepositorySyncProperty, AKillWhileCommitsDepartRepeatsThem) {
  for (std::uint64_t seed = 8000; seed < 8010; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (std::size_t kill = 0;; ++kill) {
      SCOPED_TRACE("killed before answer " + std::to_string(kill));
      RandomWorld world(seed);
      prepare(world);
      Caller caller;
      bool killed = caller.run(world.forge, {.kill_after = kill}).killed;
      for (int i = 0; i < 3; ++i) world.mutate();
      killed = caller.run(world.forge, {.kill_after = kill}).killed || killed;
      for (int i = 0; i < 3; ++i) world.mutate();
      const SyncRun last = caller.run(world.forge);
      ASSERT_TRUE(last.status.ok());
      ASSERT_FALSE(last.finished.history_incomplete) << "nothing was collected";
      ASSERT_EQ(caller.stored, world.forge.reachable());
      if (!killed) break;
    }
  }
}

TEST(RepositorySyncProperty, AKillAtAnyRequestLosesNothing) {
  for (std::uint64_t seed = 3000; seed < 3008; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (std::size_t kill = 0;; ++kill) {
      SCOPED_TRACE("killed before answer " + std::to_string(kill));
      RandomWorld world(seed);
      prepare(world);
      Caller caller;
      const bool finished = !caller.run(world.forge, {.kill_after = kill}).killed;
      if (world.chance(50)) world.mutate();
      const SyncRun resumed = caller.run(world.forge);
      ASSERT_TRUE(resumed.status.ok());
      ASSERT_EQ(difference(world.forge.reachable(), caller.stored), std::set<std::string>());
      ASSERT_EQ(caller.stored_requests.size(), world.forge.merge_requests.size());

      world.mutate();
      world.mutate();
      world.mutate();
      caller.run(world.forge, {.kill_after = kill});
      const SyncRun last = caller.run(world.forge);
      ASSERT_TRUE(last.status.ok());
      ASSERT_EQ(difference(world.forge.reachable(), caller.stored), std::set<std::string>());
      ASSERT_TRUE(caller.run(world.forge).commits().empty());
      if (finished) break;
    }
  }
}

TEST(RepositorySyncProperty, RepeatedKillsStillReachTheEnd) {
  for (std::uint64_t seed = 4000; seed < 4010; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    world.forge.page_size = 5;
    world.create(80);
    Caller caller;
    std::size_t runs = 0;
    while (caller.run(world.forge, {.kill_after = 4 + world.forge.branches.size() / 5}).killed)
      ASSERT_LT(++runs, 500U);
    ASSERT_EQ(caller.stored, world.forge.reachable());
  }
}

TEST(RepositorySyncProperty, AWorldThatChangesBetweenPagesIsCompleteAfterTheNextRun) {
  for (std::uint64_t seed = 5000; seed < 5040; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    prepare(world);
    Caller caller;
    for (int round = 0; round < 3; ++round) {
      const SyncRun run = caller.run(world.forge, {.between = [&](std::size_t) {
                                       if (world.chance(30)) world.mutate();
                                     }});
      ASSERT_TRUE(run.status.ok()) << run.status.error().message;
      ASSERT_TRUE(caller.run(world.forge).status.ok());
      ASSERT_EQ(difference(world.forge.reachable(), caller.stored), std::set<std::string>());
      ASSERT_EQ(caller.stored_requests.size(), world.forge.merge_requests.size());
    }
  }
}

TEST(RepositorySyncProperty, SmallLimitsCostRepetitionButNoLoss) {
  for (std::uint64_t seed = 6000; seed < 6040; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    prepare(world);
    Caller caller;
    RunOptions options;
    options.limits = {.held_commits = world.below(6),
                      .held_bytes = 1U << 20,
                      .comparisons = static_cast<int>(world.below(3))};
    for (int round = 0; round < 5; ++round) {
      const SyncRun run = caller.run(world.forge, options);
      ASSERT_TRUE(run.status.ok());
      ASSERT_EQ(run.commits().size(), run.commit_set().size());
      ASSERT_EQ(difference(world.forge.reachable(), caller.stored), std::set<std::string>());
      for (int i = 0; i < 3; ++i) world.mutate();
    }
  }
}

}  // namespace
}  // namespace dvcs::test
