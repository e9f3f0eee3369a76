// EnsureHooks against a forge that keeps webhooks.
#include "sync/hook_upkeep.hpp"

#include <algorithm>
#include <array>
#include <random>

#include "sync/hook_forge.hpp"

namespace dvcs::test {
namespace {

using base::Code;

class HookUpkeepTest : public HookForge {
 protected:
  using HookForge::HookForge;

  base::Status keep(EnsureHooks job) { return run<sync::HookUpkeep>(std::move(job)); }
  // Again, with what the last run left known.
  base::Status keep_again(EnsureHooks job) {
    job.known = known();
    return keep(std::move(job));
  }
  bool says(std::size_t row, const std::string& part) const {
    return (rows_.at(row).found + " " + rows_.at(row).remedy).find(part) != std::string::npos;
  }
};

class GiteaHookUpkeepTest : public HookUpkeepTest {
 protected:
  GiteaHookUpkeepTest() : HookUpkeepTest(Host::kGitea) {}
};

TEST_F(HookUpkeepTest, EachRepositoryGetsOne) {
  ASSERT_TRUE(keep(ensure({1, 2})).ok());
  ASSERT_EQ(rows_.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(rows_[i].repository_id, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(rows_[i].outcome, Outcome::kOk);
    EXPECT_EQ(rows_[i].change, HookChange::kCreated);
    EXPECT_EQ(rows_[i].state, HookState::kWorking);
    EXPECT_TRUE(rows_[i].signs);
    const auto& standing = places_["/projects/" + std::to_string(i + 1)];
    ASSERT_EQ(standing.size(), 1U);
    EXPECT_EQ(standing[0].id, rows_[i].hook_id);
    EXPECT_EQ(standing[0].url, kUrl);
    EXPECT_EQ(standing[0].secret, kSecret);
  }
  // One test says whether the forge reaches Jira.
  EXPECT_EQ(asked("POST /projects/1/hooks/11/test"), 1U);
  EXPECT_EQ(asked("POST /projects/2/hooks/12/test"), 0U);
}

TEST_F(HookUpkeepTest, ASecondTimeNothingIsChanged) {
  ASSERT_TRUE(keep(ensure({1, 2})).ok());
  ASSERT_TRUE(keep_again(ensure({1, 2})).ok());
  EXPECT_EQ(asked_, (std::vector<std::string>{"GET /projects/1/hooks", "GET /projects/2/hooks"}));
  for (const HookStanding& row : rows_) {
    EXPECT_EQ(row.change, HookChange::kNone);
    EXPECT_EQ(row.outcome, Outcome::kOk);
  }
}

TEST_F(HookUpkeepTest, AServerThatDoesNotSignGetsAToken) {
  for (const bool old : {false, true}) {
    can_sign_ = false;
    old_version_ = old;
    places_.clear();
    ASSERT_TRUE(keep(ensure({1, 2})).ok());
    EXPECT_EQ(places_["/projects/1"].at(0).secret, kSecret);
    EXPECT_EQ(places_["/projects/2"].at(0).secret, kSecret);
    EXPECT_FALSE(rows_.at(1).signs);
    // It is found out once, with the first.
    EXPECT_EQ(asked("PUT /projects/1"), 1U);
    EXPECT_EQ(asked("PUT /projects/2"), 0U);
    ASSERT_TRUE(keep_again(ensure({1, 2})).ok());
    EXPECT_EQ(asked("PUT"), 0U);
    EXPECT_EQ(places_["/projects/1"].at(0).secret, kSecret);
  }
}

TEST_F(HookUpkeepTest, APlainSecretIsAToken) {
  auto job = ensure({1});
  job.secret = "plain";
  ASSERT_TRUE(keep(job).ok());
  EXPECT_FALSE(places_["/projects/1"].at(0).signs);
  EXPECT_EQ(places_["/projects/1"].at(0).secret, "plain");
  EXPECT_EQ(asked("PUT"), 0U);
}

TEST_F(HookUpkeepTest, ARotationWritesTheNewSecretEverywhere) {
  ASSERT_TRUE(keep(ensure({1, 2})).ok());
  auto job = ensure({1, 2});
  job.secret = "whsec_BBBB";
  ASSERT_TRUE(keep(job).ok());  // nothing is known of the new one
  for (const char* place : {"/projects/1", "/projects/2"}) {
    ASSERT_EQ(places_[place].size(), 1U);
    EXPECT_EQ(places_[place][0].secret, "whsec_BBBB");
  }
  EXPECT_EQ(rows_.at(0).change, HookChange::kUpdated);
  EXPECT_TRUE(says(0, "secret"));
}

TEST_F(HookUpkeepTest, ATokenBecomesASignatureWithTheNextSecret) {
  can_sign_ = false;
  ASSERT_TRUE(keep(ensure({1})).ok());
  can_sign_ = true;
  ASSERT_TRUE(keep_again(ensure({1})).ok());
  EXPECT_FALSE(places_["/projects/1"].at(0).signs);
  auto job = ensure({1});
  job.secret = "whsec_BBBB";
  ASSERT_TRUE(keep(job).ok());
  EXPECT_TRUE(places_["/projects/1"].at(0).signs);
  EXPECT_EQ(places_["/projects/1"].at(0).secret, "whsec_BBBB");
}

TEST_F(HookUpkeepTest, DoublesAndFormerAddressesBecomeOne) {
  add("/projects/1", {.url = "https://old.example.com/hook/1"});
  add("/projects/1", {.url = kUrl});
  add("/projects/1", {.url = kUrl});
  add("/projects/1", {.url = "https://ci.example.com/"});
  auto job = ensure({1});
  job.former_urls = {"https://old.example.com/hook/1"};
  ASSERT_TRUE(keep(job).ok());
  ASSERT_EQ(places_["/projects/1"].size(), 2U);
  EXPECT_EQ(places_["/projects/1"][0].url, kUrl);
  EXPECT_EQ(places_["/projects/1"][1].url, "https://ci.example.com/");
  EXPECT_TRUE(says(0, "2 webhooks of ours besides were removed"));
}

TEST_F(HookUpkeepTest, AMovedJiraTakesItsWebhookAlong) {
  add("/projects/1", {.url = "https://old.example.com/hook/1"});
  auto job = ensure({1});
  job.former_urls = {"https://old.example.com/hook/1"};
  ASSERT_TRUE(keep(job).ok());
  ASSERT_EQ(places_["/projects/1"].size(), 1U);
  EXPECT_EQ(places_["/projects/1"][0].url, kUrl);
  EXPECT_EQ(places_["/projects/1"][0].id, 11);
}

TEST_F(HookUpkeepTest, AStoppedOneIsWokenByATest) {
  for (const char* alert : {"temporarily_disabled", "disabled"}) {
    places_.clear();
    const auto id = add("/projects/1", {.url = kUrl, .secret = kSecret, .signs = true, .alert = alert}).id;
    auto job = ensure({1});
    job.known = {{1, id}};
    ASSERT_TRUE(keep(job).ok());
    EXPECT_EQ(rows_.at(0).state, HookState::kWorking);
    EXPECT_EQ(rows_[0].change, HookChange::kUpdated);
    EXPECT_EQ(rows_[0].outcome, Outcome::kOk);
    EXPECT_EQ(asked("PUT"), 0U);
  }
}

TEST_F(HookUpkeepTest, OneThatCannotBeWokenIsToldOf) {
  const auto id = add("/projects/1", {.url = kUrl, .secret = kSecret, .signs = true, .alert = "disabled"}).id;
  test_fails_ = "execution expired";
  auto job = ensure({1});
  job.known = {{1, id}};
  ASSERT_TRUE(keep(job).ok());
  EXPECT_EQ(rows_.at(0).outcome, Outcome::kWarning);
  EXPECT_EQ(rows_[0].state, HookState::kDisabled);
  EXPECT_EQ(rows_[0].last_status, "500");
  EXPECT_TRUE(says(0, "execution expired"));
  EXPECT_FALSE(rows_[0].remedy.empty());
}

TEST_F(HookUpkeepTest, ATestThatFailsIsAWarning) {
  test_fails_ = "Failed to open TCP connection to jira.example.com:443";
  ASSERT_TRUE(keep(ensure({1, 2})).ok());
  EXPECT_EQ(rows_.at(0).outcome, Outcome::kWarning);
  EXPECT_TRUE(says(0, "Failed to open TCP connection"));
  EXPECT_TRUE(says(0, "base URL"));
  EXPECT_EQ(rows_.at(1).outcome, Outcome::kOk);  // said once
}

TEST_F(HookUpkeepTest, AnEmptyRepositoryIsNotTested) {
  auto job = ensure({1});
  job.repositories[0].empty = true;
  ASSERT_TRUE(keep(job).ok());
  EXPECT_EQ(asked("POST /projects/1/hooks/11/test"), 0U);
  EXPECT_EQ(places_["/projects/1"].size(), 1U);
}

TEST_F(HookUpkeepTest, AnArchivedRepositoryIsLeftAlone) {
  auto job = ensure({1});
  job.repositories[0].archived = true;
  ASSERT_TRUE(keep(job).ok());
  EXPECT_TRUE(asked_.empty());
  EXPECT_EQ(rows_.at(0).outcome, Outcome::kSkipped);
  EXPECT_EQ(rows_[0].state, HookState::kMissing);
}

TEST_F(HookUpkeepTest, OneThatFailsDoesNotStopTheOthers) {
  refuses_["/projects/1"] = 403;
  refuses_["/projects/2"] = 404;
  refuses_["POST /projects/3"] = 422;
  ASSERT_TRUE(keep(ensure({1, 2, 3, 4})).ok());
  ASSERT_EQ(rows_.size(), 4U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(rows_[i].outcome, Outcome::kFailed) << i;
    EXPECT_EQ(rows_[i].hook_id, 0) << i;
    EXPECT_FALSE(rows_[i].found.empty()) << i;
  }
  EXPECT_TRUE(says(0, "Maintainer"));
  EXPECT_EQ(rows_[3].change, HookChange::kCreated);
}

TEST_F(HookUpkeepTest, ARefusedTokenOrALostNetworkEndsIt) {
  refuses_["/projects/1"] = 401;
  EXPECT_EQ(keep(ensure({1, 2})).error().code, Code::kUnauthorized);
  EXPECT_EQ(asked_.size(), 1U);
  refuses_["/projects/1"] = 0;
  EXPECT_EQ(keep(ensure({1, 2})).error().code, Code::kUnreachable);
  EXPECT_TRUE(rows_.empty());
}

// It would be the same everywhere, thousands of times a day.
TEST_F(HookUpkeepTest, ATokenWithoutTheScopeIsNotTriedAtEveryPlace) {
  says_ = "insufficient_scope";
  for (const char* place : {"/groups/acme", "/projects/1", "/projects/2", "/projects/3"})
    refuses_[place] = 403;
  for (const char* group : {"acme", ""}) {
    const base::Status kept = keep(ensure({1, 2, 3}, group));
    ASSERT_FALSE(kept.ok());
    EXPECT_NE(kept.error().message.find("the scope api"), std::string::npos) << kept.error().message;
    EXPECT_EQ(asked_.size(), 1U);
    EXPECT_TRUE(rows_.empty());
  }
}

TEST_F(HookUpkeepTest, AGroupsWebhookCoversItsRepositories) {
  ASSERT_TRUE(keep(ensure({1, 2})).ok());  // from a time without
  auto job = ensure({1, 2, 3}, "acme");
  job.known = known();
  ASSERT_TRUE(keep(job).ok());
  ASSERT_EQ(rows_.size(), 4U);
  EXPECT_EQ(rows_[0].repository_id, 0);
  EXPECT_EQ(rows_[0].change, HookChange::kCreated);
  EXPECT_EQ(places_["/groups/acme"].size(), 1U);
  EXPECT_TRUE(places_["/projects/1"].empty());
  EXPECT_TRUE(places_["/projects/2"].empty());
  EXPECT_EQ(rows_[1].change, HookChange::kRemoved);
  EXPECT_EQ(rows_[3].change, HookChange::kNone);
  EXPECT_EQ(rows_[3].state, HookState::kWorking);
  EXPECT_EQ(rows_[3].hook_id, 0);
  EXPECT_EQ(asked("GET /projects"), 0U);
}

TEST_F(HookUpkeepTest, WithoutGroupWebhooksEachHasItsOwn) {
  for (const int status : {404, 403}) {
    refuses_["/groups/acme"] = status;
    places_.clear();
    ASSERT_TRUE(keep(ensure({1}, "acme")).ok());
    ASSERT_EQ(rows_.size(), 2U);
    EXPECT_EQ(rows_[0].outcome, Outcome::kSkipped);
    EXPECT_TRUE(says(0, status == 404 ? "GitLab Premium" : "Owner"));
    EXPECT_EQ(places_["/projects/1"].size(), 1U);
  }
}

// Or there would be two of everything as soon as it answers again.
TEST_F(HookUpkeepTest, AGroupThatFailsForNowGetsNoSubstitute) {
  refuses_["/groups/acme"] = 500;
  ASSERT_TRUE(keep(ensure({1}, "acme")).ok());
  ASSERT_EQ(rows_.size(), 1U);
  EXPECT_EQ(rows_[0].outcome, Outcome::kFailed);
  EXPECT_EQ(asked("GET /projects"), 0U);
}

TEST_F(HookUpkeepTest, LookingChangesNothing) {
  const auto good = add("/projects/1", {.url = kUrl, .secret = kSecret, .signs = true}).id;
  const auto lame =
      add("/projects/3", {.url = kUrl, .secret = kSecret, .signs = true, .alert = "disabled"}).id;
  const auto odd =
      add("/projects/4", {.url = kUrl, .secret = kSecret, .signs = true, .merge_requests = false}).id;
  auto job = ensure({1, 2, 3, 4}, "acme");
  job.look_only = true;
  job.known = {{1, good}, {3, lame}, {4, odd}};
  refuses_["/groups/acme"] = 404;
  ASSERT_TRUE(keep(job).ok());
  for (const std::string& one : asked_) EXPECT_TRUE(one.starts_with("GET ")) << one;
  ASSERT_EQ(rows_.size(), 5U);
  EXPECT_EQ(rows_[1].outcome, Outcome::kOk);
  EXPECT_EQ(rows_[2].state, HookState::kMissing);
  EXPECT_EQ(rows_[2].outcome, Outcome::kWarning);
  EXPECT_EQ(rows_[3].state, HookState::kDisabled);
  EXPECT_EQ(rows_[3].last_status, "500");
  EXPECT_TRUE(says(4, "all events"));
}

TEST_F(HookUpkeepTest, WhateverStoodTheEndIsTheSame) {
  std::mt19937 random(9);
  for (int round = 0; round < 200; ++round) {
    places_.clear();
    can_sign_ = random() % 2 == 0;
    const std::string place = "/projects/1";
    for (unsigned i = random() % 5; i > 0; --i) {
      add(place, {.url = std::array{kUrl, "https://old/1", "https://ci/1"}.at(random() % 3),
                  .secret = random() % 2 == 0 ? "" : "other",
                  .merge_requests = random() % 3 != 0,
                  .alert = random() % 3 == 0 ? "disabled" : "executable"});
    }
    const auto foreign = [&] {
      return std::count_if(places_[place].begin(), places_[place].end(),
                           [](const auto& hook) { return hook.url == "https://ci/1"; });
    };
    const auto before = foreign();
    auto job = ensure({1});
    job.former_urls = {"https://old/1"};
    ASSERT_TRUE(keep(job).ok());
    EXPECT_EQ(foreign(), before);
    ASSERT_EQ(static_cast<long>(places_[place].size()), before + 1);
    const auto ours = std::find_if(places_[place].begin(), places_[place].end(),
                                   [](const auto& hook) { return hook.url == kUrl; });
    ASSERT_NE(ours, places_[place].end());
    EXPECT_EQ(ours->secret, kSecret);
    EXPECT_EQ(ours->signs, can_sign_);
    EXPECT_TRUE(ours->merge_requests);
    EXPECT_EQ(ours->alert, "executable");
    EXPECT_EQ(rows_.at(0).hook_id, ours->id);
  }
}

TEST_F(GiteaHookUpkeepTest, IsMadeAnewInsteadOfChanged) {
  add("/repos/acme/r1", {.url = kUrl, .secret = "other"});
  ASSERT_TRUE(keep(ensure({1})).ok());
  ASSERT_EQ(places_["/repos/acme/r1"].size(), 1U);
  EXPECT_EQ(places_["/repos/acme/r1"][0].secret, kSecret);
  EXPECT_EQ(places_["/repos/acme/r1"][0].id, 12);
  EXPECT_EQ(rows_.at(0).change, HookChange::kUpdated);
  EXPECT_EQ(rows_[0].hook_id, 12);
  // First the new one, so that nothing is missed in between.
  const auto post = std::find(asked_.begin(), asked_.end(), "POST /repos/acme/r1/hooks");
  const auto gone = std::find(asked_.begin(), asked_.end(), "DELETE /repos/acme/r1/hooks/11");
  EXPECT_LT(post, gone);
  ASSERT_TRUE(keep_again(ensure({1})).ok());
  EXPECT_EQ(asked_, std::vector<std::string>{"GET /repos/acme/r1/hooks"});
}

// It never stops one by itself.
TEST_F(GiteaHookUpkeepTest, OneThatAPersonSwitchedOffStaysSo) {
  const auto id = add("/repos/acme/r1", {.url = kUrl, .secret = kSecret, .alert = "off"}).id;
  auto job = ensure({1});
  job.known = {{1, id}};
  ASSERT_TRUE(keep(job).ok());
  EXPECT_EQ(asked_.size(), 1U);
  EXPECT_EQ(rows_.at(0).outcome, Outcome::kWarning);
  EXPECT_EQ(rows_[0].state, HookState::kDisabled);
  EXPECT_TRUE(says(0, "switched off at Gitea"));
}

// Organisations and repositories have scopes of their own.
TEST_F(GiteaHookUpkeepTest, ATokenWithoutTheScopeForOrganisationsKeepsThoseOfRepositories) {
  says_ = "token does not have at least one of required scopes";
  refuses_["/orgs/acme"] = 403;
  ASSERT_TRUE(keep(ensure({1, 2}, "acme")).ok());
  EXPECT_EQ(places_["/repos/acme/r2"].size(), 1U);
  refuses_["/repos/acme/r1"] = refuses_["/repos/acme/r2"] = 403;
  const base::Status kept = keep(ensure({1, 2}, "acme"));
  ASSERT_FALSE(kept.ok());
  EXPECT_NE(kept.error().message.find("write:repository"), std::string::npos) << kept.error().message;
  EXPECT_EQ(asked("GET /repos"), 1U);
}

TEST_F(GiteaHookUpkeepTest, AnOrganisationsWebhook) {
  ASSERT_TRUE(keep(ensure({1, 2}, "acme")).ok());
  EXPECT_EQ(places_["/orgs/acme"].size(), 1U);
  EXPECT_EQ(rows_.size(), 3U);
  EXPECT_EQ(asked("GET /repos"), 0U);
}

}  // namespace
}  // namespace dvcs::test
