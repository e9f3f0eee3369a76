// Commits by git, against the real `git upload-pack`.
#include "sync/git_history.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "sync/caller.hpp"
#include "sync/random_world.hpp"

namespace dvcs::test {
namespace {

std::set<std::string> difference(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::set<std::string> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(rest, rest.end()));
  return rest;
}

std::set<std::string> departed(const SyncRun& run) {
  std::set<std::string> ids;
  for (const Deleted& gone : run.recorder.all<Deleted>()) {
    if (gone.kind == DeletedKind::kCommit) ids.insert(gone.id);
  }
  return ids;
}

TEST(GitHistory, EveryRunReportsExactlyTheDifferenceOnce) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWorld world(seed);
    world.clocks_agree = true;
    world.create(5 + world.below(60));
    GitForge git(world.forge);
    Caller caller;
    std::set<std::string> before;
    for (int round = 0; round < 5; ++round) {
      SCOPED_TRACE("round " + std::to_string(round));
      const SyncRun run = caller.run(world.forge, {.git = &git, .source = Source::kGit});
      ASSERT_TRUE(run.status.ok()) << run.status.error().message;
      const std::set<std::string> now = git.reachable();
      ASSERT_EQ(now, world.forge.reachable());
      ASSERT_EQ(run.finished.source, Source::kGit);
      ASSERT_EQ(run.commit_set(), difference(now, before));
      ASSERT_EQ(run.commits().size(), run.commit_set().size()) << "a commit was reported twice";
      ASSERT_EQ(departed(run), difference(before, now));
      ASSERT_EQ(run.finished.heads.size(), world.forge.branches.size());
      ASSERT_FALSE(run.finished.history_incomplete);
      before = now;
      for (std::size_t i = 0; i <= world.below(4); ++i) world.mutate();
    }
  }
}

}  // namespace
}  // namespace dvcs::test
