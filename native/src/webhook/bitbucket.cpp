// Payloads of Bitbucket Cloud and of Bitbucket Data Center (forges.md 2.6, 4.1); X-Event-Key names the event.
// Only Data Center numbers its repositories.
#include <utility>

#include "webhook/reading.hpp"

namespace dvcs::webhook {
namespace {

void read_cloud_head(json::Fields& change, std::string_view key, std::string& ref, std::string& sha) {
  change.maybe_child(key, [&](json::Fields& head) {
    std::string type;
    std::string name;
    head.maybe("type", type);
    head.maybe("name", name);
    head.maybe_child("target", [&](json::Fields& target) { target.maybe("hash", sha); });
    if (!name.empty()) ref = (type == "tag" ? "refs/tags/" : "refs/heads/") + name;
  });
  sha = object_id(std::move(sha));
}

void read_cloud_push(json::Fields& fields, HookEvent& event) {
  fields.maybe_child("push", [&](json::Fields& push) {
    push.maybe_each("changes", [&](json::Fields& each) {
      RefChange change;
      read_cloud_head(each, "old", change.ref, change.before);
      read_cloud_head(each, "new", change.ref, change.after);
      add(event, std::move(change));
    });
  });
}

void read_server_push(json::Fields& fields, HookEvent& event) {
  fields.maybe_each("changes", [&](json::Fields& each) {
    RefChange change;
    each.maybe("refId", change.ref);
    each.maybe("fromHash", change.before);
    each.maybe("toHash", change.after);
    change.before = object_id(std::move(change.before));
    change.after = object_id(std::move(change.after));
    add(event, std::move(change));
  });
}

HookKind kind_of(std::string_view name) {
  if (name == "repo:push" || name == "repo:refs_changed") return HookKind::kPush;
  if (name.starts_with("pullrequest:") || name.starts_with("pr:")) return HookKind::kMergeRequest;
  if (name == "repo:updated" || name == "repo:transfer" || name == "repo:modified")
    return HookKind::kRepository;
  return name == "diagnostics:ping" ? HookKind::kPing : HookKind::kOther;
}

void read_repository(json::Fields& fields, HookEvent& event) {
  fields.maybe_child("repository", [&](json::Fields& repository) {
    std::string slug;
    std::string project;
    repository.maybe("id", event.repository_id);
    repository.maybe("full_name", event.repository_path);
    repository.maybe("slug", slug);
    repository.maybe_child("project", [&](json::Fields& owner) { owner.maybe("key", project); });
    if (event.repository_path.empty() && !slug.empty())
      event.repository_path.append(project).append("/").append(slug);
  });
}

void read_user(json::Fields& user, HookEvent& event) {
  user.maybe("id", event.user.id);
  user.maybe("nickname", event.user.username);
  if (event.user.username.empty()) user.maybe("name", event.user.username);
  user.maybe("display_name", event.user.name);
  if (event.user.name.empty()) user.maybe("displayName", event.user.name);
  read_email(user, "emailAddress", event.user.email);
}

}  // namespace

void read_bitbucket(std::string_view name, json::Fields& fields, HookEvent& event) {
  const HookKind kind = kind_of(name);
  if (kind == HookKind::kOther) return;
  read_repository(fields, event);
  if (!fields.ok()) return;
  event.kind = kind;
  event.action = name.substr(name.find(':') + 1);
  if (name == "repo:push") read_cloud_push(fields, event);
  if (name == "repo:refs_changed") read_server_push(fields, event);
  const auto number = [&](json::Fields& request) { request.maybe("id", event.merge_request_iid); };
  if (name.starts_with("pullrequest:")) fields.maybe_child("pullrequest", number);
  if (name.starts_with("pr:")) fields.maybe_child("pullRequest", number);
  fields.maybe_child("actor", [&](json::Fields& user) { read_user(user, event); });
}

}  // namespace dvcs::webhook
