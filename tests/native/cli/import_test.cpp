#include <gmock/gmock.h>

#include "kept_state.hpp"
#include "scripted_jobs.hpp"

namespace dvcs::cli {
namespace {

using test::commit;
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

ScriptedJobs one_repository() {
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  MergeRequest request;
  request.iid = 4;
  request.updated = {5000, 60};
  jobs.repositories[1] = {repository(1), Progress{"commits", 1, 2, 3}, commit('a'),
                          commit('b'),   Checkpoint{"half"},           main_at('a'),
                          request,       Skipped{"commit 9", "odd"},   heads({main_at('a')})};
  return jobs;
}

TEST(Import, PrintsEverythingOnceAndEndsWithDone) {
  auto jobs = one_repository();
  ImportState state;
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.complaints, "");
  EXPECT_EQ(ran.count("repository"), 1);
  EXPECT_EQ(ran.count("commit"), 2);
  EXPECT_EQ(ran.count("branch"), 1);
  EXPECT_EQ(ran.count("merge_request"), 1);
  EXPECT_EQ(ran.count("skipped"), 1);
  EXPECT_THAT(ran.lines.back(),
              HasSubstr(R"({"type":"done","complete":true,"repositories":1,"branches":1,"commits":2)"));
  EXPECT_EQ(ran.lines.front().substr(0, 20), R"({"type":"repository")");
}

TEST(Import, ASecondRunPrintsNothingNew) {
  auto jobs = one_repository();
  KeptState kept;
  run(jobs, kept.state);
  kept.save_and_reopen();
  auto again = one_repository();
  auto ran = run(again, kept.state);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.lines.size(), 2u) << "the named skip, and done";
  EXPECT_EQ(ran.count("commit") + ran.count("branch") + ran.count("merge_request") + ran.count("repository"),
            0);
}

TEST(Import, ASecondRunAsksFromWhereTheFirstEnded) {
  auto jobs = one_repository();
  KeptState kept;
  run(jobs, kept.state, {.now = 100'000});
  EXPECT_TRUE(jobs.syncs[0].known.empty());
  kept.save_and_reopen();
  auto again = one_repository();
  run(again, kept.state, {.now = 100'600});
  ASSERT_EQ(again.syncs[0].known.size(), 1u);
  EXPECT_EQ(again.syncs[0].known[0].name, "main");
  EXPECT_EQ(again.syncs[0].known[0].sha, sha('a'));
  EXPECT_EQ(again.syncs[0].cursor, "half");
  EXPECT_EQ(again.syncs[0].merge_requests_since, (Moment{5000, 60}));
}

TEST(Import, TheOwnersKindIsAskedOnce) {
  auto jobs = one_repository();
  jobs.listing_end.owner_hint = "group:7";
  KeptState kept;
  run(jobs, kept.state);
  EXPECT_EQ(jobs.listings[0].owner_hint, "");
  kept.save_and_reopen();
  run(jobs, kept.state);
  EXPECT_EQ(jobs.listings[1].owner_hint, "group:7");
}

TEST(Import, PrintsWhatChanged) {
  auto jobs = one_repository();
  ImportState state;
  run(jobs, state);
  ScriptedJobs next;
  auto renamed = repository(1);
  renamed.path = "g/renamed";
  next.listing = {renamed};
  MergeRequest request;
  request.iid = 4;
  request.updated = {6000, 60};
  request.state = MergeRequestState::kMerged;
  next.repositories[1] = {commit('c'), main_at('c'), request, heads({main_at('c')})};
  auto ran = run(next, state);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.lines.size(), 5u);
  EXPECT_EQ(ran.count("repository"), 1);
  EXPECT_EQ(ran.count("commit"), 1);
  EXPECT_EQ(ran.count("branch"), 1);
  EXPECT_EQ(ran.count("merge_request"), 1);
  EXPECT_EQ(state.repositories[1].heads.at("main"), sha('c'));
  EXPECT_EQ(state.repositories[1].merge_requests_since, (Moment{6000, 60}));
}

TEST(Import, ACommitThatTwoBranchesReportIsPrintedOnce) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1), repository(2)};
  jobs.repositories[1] = {commit('a'), commit('a'), heads({})};
  jobs.repositories[2] = {commit('a'), heads({})};
  ImportState state;
  EXPECT_EQ(run(jobs, state).count("commit"), 2) << "once for each repository";
}

