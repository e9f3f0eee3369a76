#include "webhook/decode.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace dvcs::webhook {
namespace {

const std::string kOne(40, '1');
const std::string kTwo(40, '2');
const std::string kNone(40, '0');

Decoded gitlab(std::string body) {
  return decode({Host::kGitLab, {{"X-Gitlab-Event", "Push Hook"}}, std::move(body)});
}
Decoded gitea(const std::string& event, std::string body) {
  return decode({Host::kGitea, {{"X-Gitea-Event", event}, {"X-GitHub-Event", "x"}}, std::move(body)});
}
Decoded github(const std::string& event, std::string body) {
  return decode({Host::kGitHub, {{"X-GitHub-Event", event}}, std::move(body)});
}
Decoded bitbucket(const std::string& event, std::string body) {
  return decode({Host::kBitbucket, {{"X-Event-Key", event}}, std::move(body)});
}

const std::string kRepository = R"("repository":{"id":7,"full_name":"acme/orbit"})";

TEST(DecodeGitLab, ASystemHookTellsAllRefsOfAPush) {
  const Decoded push = gitlab(R"({"event_name":"repository_update","user_id":1,"user_name":"John",
      "user_email":"j@x","project_id":3,"project":{"id":3,"path_with_namespace":"a/b"},"changes":[
      {"before":")" + kNone + R"(","after":")" +
                              kOne + R"(","ref":"refs/heads/x"},
      {"before":")" + kOne + R"(","after":")" +
                              kNone + R"(","ref":"refs/tags/y"}],"refs":["refs/heads/x"]})");
  EXPECT_EQ(push.problem, "");
  EXPECT_EQ(push.event.kind, HookKind::kPush);
  EXPECT_EQ(push.event.refs, (std::vector<RefChange>{{"refs/heads/x", "", kOne}, {"refs/tags/y", kOne, ""}}));
  EXPECT_EQ(push.event.user.email, "j@x");
}

TEST(DecodeGitLab, MoreRefsThanAreNeededAreOnlyCounted) {
  std::string changes;
  for (int i = 0; i < 1000; ++i)
    changes += std::string(i > 0 ? "," : "") + R"({"ref":"refs/heads/b)" + std::to_string(i) + "\"}";
  const HookEvent event =
      gitlab(R"({"event_name":"repository_update","project_id":3,"changes":[)" + changes + "]}").event;
  EXPECT_EQ(event.refs.size(), kMostRefs);
  EXPECT_FALSE(event.refs_complete);
}

TEST(DecodeGitLab, RenamesAndMoves) {
  for (const std::string action : {"rename", "transfer", "update", "create", "destroy"}) {
    const HookEvent event =
        gitlab(R"({"event_name":"project_)" + action + R"(","project_id":9,"path_with_namespace":"a/new"})")
            .event;
    EXPECT_EQ(event.kind, HookKind::kRepository);
    EXPECT_EQ(event.action, action);
    EXPECT_EQ(event.repository_id, 9);
    EXPECT_EQ(event.repository_path, "a/new");
  }
}

TEST(DecodeGitLab, AHiddenAddressIsNone) {
  EXPECT_EQ(gitlab(R"({"object_kind":"merge_request","project":{"id":1},"user":{"email":"[REDACTED]"},
      "object_attributes":{"iid":2}})")
                .event.user.email,
            "");
}

TEST(DecodeGitLab, TheTargetProjectWhereTheProjectIsNotSaid) {
  const HookEvent event =
      gitlab(R"({"object_kind":"merge_request","object_attributes":{"iid":2,"target_project_id":5}})").event;
  EXPECT_EQ(event.repository_id, 5);
  EXPECT_EQ(event.merge_request_iid, 2);
}

// What decides is read first, so a surprise in the rest costs nothing but words.
TEST(DecodeGitLab, AWrongTypeInWhatMerelyExplains) {
  for (const std::string odd : {R"("user_id":"four")", R"("total_commits_count":{})", R"("user_name":[1])",

                                R"("user_email":false)", R"("user_id":1.5)"}) {
    const Decoded push = gitlab(R"({"object_kind":"push","project_id":3,"ref":"refs/heads/x","after":")" +
                                kOne + "\"," + odd + "}");
    EXPECT_EQ(push.event.kind, HookKind::kPush) << odd;
    EXPECT_EQ(push.event.repository_id, 3) << odd;
    EXPECT_EQ(push.event.refs.size(), 1U) << odd;
    EXPECT_NE(push.problem, "") << odd;
  }
}

TEST(DecodeGitLab, AWrongTypeInWhatDecides) {
  for (const std::string body :
       {R"({"object_kind":5,"project_id":3})", R"({"object_kind":"push","project_id":"3"})",
        R"({"object_kind":"push","project_id":3.5})",
        R"({"object_kind":"push","project_id":3,"user_id":1e400})", R"({"object_kind":"push","project":[]})",
        R"({"object_kind":"push","project_id":99999999999999999999})", R"({"object_kind":null})",
        R"({"object_kind":"push"})", R"({"object_kind":"push","project_id":-4})",
        R"({"object_kind":"push","project_id":0})", "{}"}) {
    const Decoded bad = gitlab(body);
    EXPECT_EQ(bad.event.kind, HookKind::kOther) << body;
    EXPECT_EQ(bad.event.repository_id, 0) << body;
    EXPECT_TRUE(bad.problem.ends_with(".")) << body << ": " << bad.problem;
  }
}

