// Commits by git, against the real `git upload-pack`.
#include "sync/git_history.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>

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
    world.clocks_agree = seed % 2 == 0;
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
      // git hands out too much where clocks disagree; a commit that is told twice harms nobody.
      if (world.clocks_agree) {
        ASSERT_EQ(run.commit_set(), difference(now, before));
      } else {
        ASSERT_EQ(difference(difference(now, before), run.commit_set()), std::set<std::string>());
        ASSERT_EQ(difference(run.commit_set(), now), std::set<std::string>());
      }
      ASSERT_EQ(run.commits().size(), run.commit_set().size()) << "a commit was reported twice";
      ASSERT_EQ(departed(run), difference(before, now));
      ASSERT_EQ(run.finished.heads.size(), world.forge.branches.size());
      ASSERT_FALSE(run.finished.history_incomplete);
      before = now;
      for (std::size_t i = 0; i <= world.below(4); ++i) world.mutate();
    }
  }
}

// What is told by REST and by git of the same history is the same.
TEST(GitHistory, RowsAreThoseOfRest) {
  RandomWorld world(77);
  world.create(80);
  GitForge git(world.forge);
  Caller by_git;
  Caller by_rest;
  const SyncRun one = by_git.run(world.forge, {.git = &git, .source = Source::kGit});
  const SyncRun two = by_rest.run(world.forge, {.git = &git, .source = Source::kRest});
  ASSERT_TRUE(one.status.ok() && two.status.ok());
  EXPECT_EQ(two.finished.source, Source::kRest);
  std::map<std::string, Commit> rows;
  for (const Commit& commit : two.recorder.all<Commit>()) rows.emplace(commit.sha, commit);
  const std::vector<Commit> commits = one.recorder.all<Commit>();
  ASSERT_EQ(commits.size(), rows.size());
  for (const Commit& commit : commits) {
    const Commit& row = rows.at(commit.sha);
    EXPECT_EQ(commit.parents, row.parents);
    EXPECT_EQ(commit.message, row.message);
    EXPECT_EQ(commit.author, row.author);
    EXPECT_EQ(commit.committer, row.committer);
    EXPECT_EQ(commit.authored, row.authored);
    EXPECT_EQ(commit.committed, row.committed);
    EXPECT_EQ(commit.web_url, row.web_url);
    EXPECT_EQ(commit.keys, row.keys);
  }
}

TEST(GitHistory, AFirstImportTakesThreeRequestsAndASweepOne) {
  RandomWorld world(78);
  world.create(40);
  world.forge.merge_requests.clear();
  GitForge git(world.forge);
  Caller caller;
  EXPECT_EQ(caller.run(world.forge, {.git = &git}).requests, 4U) << "with the merge requests";
  EXPECT_EQ(caller.run(world.forge, {.git = &git, .verify = true}).requests, 1U);
  EXPECT_EQ(caller.run(world.forge, {.git = &git}).requests, 2U);
}

TEST(GitHistory, WithoutFilterRestTakesOverAndSaysSo) {
  RandomWorld world(79);
  world.create(40);
  GitForge git(world.forge);
  git.config = "-c uploadpack.allowFilter=false";
  Caller caller;
  const SyncRun strict = caller.run(world.forge, {.git = &git, .source = Source::kGit});
  EXPECT_FALSE(strict.status.ok());
  Caller other;
  const SyncRun run = other.run(world.forge, {.git = &git});
  ASSERT_TRUE(run.status.ok());
  EXPECT_EQ(run.finished.source, Source::kRest);
  EXPECT_FALSE(run.recorder.all<Log>().empty());
  EXPECT_EQ(other.stored, world.forge.reachable());
  EXPECT_TRUE(other.host.refusal().empty()) << "one may be an odd one; the next repository is asked";
}

// Where git is closed REST does the work, and git is left alone until something may have changed.
TEST(GitHistory, ARefusalIsRememberedForItsTokenAndAWhile) {
  for (const int status : {401, 403, 404}) {
    RandomWorld world(81);
    world.create(20);
    GitForge git(world.forge);
    Caller caller;
    std::size_t asked = 0;
    bool open = false;
    RunOptions options;
    options.git = &git;
    options.forgets_cursor = false;
    options.spoil = [&](const http::Request& request, http::Response answer) -> base::Result<http::Response> {
      if (!GitForge::is_git(request)) return answer;
      ++asked;
      if (!open) answer.status = status;
      return answer;
    };
    const auto run = [&](const std::string& token) {
      asked = 0;
      caller.host = {};  // a session of its own
      caller.host.credential = token;
      const SyncRun done = caller.run(world.forge, options);
      EXPECT_TRUE(done.status.ok()) << done.status.error().message;
      return done.finished.source;
    };
    EXPECT_EQ(run("a"), Source::kRest);
    EXPECT_EQ(asked, 1U);
    EXPECT_EQ(run("a"), Source::kRest);
    EXPECT_EQ(asked, 0U) << status;
    EXPECT_EQ(run("b"), Source::kRest);
    EXPECT_EQ(asked, 1U) << "another token may be let in";
    options.verify = true;
    run("b");
    EXPECT_EQ(asked, 1U) << "the daily sweep asks again";
    options.verify = false;
    std::size_t quiet = 0;
    while (run("b") == Source::kRest && asked == 0) ++quiet;
    EXPECT_EQ(quiet, 23U) << "and so does every 24th run";
    open = true;
    options.verify = true;
    EXPECT_EQ(run("b"), Source::kGit);
    options.verify = false;
    EXPECT_EQ(run("b"), Source::kGit) << "that it works now is remembered, too";
    EXPECT_EQ(caller.stored, world.forge.reachable());
  }
}

TEST(GitHistory, AFailureThatMayPassIsNotRemembered) {
  RandomWorld world(82);
  world.create(20);
  GitForge git(world.forge);
  Caller caller;
  std::size_t asked = 0;
  RunOptions options;
  options.git = &git;
  options.forgets_cursor = false;
  options.spoil = [&](const http::Request& request, http::Response answer) -> base::Result<http::Response> {
    if (!GitForge::is_git(request)) return answer;
    if (++asked == 1) answer.status = 502;
    return answer;
  };
  EXPECT_EQ(caller.run(world.forge, options).finished.source, Source::kRest);
  EXPECT_EQ(caller.run(world.forge, options).finished.source, Source::kGit);
}

TEST(GitHistory, APackThatLiesIsNotBelieved) {
  RandomWorld world(80);
  world.create(40);
  GitForge git(world.forge);
  const auto flip = [](const http::Request& request, http::Response answer) -> base::Result<http::Response> {
    if (request.on_body) answer.body[answer.body.size() / 2] ^= 1;
    return answer;
  };
  Caller caller;
  const SyncRun run = caller.run(world.forge, {.git = &git, .spoil = flip});
  ASSERT_TRUE(run.status.ok());
  EXPECT_EQ(run.finished.source, Source::kRest);
  EXPECT_EQ(run.commits().size(), world.forge.reachable().size()) << "nothing of the pack was told";
  Caller strict;
  const SyncRun refused = strict.run(world.forge, {.git = &git, .source = Source::kGit, .spoil = flip});
  ASSERT_FALSE(refused.status.ok());
  EXPECT_FALSE(refused.status.error().message.empty());
}

}  // namespace
}  // namespace dvcs::test
