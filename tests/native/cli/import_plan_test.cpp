#include "cli/import_plan.hpp"

#include <gmock/gmock.h>

#include "scripted_jobs.hpp"

namespace dvcs::cli {
namespace {

using test::repository;
using test::sha;
using testing::ElementsAre;

constexpr std::int64_t kNow = 1'000'000;
constexpr std::int64_t kDay = 86'400;

ImportState known(int repositories, std::int64_t ago = 600) {
  ImportState state;
  state.last_run = state.last_full = kNow - ago;
  for (int id = 1; id <= repositories; ++id) {
    auto& of = state.repositories[id];
    of.printed = repository(id);
    of.heads["main"] = sha('a');
    of.finished = true;
  }
  return state;
}

Repository active(std::int64_t id, std::int64_t seconds) {
  auto row = repository(id);
  row.last_activity = Moment{seconds, 0};
  return row;
}

TEST(ImportPlan, AFirstRunLooksAtEverything) {
  auto plan = plan_import({}, kNow);
  EXPECT_TRUE(plan.sweep);
  EXPECT_EQ(plan.listing.active_since, std::nullopt);
}

TEST(ImportPlan, ARefreshStopsTwoHoursBeforeTheLastRun) {
  auto plan = plan_import(known(101), kNow);
  EXPECT_FALSE(plan.sweep);
  EXPECT_EQ(plan.listing.active_since, (Moment{kNow - 600 - 7'200, 0}));
}

TEST(ImportPlan, WhatFitsAPageIsListedWhole) {
  auto plan = plan_import(known(100), kNow);
  EXPECT_FALSE(plan.sweep);
  EXPECT_EQ(plan.listing.active_since, std::nullopt);
}

TEST(ImportPlan, ASweepComesAfterADay) {
  EXPECT_FALSE(plan_import(known(500, kDay), kNow).sweep);
  auto plan = plan_import(known(500, kDay + 1), kNow);
  EXPECT_TRUE(plan.sweep);
  EXPECT_EQ(plan.listing.active_since, std::nullopt);
}

TEST(ImportPlan, AQuietRepositoryIsLeftAloneAndVerifiedInASweep) {
  auto state = known(1);
  auto quiet = active(1, kNow - 600 - 7'201);
  EXPECT_FALSE(plan_repository(plan_import(state, kNow), state, quiet));
  auto old = known(1, kDay + 1);
  auto swept = plan_repository(plan_import(old, kNow), old, active(1, kNow - 3 * kDay));
  ASSERT_TRUE(swept);
  EXPECT_TRUE(swept->verify);
  ASSERT_EQ(swept->known.size(), 1u);
  EXPECT_EQ(swept->known[0].sha, sha('a'));
}

TEST(ImportPlan, ActivityNewsAndDoubtAreFollowed) {
  auto state = known(2);
  state.repositories[2].finished = false;
  auto plan = plan_import(state, kNow);
  auto moved = plan_repository(plan, state, active(1, kNow - 600 - 7'200));
  ASSERT_TRUE(moved);
  EXPECT_FALSE(moved->verify);
  EXPECT_TRUE(plan_repository(plan, state, repository(1))) << "the forge does not say when";
  EXPECT_TRUE(plan_repository(plan, state, active(2, 5))) << "its last run did not end well";
  EXPECT_TRUE(plan_repository(plan, state, active(3, 5))) << "new";
}

TEST(ImportPlan, OneProjectIsAlwaysAsked) {
  auto state = known(1);
  state.scope.project = 1;
  auto sync = plan_repository(plan_import(state, kNow), state, active(1, 5));
  ASSERT_TRUE(sync);
  EXPECT_FALSE(sync->verify);
}

TEST(ImportPlan, MergeRequestsAreProbedAHundredAtATime) {
  RepositoryState of;
  EXPECT_THAT(next_probes(of), ElementsAre());
  for (int iid = 1; iid <= 130; ++iid) of.merge_requests[iid] = 0;
  EXPECT_EQ(next_probes(of).size(), 100u);
  of.probed = 100;
  EXPECT_EQ(next_probes(of).front(), 101);
  EXPECT_EQ(next_probes(of).size(), 30u);
}

TEST(ImportPlan, AFirstRunProbesNothing) {
  auto state = known(1);
  state.repositories[1].merge_requests[4] = 0;
  auto plan = plan_import(state, kNow);
  EXPECT_THAT(plan_repository(plan, state, repository(1))->probe_merge_requests, ElementsAre(4));
  state.repositories[1].finished = false;
  EXPECT_THAT(plan_repository(plan, state, repository(1))->probe_merge_requests, ElementsAre());
}

}  // namespace
}  // namespace dvcs::cli