TEST(DecodeGitLab, IdsThatAreNone) {
  for (const std::string& id : std::vector<std::string>{"", "123", "HEAD", std::string(40, 'g'),
                                                        std::string(64, '0'), std::string(40, 'A')}) {
    const HookEvent event = gitlab(R"({"object_kind":"push","project_id":3,"ref":"refs/heads/x","before":")" +
                                   id + R"(","after":")" + kTwo + "\"}")
                                .event;
    EXPECT_EQ(event.refs, (std::vector<RefChange>{{"refs/heads/x", "", kTwo}})) << id;
  }
}

TEST(Decode, WhatIsNoJson) {
  for (const std::string body : {"", " ", "null", "[]", "3", "\"push\"", "{", "}", "{\"a\"}", "<html>",
                                 "payload=%7B%7D", "{\"object_kind\":\"push\",}"}) {
    for (const Decoded& bad :
         {gitlab(body), gitea("push", body), github("push", body), bitbucket("repo:push", body)}) {
      EXPECT_EQ(bad.event.kind, HookKind::kOther) << body;
      EXPECT_NE(bad.problem, "") << body;
    }
  }
}

TEST(Decode, DeepNestingAndDuplicates) {
  const std::string deep = R"({"x":)" + std::string(100'000, '[') + std::string(100'000, ']') +
                           R"(,"object_kind":"push","project_id":3})";
  EXPECT_LE(gitlab(deep).event.repository_id, 3);  // read or refused, but it ends
  const Decoded twice =
      gitlab(R"({"object_kind":"push","object_kind":"tag_push","project_id":3,"project_id":4})");
  EXPECT_EQ(twice.event.kind, HookKind::kPush);
  EXPECT_EQ(twice.event.repository_id, 3);
}

TEST(Decode, TextIsAlwaysValid) {
  const Decoded push =
      gitlab("{\"object_kind\":\"push\",\"project_id\":3,\"user_name\":\"a\xff\\u0000\\ud800\"}");
  EXPECT_TRUE(base::is_valid_utf8(push.event.user.name));
  EXPECT_EQ(push.event.user.name.find('\0'), std::string::npos);
  const Decoded odd = gitea(std::string(500, '\xff'), "{}");
  EXPECT_TRUE(base::is_valid_utf8(odd.event.name));
  EXPECT_LE(odd.event.name.size(), 100U);
}

TEST(DecodeGitea, APush) {
  const Decoded push =
      gitea("push", R"({"ref":"refs/heads/main","before":")" + kOne + R"(","after":")" + kTwo +
                        R"(","commits":[{"id":"x"}],"total_commits":9,)" + kRepository +
                        R"(,"pusher":{"id":5,"login":"ann","full_name":"Ann","email":"a@x"}})");
  EXPECT_EQ(push.problem, "");
  EXPECT_EQ(push.event.kind, HookKind::kPush);
  EXPECT_EQ(push.event.repository_id, 7);
  EXPECT_EQ(push.event.repository_path, "acme/orbit");
  EXPECT_EQ(push.event.refs, (std::vector<RefChange>{{"refs/heads/main", kOne, kTwo}}));
  EXPECT_EQ(push.event.user, (HookUser{5, "ann", "Ann", "a@x"}));
  EXPECT_EQ(push.event.commits, 9);
}

TEST(DecodeGitea, ATestIsAPushFromACommitToItself) {
  EXPECT_EQ(gitea("push", R"({"ref":"refs/heads/main","before":")" + kOne + R"(","after":")" + kOne + "\"," +
                              kRepository + "}")
                .event.kind,
            HookKind::kPing);
}

TEST(DecodeGitea, RefsByTheirShortNames) {
  const auto ref = [](const std::string& event, const std::string& name, const std::string& type) {
    return gitea(event, R"({"ref":")" + name + R"(","ref_type":")" + type + R"(","sha":")" + kOne + "\"," +
                            kRepository + R"(,"sender":{"id":5,"login":"ann"}})")
        .event;
  };
  const HookEvent made = ref("create", "feature/X-1", "branch");
  EXPECT_EQ(made.kind, HookKind::kPush);
  EXPECT_EQ(made.refs, (std::vector<RefChange>{{"refs/heads/feature/X-1", "", kOne}}));
  EXPECT_EQ(made.user.username, "ann");
  EXPECT_EQ(ref("delete", "feature/X-1", "branch").refs,
            (std::vector<RefChange>{{"refs/heads/feature/X-1", "", ""}}));
  EXPECT_EQ(ref("create", "v1", "tag").kind, HookKind::kTagPush);
  EXPECT_EQ(ref("delete", "v1", "tag").refs.at(0).ref, "refs/tags/v1");
  EXPECT_EQ(ref("create", "refs/heads/x", "branch").refs.at(0).ref, "refs/heads/x");
}

