// Payloads of GitHub and of Gitea, which follows it (forges.md 1.8, 3.4). The event is named by a header
// only, which no signature covers: a body under another event's name leads to a hint that finds nothing.
#include <utility>

#include "webhook/reading.hpp"

namespace dvcs::webhook {
namespace {

void read_user(json::Fields& user, HookEvent& event) {
  user.maybe("id", event.user.id);
  user.maybe("login", event.user.username);
  user.maybe("full_name", event.user.name);
  read_email(user, "email", event.user.email);
}

// `create` and `delete` name the ref in short.
void read_ref(std::string_view name, json::Fields& fields, HookEvent& event) {
  RefChange change;
  std::string type;
  std::string sha;
  fields.maybe("ref", change.ref);
  fields.maybe("ref_type", type);
  fields.maybe("sha", sha);
  const bool tag = type == "tag";
  if (!change.ref.starts_with("refs/")) change.ref = (tag ? "refs/tags/" : "refs/heads/") + change.ref;
  if (name == "create") change.after = object_id(std::move(sha));
  event.kind = tag ? HookKind::kTagPush : HookKind::kPush;
  event.action = name;
  add(event, std::move(change));
}

// A test of Gitea's is a push from a commit to itself.
void read_push(json::Fields& fields, HookEvent& event) {
  event.kind = HookKind::kPush;
  read_change(fields, event);
  if (event.refs.empty()) return fields.refuse("`ref` is missing");
  const RefChange& change = event.refs.front();
  if (change.ref.starts_with("refs/tags/")) event.kind = HookKind::kTagPush;
  if (!change.before.empty() && change.before == change.after) event.kind = HookKind::kPing;
}

void read_repository(json::Fields& fields, HookEvent& event) {
  fields.maybe_child("repository", [&](json::Fields& repository) {
    repository.maybe("id", event.repository_id);
    repository.maybe("full_name", event.repository_path);
  });
}

HookKind kind_of(std::string_view name) {
  if (name == "push" || name == "create" || name == "delete") return HookKind::kPush;
  if (name.starts_with("pull_request")) return HookKind::kMergeRequest;
  if (name == "repository") return HookKind::kRepository;
  return name == "ping" ? HookKind::kPing : HookKind::kOther;
}

void read(std::string_view name, json::Fields& fields, HookEvent& event) {
  const HookKind kind = kind_of(name);
  if (kind == HookKind::kOther) return;
  read_repository(fields, event);
  if (!fields.ok()) return;
  event.kind = kind;
  if (name == "push") {
    read_push(fields, event);
  } else if (kind == HookKind::kPush) {
    read_ref(name, fields, event);
  } else if (kind == HookKind::kMergeRequest) {
    // Some events about reviews name it only within.
    fields.maybe("number", event.merge_request_iid);
    fields.maybe_child("pull_request", [&](json::Fields& request) {
      if (event.merge_request_iid == 0) request.maybe("number", event.merge_request_iid);
    });
  }
  if (event.action.empty()) fields.maybe("action", event.action);
}

}  // namespace

void read_gitea(std::string_view name, json::Fields& fields, HookEvent& event) {
  read(name, fields, event);
  if (event.kind == HookKind::kOther) return;
  const bool push = name == "push";
  fields.maybe_child(push ? "pusher" : "sender", [&](json::Fields& user) { read_user(user, event); });
  if (push) fields.maybe("total_commits", event.commits);
}

// `pusher` has a name and an address, `sender` the number.
void read_github(std::string_view name, json::Fields& fields, HookEvent& event) {
  read(name, fields, event);
  if (event.kind == HookKind::kOther) return;
  fields.maybe_child("pusher", [&](json::Fields& user) { read_email(user, "email", event.user.email); });
  fields.maybe_child("sender", [&](json::Fields& user) {
    user.maybe("id", event.user.id);
    user.maybe("login", event.user.username);
  });
  if (name == "push") fields.maybe_each("commits", [&](json::Fields&) { ++event.commits; });
}

}  // namespace dvcs::webhook
