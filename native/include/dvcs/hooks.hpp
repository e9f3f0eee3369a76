// Webhooks as values: what a verified delivery tells, what shall stand at a forge, and what stands there. All
// text is valid UTF-8. Values own their content.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dvcs/model.hpp"

namespace dvcs {

enum class HookKind {
  kOther,  // nothing that concerns commits, branches or merge requests
  kPush,   // branches, and tags too where a forge tells both in one delivery
  kTagPush,
  kMergeRequest,
  kRepository,  // created, renamed, moved, archived, deleted
  kPing,        // a test that tells of no change
};

struct RefChange {
  std::string ref;     // whole: "refs/heads/main"
  std::string before;  // 40 or 64 lower-case hexadecimal digits; empty: the ref is new, or not said
  std::string after;   // the same; empty: the ref is gone, or not said
  bool operator==(const RefChange&) const = default;
};

// Who set the event off, as the forge says.
struct HookUser {
  std::int64_t id = 0;  // 0: not said
  std::string username;
  std::string name;
  std::string email;  // empty: not said, or hidden by the forge
  bool operator==(const HookUser&) const = default;
};

// A hint that something has changed. It says where to look, never what to store.
struct HookEvent {
  HookKind kind = HookKind::kOther;
  std::string name;                // of the event, in the forge's words: "push", "merge_request"
  std::string action;              // "open", "rename": where the event has one
  std::int64_t repository_id = 0;  // 0: not said (Bitbucket Cloud has no numbers)
  std::string repository_path;
  std::vector<RefChange> refs;  // the first of them
  bool refs_complete = true;
  HookUser user;
  std::int64_t commits = 0;  // that the push brings; 0: none, or not said
  std::int64_t merge_request_iid = 0;
};

// A webhook whose secret is known to be the present one: forges never tell it.
struct KnownHook {
  std::int64_t repository_id = 0;  // 0: the group's
  std::int64_t hook_id = 0;
};

// Sees to it that one webhook of ours stands: at the group, where the forge has such, or else at each
// repository. Ours are those at `url` or a former one; every other is left alone. Each place is told of as a
// HookStanding.
struct EnsureHooks {
  std::string group;  // path; empty: each repository has its own
  std::vector<Repository> repositories;
  std::string url;
  std::vector<std::string> former_urls;  // where this account's deliveries went before
  std::string secret;                    // "whsec_<base64>": also signs, where the forge can
  std::vector<HookKind> kinds;
  std::vector<KnownHook> known;    // all others get the secret anew
  bool verify_certificate = true;  // of `url`, by the forge; only when one is created
  bool look_only = false;          // tell what stands, change nothing
};

// Deletes every webhook of ours at these places. What is gone already is no error.
struct RemoveHooks {
  std::string group;
  std::vector<Repository> repositories;
  std::vector<std::string> urls;
  std::vector<KnownHook> known;  // ours, wherever they lead
};

enum class HookState {
  kUnknown,
  kMissing,
  kWorking,
  kPaused,  // by the forge, after failures; it goes on by itself
  kDisabled,
};
enum class HookChange { kNone, kCreated, kUpdated, kRemoved };

}  // namespace dvcs