TEST(DecodeGitea, PullRequestsAndTheirReviews) {
  for (const char* event :
       {"pull_request", "pull_request_approved", "pull_request_comment", "pull_request_sync"}) {
    const HookEvent request =
        gitea(event, R"({"action":"opened","number":12,"pull_request":{"id":1},)" + kRepository + "}").event;
    EXPECT_EQ(request.kind, HookKind::kMergeRequest) << event;
    EXPECT_EQ(request.merge_request_iid, 12) << event;
    EXPECT_EQ(request.action, "opened") << event;
  }
  EXPECT_EQ(gitea("pull_request_rejected", R"({"pull_request":{"number":13},)" + kRepository + "}")
                .event.merge_request_iid,
            13);
}

TEST(DecodeGitea, Others) {
  EXPECT_EQ(gitea("repository", R"({"action":"deleted",)" + kRepository + "}").event.action, "deleted");
  EXPECT_EQ(gitea("issues", "{" + kRepository + "}").event.kind, HookKind::kOther);
  EXPECT_EQ(gitea("push", R"({"ref":"refs/tags/v1",)" + kRepository + "}").event.kind, HookKind::kTagPush);
  EXPECT_NE(gitea("push", "{" + kRepository + "}").problem, "");
  EXPECT_NE(decode({Host::kGitea, {{"X-GitHub-Event", "push"}}, "{}"}).problem, "");
  EXPECT_EQ(
      decode({Host::kGitea, {{"X-Gogs-Event", "push"}}, R"({"ref":"refs/heads/x",)" + kRepository + "}"})
          .event.kind,
      HookKind::kPush);
}

TEST(DecodeGitHub, APush) {
  const Decoded push =
      github("push", R"({"ref":"refs/heads/main","before":")" + kOne + R"(","after":")" + kTwo + "\"," +
                         kRepository +
                         R"(,"pusher":{"name":"ann","email":"a@x"},"sender":{"id":5,"login":"ann"},)"
                         R"("commits":[{"id":"a"},{"id":"b"}]})");
  EXPECT_EQ(push.problem, "");
  EXPECT_EQ(push.event.user, (HookUser{5, "ann", "", "a@x"}));
  EXPECT_EQ(push.event.commits, 2);
  EXPECT_EQ(github("ping", R"({"zen":"…","hook_id":1})").event.kind, HookKind::kPing);
  EXPECT_EQ(
      github("pull_request", R"({"action":"closed","number":3,)" + kRepository + "}").event.merge_request_iid,
      3);
  EXPECT_EQ(github("repository", R"({"action":"renamed",)" + kRepository + "}").event.action, "renamed");
}

TEST(DecodeBitbucket, CloudAndDataCenter) {
  const Decoded push = bitbucket("repo:push", R"({"actor":{"display_name":"Ann","nickname":"ann"},
      "repository":{"full_name":"acme/orbit","uuid":"{1}"},"push":{"changes":[
      {"old":{"type":"branch","name":"x","target":{"hash":")" +
                                                  kOne + R"("}},"new":null},
      {"old":null,"new":{"type":"tag","name":"v1","target":{"hash":")" +
                                                  kTwo + R"("}}}]}})");
  EXPECT_EQ(push.problem, "");
  EXPECT_EQ(push.event.kind, HookKind::kPush);
  EXPECT_EQ(push.event.repository_path, "acme/orbit");
  EXPECT_EQ(push.event.refs,
            (std::vector<RefChange>{{"refs/heads/x", kOne, ""}, {"refs/tags/v1", "", kTwo}}));
  EXPECT_EQ(push.event.user, (HookUser{0, "ann", "Ann", ""}));
  EXPECT_EQ(bitbucket("pullrequest:created", R"({"repository":{"full_name":"a/b"},"pullrequest":{"id":4}})")
                .event.merge_request_iid,
            4);
  const Decoded server = bitbucket("repo:refs_changed", R"({"actor":{"id":3,"name":"ann","displayName":"Ann",
      "emailAddress":"a@x"},"repository":{"id":84,"slug":"orbit","project":{"key":"ACME"}},"changes":[
      {"refId":"refs/heads/main","fromHash":")" + kOne + R"(","toHash":")" +
                                                            kTwo + R"("}]})");
  EXPECT_EQ(server.event.repository_id, 84);
  EXPECT_EQ(server.event.repository_path, "ACME/orbit");
  EXPECT_EQ(server.event.refs, (std::vector<RefChange>{{"refs/heads/main", kOne, kTwo}}));
  EXPECT_EQ(server.event.user, (HookUser{3, "ann", "Ann", "a@x"}));
  EXPECT_EQ(bitbucket("diagnostics:ping", R"({"test":true})").event.kind, HookKind::kPing);
  EXPECT_EQ(
      bitbucket("pr:opened", R"({"repository":{"id":1},"pullRequest":{"id":6}})").event.merge_request_iid, 6);
}

}  // namespace
}  // namespace dvcs::webhook
