#include "providers/common/hook_plan.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dvcs::providers {
namespace {

const std::string kUrl = "https://jira.example.com/plugins/servlet/dvcs/hook/1";
const std::string kFormer = "https://old.example.com/plugins/servlet/dvcs/hook/1";

WantedHook wanted() {
  WantedHook hook;
  hook.url = kUrl;
  hook.former_urls = {kFormer};
  hook.secret = "whsec_AAAA";
  hook.kinds = {HookKind::kPush, HookKind::kTagPush, HookKind::kMergeRequest, HookKind::kRepository};
  return hook;
}

Hook standing(std::int64_t id, std::string url = kUrl) {
  Hook hook;
  hook.id = id;
  hook.url = std::move(url);
  hook.kinds = {HookKind::kPush, HookKind::kTagPush, HookKind::kMergeRequest};
  hook.state = HookState::kWorking;
  return hook;
}

TEST(HookPlan, NothingStandsOrAllIsWell) {
  EXPECT_EQ(plan_hook(wanted(), {}, std::nullopt).need, HookNeed::kCreate);
  EXPECT_EQ(plan_hook(wanted(), {}, 5).need, HookNeed::kCreate);
  const std::vector<Hook> hooks = {standing(5)};
  const HookPlan plan = plan_hook(wanted(), hooks, 5);
  EXPECT_EQ(plan.need, HookNeed::kNothing);
  EXPECT_EQ(plan.kept, &hooks[0]);
  EXPECT_TRUE(plan.surplus.empty());
}

TEST(HookPlan, OtherPeoplesWebhooksAreLeftAlone) {
  for (const std::string& url :
       {std::string("https://ci.example.com/hook"), kUrl + "0", kUrl + "?x=1", std::string(),
        std::string("https://copy.example.com/plugins/servlet/dvcs/hook/1"),
        std::string("http://jira.example.com/plugins/servlet/dvcs/hook/1"),
        std::string("https://jira.example.com:8443/plugins/servlet/dvcs/hook/1")}) {
    const std::vector<Hook> hooks = {standing(5, url)};
    const HookPlan plan = plan_hook(wanted(), hooks, std::nullopt);
    EXPECT_EQ(plan.need, HookNeed::kCreate) << url;
    EXPECT_TRUE(plan.surplus.empty()) << url;
    EXPECT_TRUE(hooks_at({kUrl, kFormer}, hooks).empty()) << url;
  }
}

TEST(HookPlan, TheSameAddressWrittenInAnotherWay) {
  for (const std::string url : {"HTTPS://Jira.Example.COM/plugins/servlet/dvcs/hook/1",
                                "https://jira.example.com:443/plugins/servlet/dvcs/hook/1"})
    EXPECT_EQ(plan_hook(wanted(), {standing(5, url)}, 5).need, HookNeed::kNothing) << url;
}

struct Drift {
  const char* name;
  void (*change)(Hook&);
};
const Drift kDrifts[] = {
    {"address", [](Hook& hook) { hook.url = kFormer; }},
    {"address of the known one", [](Hook& hook) { hook.url = "https://elsewhere.example.com/x"; }},
    {"no push", [](Hook& hook) { hook.kinds = {HookKind::kTagPush, HookKind::kMergeRequest}; }},
    {"no event at all", [](Hook& hook) { hook.kinds.clear(); }},
    {"filtered", [](Hook& hook) { hook.filtered = true; }},
    {"no secret", [](Hook& hook) { hook.has_token = false; }},
    {"no secret of either kind",
     [](Hook& hook) {
       hook.has_token = false;
       hook.signs = false;
     }},
};

TEST(HookPlan, EachDriftIsMended) {
  for (const Drift& each : kDrifts) {
    std::vector<Hook> hooks = {standing(5)};
    each.change(hooks[0]);
    const HookPlan plan = plan_hook(wanted(), hooks, 5);
    EXPECT_EQ(plan.need, HookNeed::kUpdate) << each.name;
    EXPECT_FALSE(plan.why.empty()) << each.name;
    EXPECT_EQ(plan.kept->id, 5) << each.name;
  }
}

TEST(HookPlan, WhatIsNoDrift) {
  Hook more = standing(5);
  more.kinds.push_back(HookKind::kRepository);
  more.has_token = true;
  EXPECT_EQ(plan_hook(wanted(), {more}, 5).need, HookNeed::kNothing);
  more.has_token = false;  // by design, when it signs
  more.signs = true;
  EXPECT_EQ(plan_hook(wanted(), {more}, 5).need, HookNeed::kNothing);
}

TEST(HookPlan, ASecretThatIsNotKnownIsWrittenAnew) {
  EXPECT_EQ(plan_hook(wanted(), {standing(5)}, std::nullopt).need, HookNeed::kUpdate);
  EXPECT_EQ(plan_hook(wanted(), {standing(5)}, 6).need, HookNeed::kUpdate);
}

// Or a server on which signing is switched off would be asked anew in every run.
TEST(HookPlan, AKnownTokenIsGoodEnough) {
  WantedHook signing = wanted();
  signing.sign = true;
  Hook hook = standing(5);
  EXPECT_EQ(plan_hook(signing, {hook}, 5).need, HookNeed::kNothing);
  hook.has_token = true;
  hook.signs = false;
  EXPECT_EQ(plan_hook(signing, {hook}, 5).need, HookNeed::kNothing);
  EXPECT_EQ(plan_hook(signing, {hook}, 6).need, HookNeed::kUpdate);
}

TEST(HookPlan, AStoppedOneIsRevived) {
  for (const HookState state : {HookState::kPaused, HookState::kDisabled}) {
    Hook hook = standing(5);
    hook.state = state;
    EXPECT_EQ(plan_hook(wanted(), {hook}, 5).need, HookNeed::kRevive);
    EXPECT_EQ(plan_hook(wanted(), {hook}, 7).need, HookNeed::kUpdate);
  }
  Hook unknown = standing(5);
  unknown.state = HookState::kUnknown;
  EXPECT_EQ(plan_hook(wanted(), {unknown}, 5).need, HookNeed::kNothing);
}

TEST(HookPlan, OfSeveralOneIsKept) {
  std::vector<Hook> hooks = {standing(3, kFormer), standing(9), standing(5), standing(7)};
  hooks[2].state = HookState::kDisabled;
  EXPECT_EQ(plan_hook(wanted(), hooks, 7).kept->id, 7);
  EXPECT_EQ(plan_hook(wanted(), hooks, 7).surplus, (std::vector<std::int64_t>{3, 9, 5}));
  EXPECT_EQ(plan_hook(wanted(), hooks, 3).kept->id, 3);
  EXPECT_EQ(plan_hook(wanted(), hooks, 1).kept->id, 7);  // at the address, working, the oldest
  EXPECT_EQ(hooks_at({kUrl}, hooks), (std::vector<std::int64_t>{9, 5, 7}));
  EXPECT_EQ(hooks_at({kUrl, kFormer}, hooks).size(), 4U);
}

// Whatever stands: doing what the plan says leaves exactly one of ours, as wanted, and nobody else's changed.
TEST(HookPlan, OnceCarriedOutThereIsNothingLeftToDo) {
  std::mt19937 random(5);
  const std::string urls[] = {kUrl, kFormer, "https://ci.example.com/x"};
  for (int round = 0; round < 3000; ++round) {
    std::vector<Hook> hooks;
    for (std::int64_t id = 1; id <= static_cast<std::int64_t>(random() % 6); ++id) {
      hooks.push_back(standing(id, urls[random() % 3]));
      if (random() % 3 == 0) hooks.back().kinds.pop_back();
      if (random() % 4 == 0) hooks.back().state = HookState::kDisabled;
      if (random() % 4 == 0) hooks.back().filtered = true;
    }
    std::optional<std::int64_t> known;
    if (random() % 2 == 0) known = static_cast<std::int64_t>(random() % 7);
    const auto foreign = [&](const Hook& hook) { return hook.url == urls[2] && hook.id != known; };
    const auto foreigners = std::count_if(hooks.begin(), hooks.end(), foreign);

    const HookPlan plan = plan_hook(wanted(), hooks, known);
    std::int64_t kept = plan.kept != nullptr ? plan.kept->id : 100;
    if (plan.need == HookNeed::kUpdate || plan.need == HookNeed::kRevive) {
      for (Hook& hook : hooks)
        if (hook.id == kept) hook = standing(kept);
    }
    if (plan.need == HookNeed::kCreate) hooks.push_back(standing(kept));
    std::erase_if(hooks, [&](const Hook& hook) {
      return std::find(plan.surplus.begin(), plan.surplus.end(), hook.id) != plan.surplus.end();
    });
    known = kept;
    const HookPlan again = plan_hook(wanted(), hooks, known);
    EXPECT_EQ(again.need, HookNeed::kNothing);
    EXPECT_TRUE(again.surplus.empty());
    EXPECT_EQ(std::count_if(hooks.begin(), hooks.end(), [&](const Hook& h) { return h.url == kUrl; }), 1);
    EXPECT_EQ(std::count_if(hooks.begin(), hooks.end(), [&](const Hook& h) { return h.url == urls[2]; }),
              foreigners);
  }
}

}  // namespace
}  // namespace dvcs::providers
