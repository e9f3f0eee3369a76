#include <gmock/gmock.h>

#include "cli/state_file.hpp"
#include "scripted_jobs.hpp"

namespace dvcs::cli {
namespace {

using test::commit;
using test::heads;
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

ImportState through_the_file(const ImportState& state) {
  return **from_json(to_json(state));
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
  ImportState state;
  run(jobs, state);
  auto again = one_repository();
  auto restored = through_the_file(state);
  auto ran = run(again, restored);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.lines.size(), 2u) << "the named skip, and done";
  EXPECT_EQ(ran.count("commit") + ran.count("branch") + ran.count("merge_request") + ran.count("repository"),
            0);
}

TEST(Import, ASecondRunAsksFromWhereTheFirstEnded) {
  auto jobs = one_repository();
  ImportState state;
  run(jobs, state, {.now = 100'000});
  EXPECT_EQ(jobs.listings[0].active_since, std::nullopt) << "nothing is known yet";
  EXPECT_TRUE(jobs.syncs[0].known.empty());
  auto again = one_repository();
  auto restored = through_the_file(state);
  run(again, restored, {.now = 100'600});
  EXPECT_EQ(again.listings[0].active_since, (Moment{100'000 - 7'200, 0}));
  ASSERT_EQ(again.syncs[0].known.size(), 1u);
  EXPECT_EQ(again.syncs[0].known[0].name, "main");
  EXPECT_EQ(again.syncs[0].known[0].sha, sha('a'));
  EXPECT_EQ(again.syncs[0].cursor, "half");
  EXPECT_EQ(again.syncs[0].merge_requests_since, (Moment{5000, 60}));
}

TEST(Import, ListsEverythingAgainAfterADay) {
  auto jobs = one_repository();
  ImportState state;
  run(jobs, state, {.now = 100'000});
  run(jobs, state, {.now = 100'000 + 86'400});
  run(jobs, state, {.now = 100'000 + 86'402});
  EXPECT_NE(jobs.listings[1].active_since, std::nullopt);
  EXPECT_EQ(jobs.listings[2].active_since, std::nullopt);
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
  run(jobs, state, {}, [&](const ImportState& reached) {
    auto of_one = reached.repositories.find(1);
    saved.push_back(of_one == reached.repositories.end() ? 0 : of_one->second.commits.spaced().size() / 41);
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

// Killed at any save, the next run prints exactly the rest.
TEST(Import, GoesOnFromAnySave) {
  std::vector<std::string> saves;
  auto jobs = one_repository();
  ImportState state;
  run(jobs, state, {}, [&](const ImportState& reached) {
    saves.push_back(to_json(reached));
    return base::Status();
  });
  saves.push_back(to_json(ImportState{}));
  for (const auto& save : saves) {
    auto restored = **from_json(save);
    auto known = restored.repositories[1].commits.spaced().size() / 41;
    auto again = one_repository();
    auto ran = run(again, restored);
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(static_cast<std::size_t>(ran.count("commit")), 2 - known);
  }
}

}  // namespace
}  // namespace dvcs::cli
