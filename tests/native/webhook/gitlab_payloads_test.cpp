// GitLab's own examples, read from beside the repository: they are not ours to copy.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "webhook/decode.hpp"

namespace dvcs::webhook {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(DVCS_SHARED) / "gitlab/webhooks";

class GitLabPayloads : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kFolder))
      GTEST_SKIP() << kFolder << " is not there: this test needs GitLab's example payloads";
  }

  static std::string text(const std::string& name) {
    std::ifstream file(kFolder / name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static Decoded payload(const std::string& name) { return decode({Host::kGitLab, {}, text(name)}); }
};

TEST_F(GitLabPayloads, APush) {
  const Decoded push = payload("push.json");
  EXPECT_EQ(push.problem, "");
  EXPECT_EQ(push.event.kind, HookKind::kPush);
  EXPECT_EQ(push.event.name, "push");
  EXPECT_EQ(push.event.repository_id, 15);
  EXPECT_EQ(push.event.repository_path, "mike/diaspora");
  EXPECT_EQ(push.event.refs,
            (std::vector<RefChange>{{"refs/heads/master", "95790bf891e76fee5e1747ab589903a6a1f80f22",
                                     "da1560886d4f094c3e6c9ef40349f7d38b5d27d7"}}));
  EXPECT_EQ(push.event.user, (HookUser{4, "jsmith", "John Smith", "john@example.com"}));
  EXPECT_EQ(push.event.commits, 4);
}

TEST_F(GitLabPayloads, ATestPushOfARealServer) {
  const Decoded push = payload("push_real_17.1_test_event.json");
  EXPECT_EQ(push.problem, "");
  EXPECT_EQ(push.event.kind, HookKind::kPush);
  EXPECT_EQ(push.event.repository_id, 7);
  EXPECT_EQ(push.event.user, (HookUser{1, "root", "Administrator", ""}));
  EXPECT_EQ(push.event.commits, 3);
}

TEST_F(GitLabPayloads, ABranchThatIsNewOrGone) {
  const HookEvent gone = payload("branch_delete.derived.json").event;
  EXPECT_EQ(gone.kind, HookKind::kPush);
  ASSERT_EQ(gone.refs.size(), 1U);
  EXPECT_EQ(gone.refs[0].ref, "refs/heads/feature/PROJ-1");
  EXPECT_EQ(gone.refs[0].before, "da1560886d4f094c3e6c9ef40349f7d38b5d27d7");
  EXPECT_EQ(gone.refs[0].after, "");
  const HookEvent fresh = payload("branch_create_no_new_commits.derived.json").event;
  EXPECT_EQ(fresh.refs.at(0).before, "");
  EXPECT_FALSE(fresh.refs.at(0).after.empty());
  EXPECT_EQ(fresh.commits, 0);
}

TEST_F(GitLabPayloads, Tags) {
  const HookEvent made = payload("tag_push.json").event;
  EXPECT_EQ(made.kind, HookKind::kTagPush);
  EXPECT_EQ(made.refs.at(0).ref, "refs/tags/v1.0.0");
  EXPECT_EQ(made.user.username, "");
  EXPECT_EQ(made.user.name, "John Smith");
  EXPECT_EQ(payload("tag_delete.derived.json").event.refs.at(0).after, "");
}

TEST_F(GitLabPayloads, AMergeRequest) {
  const Decoded request = payload("merge_request.json");
  EXPECT_EQ(request.problem, "");
  EXPECT_EQ(request.event.kind, HookKind::kMergeRequest);
  EXPECT_EQ(request.event.repository_id, 1);
  EXPECT_EQ(request.event.merge_request_iid, 1);
  EXPECT_EQ(request.event.action, "open");
  EXPECT_EQ(request.event.user, (HookUser{1, "root", "Administrator", "admin@example.com"}));
  EXPECT_TRUE(request.event.refs.empty());
  EXPECT_EQ(payload("merge_request_update_new_commits.derived.json").event.action, "update");
}

TEST_F(GitLabPayloads, RepositoriesOfAGroup) {
  const Decoded made = payload("group_project_create.json");
  EXPECT_EQ(made.problem, "");
  EXPECT_EQ(made.event.kind, HookKind::kRepository);
  EXPECT_EQ(made.event.action, "create");
  EXPECT_EQ(made.event.repository_id, 22);
  EXPECT_EQ(made.event.repository_path, "group1/project1");
  EXPECT_EQ(payload("group_project_destroy.json").event.action, "destroy");
}

TEST_F(GitLabPayloads, WhatNobodyAskedForIsNoProblem) {
  for (const char* name :
       {"pipeline.json", "deployment.json", "feature_flag.json", "release.json", "group_subgroup_create.json",
        "group_subgroup_destroy.json", "access_token_expiring.json"}) {
    const Decoded other = payload(name);
    EXPECT_EQ(other.event.kind, HookKind::kOther) << name;
    EXPECT_EQ(other.problem, "") << name;
    EXPECT_FALSE(other.event.name.empty()) << name;
  }
}

// Wherever a body ends too early it is a problem in words or the same hint, and never another one.
TEST_F(GitLabPayloads, ABodyCutAnywhere) {
  for (const char* name : {"push.json", "merge_request.json", "group_project_create.json"}) {
    const std::string whole = text(name);
    const HookEvent wanted = decode({Host::kGitLab, {}, whole}).event;
    for (std::size_t size = 0; size + 2 < whole.size(); size += 3) {
      const Decoded part = decode({Host::kGitLab, {}, whole.substr(0, size)});
      EXPECT_NE(part.problem, "") << name << " cut at " << size;
      if (part.event.kind == HookKind::kOther) continue;
      EXPECT_EQ(part.event.kind, wanted.kind);
      EXPECT_EQ(part.event.repository_id, wanted.repository_id);
    }
  }
}

}  // namespace
}  // namespace dvcs::webhook
