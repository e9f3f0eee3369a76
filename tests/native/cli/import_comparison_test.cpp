// An old head is gone at the forge: everything is read and compared with what was printed.
#include <gmock/gmock.h>

#include "kept_state.hpp"
#include "scripted_jobs.hpp"

namespace dvcs::cli {
namespace {

using base::Code;
using test::commit;
using test::failed;
using test::heads;
using test::KeptState;
using test::repository;
using test::run;
using test::ScriptedJobs;
using test::sha;
using testing::HasSubstr;

Branch main_at(char digit) {
  return {"main", sha(digit), true, false, {}};
}

Finished incomplete(std::vector<Branch> branches) {
  auto end = heads(std::move(branches));
  end.history_incomplete = true;
  return end;
}

void import_three(KeptState& kept, bool all_commits = false) {
  kept.state.all_commits = all_commits;
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  jobs.repositories[1] = {commit('a'), commit('b'), commit('c'), main_at('c'), heads({main_at('c')})};
  EXPECT_EQ(run(jobs, kept.state).code, 0);
  kept.save_and_reopen();
}

ScriptedJobs rewritten(std::vector<Event> everything) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  jobs.repositories[1] = {commit('d'), main_at('d'), incomplete({main_at('d')})};
  jobs.in_full[1] = std::move(everything);
  return jobs;
}

TEST(ImportComparison, WhatDoesNotComeAgainHasLeft) {
  KeptState kept;
  import_three(kept);
  auto jobs = rewritten({commit('a'), commit('d'), main_at('d'), heads({main_at('d')})});
  auto ran = run(jobs, kept.state);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.count("commit"), 1) << "d, once";
  EXPECT_EQ(ran.count("branch"), 1);
  EXPECT_EQ(ran.count("commit_deleted"), 2) << "b and c";
  ASSERT_EQ(jobs.syncs.size(), 2u);
  EXPECT_TRUE(jobs.syncs[1].full);
  EXPECT_TRUE(jobs.syncs[1].known.empty());
  EXPECT_EQ(kept.state.repositories[1].heads.at("main"), sha('d'));
  kept.save_and_reopen();
  ScriptedJobs quiet;
  quiet.listing = {repository(1)};
  quiet.repositories[1] = {commit('d'), heads({main_at('d')})};
  EXPECT_EQ(run(quiet, kept.state).lines.size(), 1u) << "done alone";
}

TEST(ImportComparison, ADeletionThatTheForgeCouldSayIsNotSaidTwice) {
  KeptState kept;
  import_three(kept);
  auto jobs = rewritten({commit('a'), commit('d'), heads({main_at('d')})});
  auto& first = jobs.repositories[1];
  first.insert(first.begin(), Deleted{DeletedKind::kCommit, sha('b')});
  EXPECT_EQ(run(jobs, kept.state).count("commit_deleted"), 2);
}

TEST(ImportComparison, AFailureKeepsTheOldHeadsForTheNextRun) {
  KeptState kept;
  import_three(kept);
  auto jobs = rewritten({commit('a'), failed(Code::kServer, "502.")});
  auto ran = run(jobs, kept.state);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.count("commit_deleted"), 0);
  EXPECT_EQ(kept.state.repositories[1].heads.at("main"), sha('c'));
  auto again = rewritten({commit('a'), commit('d'), heads({main_at('d')})});
  auto mended = run(again, kept.state);
  EXPECT_EQ(mended.code, 0);
  EXPECT_EQ(mended.count("commit_deleted"), 2);
  EXPECT_EQ(mended.count("commit"), 0) << "d was printed before";
}

// It may be there for ever, and must not keep the others from being told.
TEST(ImportComparison, ACommitThatCouldNotBeReadHasNotLeftAndTheOthersHave) {
  KeptState kept;
  import_three(kept);
  auto end = heads({main_at('d')});
  end.skipped = 2;
  auto jobs = rewritten({commit('d'), Skipped{"commit " + sha('b'), "odd"},
                         Skipped{"merge request 3 of page 1", "odd"},
                         Skipped{"the commits of merge request 4", "odd"}, end});
  auto ran = run(jobs, kept.state);
  EXPECT_EQ(ran.code, 0) << ran.complaints;
  EXPECT_EQ(ran.count("commit_deleted"), 2) << "a and c";
  EXPECT_EQ(ran.count("skipped"), 3);
  for (const auto& line : ran.lines)
    if (line.starts_with("{\"type\":\"commit_deleted\""))
      EXPECT_THAT(line, testing::Not(HasSubstr(sha('b'))));
  EXPECT_EQ(kept.state.repositories[1].heads.at("main"), sha('d'));
}

TEST(ImportComparison, WhatCouldBeAnyCommitHoldsUntilItCanBeRead) {
  for (const char* what :
       {"commit 3 of page 1", "branch 2 of page 1", "commit main", "branch merge request 1"}) {
    KeptState kept;
    import_three(kept);
    auto jobs = rewritten({commit('d'), Skipped{what, "odd"}, heads({main_at('d')})});
    auto ran = run(jobs, kept.state);
    EXPECT_EQ(ran.code, 1) << what;
    EXPECT_THAT(ran.complaints, HasSubstr("1 of the items that are there could not be read"));
    EXPECT_EQ(ran.count("commit_deleted"), 0);
    EXPECT_EQ(kept.state.repositories[1].heads.at("main"), sha('c')) << "the next run finds it again";
    kept.save_and_reopen();
    auto mended = rewritten({commit('a'), commit('d'), heads({main_at('d')})});
    EXPECT_EQ(run(mended, kept.state).count("commit_deleted"), 2) << "b and c";
  }
}

TEST(ImportComparison, CommitsWithoutAKeyAreComparedToo) {
  KeptState kept;
  import_three(kept, true);
  kept.state.adopt_all_commits(false);
  auto keyless = commit('e');
  keyless.keys.clear();
  auto jobs = rewritten({commit('a'), commit('b'), commit('c'), commit('d'), keyless, heads({main_at('d')})});
  auto ran = run(jobs, kept.state);
  EXPECT_TRUE(jobs.syncs[1].all_commits);
  EXPECT_EQ(ran.count("commit"), 1) << "d; nobody asked for e";
  EXPECT_EQ(ran.count("commit_deleted"), 0);
}

}  // namespace
}  // namespace dvcs::cli
