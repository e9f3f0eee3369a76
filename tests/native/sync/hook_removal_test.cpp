// RemoveHooks against a forge that keeps webhooks.
#include "sync/hook_removal.hpp"

#include "sync/hook_forge.hpp"

namespace dvcs::test {
namespace {

using base::Code;

class HookRemovalTest : public HookForge {
 protected:
  base::Status remove(std::vector<std::int64_t> ids, std::string group = {},
                      std::vector<KnownHook> known = {}) {
    RemoveHooks job;
    job.group = std::move(group);
    for (const auto id : ids) job.repositories.push_back(repository(id));
    job.urls = {kUrl, "https://old/1"};
    job.known = std::move(known);
    return run<sync::HookRemoval>(std::move(job));
  }
};

TEST_F(HookRemovalTest, OursGoAndOthersStay) {
  add("/groups/acme", {.url = kUrl});
  add("/projects/1", {.url = kUrl});
  add("/projects/1", {.url = "https://old/1"});
  add("/projects/1", {.url = "https://ci/1"});
  ASSERT_TRUE(remove({1, 2}, "acme").ok());
  EXPECT_TRUE(places_["/groups/acme"].empty());
  ASSERT_EQ(places_["/projects/1"].size(), 1U);
  EXPECT_EQ(places_["/projects/1"][0].url, "https://ci/1");
  ASSERT_EQ(rows_.size(), 3U);
  EXPECT_EQ(rows_[0].change, HookChange::kRemoved);
  EXPECT_EQ(rows_[1].found, "2 webhooks were removed.");
  EXPECT_EQ(rows_[2].change, HookChange::kNone);
  for (const HookStanding& row : rows_) {
    EXPECT_EQ(row.outcome, Outcome::kOk);
    EXPECT_EQ(row.state, HookState::kMissing);
  }
}

TEST_F(HookRemovalTest, WhatIsHalfGoneIsNoError) {
  refuses_["/projects/1"] = 404;
  refuses_["/groups/acme"] = 404;
  add("/projects/2", {.url = kUrl});
  ASSERT_TRUE(remove({1, 2}, "acme", {{2, 999}}).ok());
  for (const HookStanding& row : rows_) EXPECT_EQ(row.outcome, Outcome::kOk) << row.found;
  EXPECT_TRUE(places_["/projects/2"].empty());
  ASSERT_TRUE(remove({1, 2}, "acme").ok());
  for (const HookStanding& row : rows_) EXPECT_EQ(row.change, HookChange::kNone);
}

TEST_F(HookRemovalTest, AKnownOneGoesWhereverItLeads) {
  const auto id = add("/projects/1", {.url = "https://elsewhere/"}).id;
  ASSERT_TRUE(remove({1}, {}, {{1, id}}).ok());
  EXPECT_TRUE(places_["/projects/1"].empty());
}

TEST_F(HookRemovalTest, WhatIsForbiddenIsToldOf) {
  refuses_["/projects/1"] = 403;
  refuses_["DELETE /projects/2"] = 403;
  refuses_["/groups/acme"] = 403;
  add("/projects/2", {.url = kUrl});
  add("/projects/3", {.url = kUrl});
  ASSERT_TRUE(remove({1, 2, 3}, "acme").ok());
  ASSERT_EQ(rows_.size(), 4U);
  EXPECT_EQ(rows_[0].outcome, Outcome::kSkipped);
  EXPECT_EQ(rows_[1].outcome, Outcome::kFailed);
  EXPECT_EQ(rows_[2].outcome, Outcome::kFailed);
  EXPECT_NE((rows_[2].found + rows_[2].remedy).find("Maintainer"), std::string::npos);
  EXPECT_EQ(rows_[3].change, HookChange::kRemoved);
  ASSERT_TRUE(remove({}, "acme", {{0, 5}}).ok());
  EXPECT_EQ(rows_.at(0).outcome, Outcome::kFailed);
}

TEST_F(HookRemovalTest, ARefusedTokenEndsIt) {
  refuses_["/projects/1"] = 401;
  EXPECT_EQ(remove({1, 2}).error().code, Code::kUnauthorized);
  EXPECT_EQ(asked_.size(), 1U);
}

}  // namespace
}  // namespace dvcs::test