TEST(Import, ARepositoryOnTwoPagesIsSynchronisedOnce) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1), repository(2), repository(1)};
  ImportState state;
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.count("repository"), 2);
  EXPECT_EQ(jobs.syncs.size(), 2u);
}

TEST(Import, DeletionsArePrintedForWhatWasPrinted) {
  auto jobs = one_repository();
  ImportState state;
  run(jobs, state);
  ScriptedJobs next;
  next.listing = {repository(1)};
  next.repositories[1] = {Deleted{DeletedKind::kBranch, "main"},
                          Deleted{DeletedKind::kBranch, "unknown"},
                          Deleted{DeletedKind::kCommit, sha('b')},
                          Deleted{DeletedKind::kCommit, sha('f')},
                          Deleted{DeletedKind::kMergeRequest, "4"},
                          Deleted{DeletedKind::kMergeRequest, "99"},
                          heads({})};
  auto ran = run(next, state);
  EXPECT_EQ(ran.count("branch_deleted"), 1);
  EXPECT_EQ(ran.count("commit_deleted"), 1);
  EXPECT_EQ(ran.count("merge_request_deleted"), 1);
  EXPECT_EQ(ran.counts.deleted, 3u);
  ScriptedJobs back;
  back.listing = {repository(1)};
  back.repositories[1] = {commit('b'), heads({})};
  EXPECT_EQ(run(back, state).count("commit"), 1) << "what comes back is printed again";
}

TEST(Import, OneProjectIsAskedByItsNumberAndOthersAreNotGone) {
  ImportState state;
  state.scope.project = 2;
  state.repositories[1].printed = repository(1);
  ScriptedJobs jobs;
  jobs.listing = {repository(2)};
  auto ran = run(jobs, state);
  EXPECT_EQ(jobs.listings[0].only_id, 2);
  EXPECT_EQ(ran.count("repository_deleted"), 0);
}

TEST(Import, SavesAtLeastEveryThousandLinesAndOnlyWhatWasFlushed) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  auto& script = jobs.repositories[1];
  for (int i = 0; i < 3500; ++i) {
    auto row = commit('a');
    row.sha = std::to_string(1'000'000 + i) + std::string(33, '0');
    script.push_back(row);
  }
  script.push_back(heads({main_at('a')}));
  std::vector<std::size_t> saved;
  ImportState state;
  run(jobs, state, {}, [&](ImportState& reached) {
    auto of_one = reached.repositories.find(1);
    saved.push_back(of_one == reached.repositories.end() ? 0 : of_one->second.commits.count());
    return base::Status();
  });
  ASSERT_GE(saved.size(), 4u);
  std::size_t before = 0;
  for (auto count : saved) {
    EXPECT_LE(count - before, 1000u);
    before = count;
  }
  EXPECT_EQ(saved.back(), 3500u);
}

// Killed after any save, the next run prints exactly the rest.
TEST(Import, GoesOnFromAnySave) {
  for (int saves = 0; saves < 4; ++saves) {
    auto jobs = one_repository();
    KeptState kept;
    std::size_t known = 0;
    int made = 0;
    int events = 0;
    run(
        jobs, kept.state, {},
        [&](ImportState&) {
          if (made == saves) return base::Status();
          ++made;
          auto of_one = kept.state.repositories.find(1);
          known = of_one == kept.state.repositories.end() ? 0 : of_one->second.commits.count();
          return kept.save();
        },
        [&] { return ++events > 2 + saves; });
    kept.reopen();
    auto again = one_repository();
    auto ran = run(again, kept.state);
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(static_cast<std::size_t>(ran.count("commit")), 2 - known);
  }
}

}  // namespace
}  // namespace dvcs::cli
