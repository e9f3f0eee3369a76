// House plan, decision 4, as the command line keeps it.
#include <gmock/gmock.h>

#include "scripted_jobs.hpp"

namespace dvcs::cli {
namespace {

using test::heads;
using test::repository;
using test::run;
using test::ScriptedJobs;
using test::sha;
using testing::HasSubstr;

ImportState with_repositories(int count) {
  ImportState state;
  for (int id = 1; id <= count; ++id) state.repositories[id].printed = repository(id);
  return state;
}

ScriptedJobs listing_of(int count) {
  ScriptedJobs jobs;
  for (int id = 1; id <= count; ++id) jobs.listing.push_back(repository(id));
  return jobs;
}

TEST(ImportBrake, AFewVanishedRepositoriesAreDeleted) {
  auto state = with_repositories(20);
  auto jobs = listing_of(17);
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.count("repository_deleted"), 3);
  EXPECT_EQ(state.repositories.size(), 17u);
}

TEST(ImportBrake, ManyVanishedRepositoriesHoldTheRun) {
  auto state = with_repositories(20);
  auto jobs = listing_of(9);
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.count("repository_deleted"), 0);
  EXPECT_THAT(ran.complaints, HasSubstr("11 of 20 repositories"));
  EXPECT_THAT(ran.complaints, HasSubstr("--accept-deletions"));
  EXPECT_THAT(ran.lines.back(), HasSubstr(R"("complete":false)"));
  EXPECT_EQ(state.repositories.size(), 20u);
  EXPECT_EQ(state.last_full, std::nullopt) << "the next run looks again";

  auto accepting = listing_of(9);
  auto accepted = run(accepting, state, {.accept_deletions = true});
  EXPECT_EQ(accepted.code, 0);
  EXPECT_EQ(accepted.count("repository_deleted"), 11);
}

TEST(ImportBrake, OnlyACompleteListingSaysThatSomethingIsGone) {
  auto state = with_repositories(3);
  auto jobs = listing_of(1);
  jobs.listing_end.complete = false;
  EXPECT_EQ(run(jobs, state).count("repository_deleted"), 0);
  EXPECT_EQ(state.repositories.size(), 3u);
}

ScriptedJobs losing_branches(int lost, ImportState& state) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  auto& known = state.repositories[1];
  known.printed = repository(1);
  auto& script = jobs.repositories[1];
  for (int i = 0; i < 40; ++i) {
    auto name = "b" + std::to_string(i);
    known.heads[name] = known.branches[name] = sha('a');
    if (i < lost) script.push_back(Deleted{DeletedKind::kBranch, name});
  }
  std::vector<Branch> left;
  for (int i = lost; i < 40; ++i) left.push_back({"b" + std::to_string(i), sha('a'), false, false, {}});
  script.push_back(heads(left));
  return jobs;
}

TEST(ImportBrake, AFewVanishedBranchesAreDeleted) {
  ImportState state;
  auto jobs = losing_branches(8, state);
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.count("branch_deleted"), 8);
  EXPECT_EQ(state.repositories[1].heads.size(), 32u);
}

TEST(ImportBrake, ManyVanishedBranchesAreHeldAndStayKnown) {
  ImportState state;
  auto jobs = losing_branches(20, state);
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.count("branch_deleted"), 0);
  EXPECT_THAT(ran.complaints, HasSubstr("g/p1"));
  EXPECT_EQ(state.repositories[1].heads.size(), 40u) << "so that the next run finds them vanished again";

  auto accepting = losing_branches(20, state);
  auto accepted = run(accepting, state, {.accept_deletions = true});
  EXPECT_EQ(accepted.code, 0);
  EXPECT_EQ(accepted.count("branch_deleted"), 20);
  EXPECT_EQ(state.repositories[1].heads.size(), 20u);
}

// A braked run prints no deletion at all, of no kind, and finds all of them again.
TEST(ImportBrake, HoldsTheOtherDeletionsOfItsRunToo) {
  ImportState state;
  auto with_commit = [&] {
    auto jobs = losing_branches(20, state);
    state.repositories[1].commits.insert(sha('c'));
    state.repositories[1].merge_requests[4] = 0;
    auto& script = jobs.repositories[1];
    script.insert(script.begin(), Deleted{DeletedKind::kCommit, sha('c')});
    script.insert(script.begin(), Deleted{DeletedKind::kMergeRequest, "4"});
    return jobs;
  };
  auto jobs = with_commit();
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.counts.deleted, 0u);
  EXPECT_THAT(ran.complaints, HasSubstr("20 of 40 branches"));

  auto accepting = with_commit();
  auto accepted = run(accepting, state, {.accept_deletions = true});
  EXPECT_EQ(accepted.code, 0);
  EXPECT_EQ(accepted.count("commit_deleted"), 1);
  EXPECT_EQ(accepted.count("merge_request_deleted"), 1);
  EXPECT_EQ(accepted.counts.deleted, 22u);
}

TEST(ImportBrake, ManyVanishedMergeRequestsAreHeldAndAskedForAgain) {
  ImportState state;
  auto& known = state.repositories[1];
  known.printed = repository(1);
  known.finished = true;
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  for (int iid = 1; iid <= 20; ++iid) {
    known.merge_requests[iid] = 0;
    if (iid <= 10) jobs.repositories[1].push_back(Deleted{DeletedKind::kMergeRequest, std::to_string(iid)});
  }
  jobs.repositories[1].push_back(heads({}));
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.counts.deleted, 0u);
  EXPECT_THAT(ran.complaints, HasSubstr("10 of 20 merge requests"));
  EXPECT_EQ(run(jobs, state, {.accept_deletions = true}).count("merge_request_deleted"), 10);
  EXPECT_EQ(jobs.syncs[0].probe_merge_requests, jobs.syncs[1].probe_merge_requests);
}

// That many commits leave is what a force-push does.
TEST(ImportBrake, CommitsAloneHoldNothing) {
  ImportState state;
  state.repositories[1].printed = repository(1);
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  for (char digit : std::string("0123456789abcdef")) {
    state.repositories[1].commits.insert(sha(digit));
    jobs.repositories[1].push_back(Deleted{DeletedKind::kCommit, sha(digit)});
  }
  jobs.repositories[1].push_back(heads({}));
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.count("commit_deleted"), 15) << "an id of zeros is none";
}

}  // namespace
}  // namespace dvcs::cli
