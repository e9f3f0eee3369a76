// Whatever a body holds, decoding ends with valid text and numbers that are not negative.
#include <gtest/gtest.h>

#include <random>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "webhook/decode.hpp"

namespace dvcs::webhook {
namespace {

const char* const kEvents[] = {"push",      "create",    "delete",           "pull_request", "repository",
                               "repo:push", "pr:opened", "diagnostics:ping", "issues",       ""};

void check(const Decoded& decoded) {
  const HookEvent& event = decoded.event;
  for (const std::string* text : {&event.name, &event.action, &event.repository_path, &event.user.username,
                                  &event.user.name, &event.user.email, &decoded.problem}) {
    EXPECT_TRUE(base::is_valid_utf8(*text));
    EXPECT_EQ(text->find('\0'), std::string::npos);
  }
  EXPECT_GE(event.repository_id, 0);
  EXPECT_GE(event.merge_request_iid, 0);
  EXPECT_GE(event.commits, 0);
  EXPECT_LE(event.refs.size(), kMostRefs);
  for (const RefChange& change : event.refs) {
    EXPECT_FALSE(change.ref.empty());
    EXPECT_TRUE(change.before.empty() || base::is_object_id(change.before));
    EXPECT_TRUE(change.after.empty() || base::is_object_id(change.after));
  }
  if (event.kind != HookKind::kOther && event.kind != HookKind::kPing)
    EXPECT_TRUE(event.repository_id > 0 || !event.repository_path.empty());
}

void decode_everywhere(const std::string& body) {
  check(decode({Host::kGitLab, {}, body}));
  for (const char* name : kEvents) {
    check(decode({Host::kGitea, {{"X-Gitea-Event", name}}, body}));
    check(decode({Host::kGitHub, {{"X-GitHub-Event", name}}, body}));
    check(decode({Host::kBitbucket, {{"X-Event-Key", name}}, body}));
  }
}

// Objects of the names that are looked for, with values of any type.
class Payload {
 public:
  Payload(unsigned seed, bool broken) : random_(seed), broken_(broken) {}

  std::string object(int depth) {
    std::string text = "{";
    for (std::size_t i = random_() % 9; i > 0; --i)
      text += (text.size() > 1 ? ",\"" : "\"") + std::string(pick(kNames)) + "\":" + value(depth);
    return text + "}";
  }

 private:
  static constexpr const char* kNames[] = {"object_kind",  "event_name", "project_id",
                                           "project",      "id",         "ref",
                                           "before",       "after",      "changes",
                                           "user",         "commits",    "path_with_namespace",
                                           "repository",   "full_name",  "total_commits_count",
                                           "number",       "action",     "object_attributes",
                                           "iid",          "push",       "new",
                                           "pull_request", "target",     "hash"};
  static constexpr const char* kValues[] = {R"("push")",
                                            R"("merge_request")",
                                            R"("repository_update")",
                                            R"("project_rename")",
                                            "7",
                                            "-7",
                                            "0",
                                            "9223372036854775807",
                                            "18446744073709551615",
                                            "1.5",
                                            "null",
                                            "true",
                                            "{}",
                                            "[]",
                                            R"("refs/heads/x")",
                                            R"("\ud800")",
                                            R"("1111111111111111111111111111111111111111")",
                                            R"("\u0000")"};
  static constexpr const char* kBroken[] = {"99999999999999999999", "1e999", "\"\xff\"", "[", "]", "nul", ""};

  template <std::size_t N>
  const char* pick(const char* const (&list)[N]) {
    return list[random_() % N];
  }
  std::string value(int depth) {
    if (depth > 0 && random_() % 3 == 0) return object(depth - 1);
    if (depth > 0 && random_() % 5 == 0) return "[" + object(depth - 1) + "," + value(depth - 1) + "]";
    return broken_ && random_() % 8 == 0 ? pick(kBroken) : pick(kValues);
  }

  std::mt19937 random_;
  bool broken_;
};

TEST(DecodeProperty, PayloadsOfTheRightNamesAndAnyTypes) {
  for (unsigned seed = 0; seed < 300; ++seed) decode_everywhere(Payload(seed, seed % 3 == 0).object(3));
}

TEST(DecodeProperty, AnyBytes) {
  std::mt19937 random(3);
  for (int round = 0; round < 150; ++round) {
    std::string body(random() % 100, '\0');
    for (char& c : body) c = static_cast<char>(random());
    decode_everywhere(body);
    decode_everywhere("{\"object_kind\":\"push\",\"project_id\":1,\"ref\":\"" + body);
  }
}

}  // namespace
}  // namespace dvcs::webhook
