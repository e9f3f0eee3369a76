// GitLab's payloads (gitlab.md 4.2, 4.3): project, group and system hooks. The body itself names the event,
// and unlike the header it is what the signature is over.
#include <array>
#include <utility>

#include "webhook/reading.hpp"

namespace dvcs::webhook {
namespace {

// `object_kind`, or `event_name` where a system hook has only that.
constexpr std::array<std::pair<std::string_view, HookKind>, 10> kKinds = {{
    {"push", HookKind::kPush},
    {"tag_push", HookKind::kTagPush},
    {"merge_request", HookKind::kMergeRequest},
    {"repository_update", HookKind::kPush},
    {"project_create", HookKind::kRepository},
    {"project_destroy", HookKind::kRepository},
    {"project_rename", HookKind::kRepository},
    {"project_transfer", HookKind::kRepository},
    {"project_update", HookKind::kRepository},
    {"project_restore", HookKind::kRepository},
}};

HookKind kind_of(std::string_view name) {
  for (const auto& [known, kind] : kKinds) {
    if (known == name) return kind;
  }
  return HookKind::kOther;
}

void read_project(json::Fields& fields, HookEvent& event) {
  fields.maybe("project_id", event.repository_id);
  fields.maybe_child("project", [&](json::Fields& project) {
    project.maybe("id", event.repository_id);
    project.maybe("path_with_namespace", event.repository_path);
  });
  if (event.repository_path.empty()) fields.maybe("path_with_namespace", event.repository_path);
}

void read_push(json::Fields& fields, HookEvent& event) {
  read_change(fields, event);
  fields.maybe("user_id", event.user.id);
  fields.maybe("user_username", event.user.username);
  fields.maybe("user_name", event.user.name);
  read_email(fields, "user_email", event.user.email);
  fields.maybe("total_commits_count", event.commits);
}

// `user` is who set it off, not the author.
void read_merge_request(json::Fields& fields, HookEvent& event) {
  fields.maybe_child("object_attributes", [&](json::Fields& attributes) {
    attributes.need("iid", event.merge_request_iid);
    if (event.repository_id == 0) attributes.maybe("target_project_id", event.repository_id);
    attributes.maybe("action", event.action);
  });
  fields.maybe_child("user", [&](json::Fields& user) {
    user.maybe("id", event.user.id);
    user.maybe("username", event.user.username);
    user.maybe("name", event.user.name);
    read_email(user, "email", event.user.email);
  });
}

}  // namespace

void read_gitlab(json::Fields& fields, HookEvent& event) {
  fields.maybe("object_kind", event.name);
  if (event.name.empty()) fields.maybe("event_name", event.name);
  const HookKind kind = kind_of(event.name);
  if (event.name.empty()) fields.refuse("neither `object_kind` nor `event_name` says what happened");
  if (kind == HookKind::kOther) return;
  read_project(fields, event);
  if (!fields.ok()) return;
  event.kind = kind;
  if (event.name == "repository_update") {
    fields.maybe_each("changes", [&](json::Fields& change) { read_change(change, event); });
    fields.maybe("user_id", event.user.id);
    fields.maybe("user_name", event.user.name);
    read_email(fields, "user_email", event.user.email);
  } else if (kind == HookKind::kPush || kind == HookKind::kTagPush) {
    read_push(fields, event);
  } else if (kind == HookKind::kMergeRequest) {
    read_merge_request(fields, event);
  } else {
    event.action = event.name.substr(std::string_view("project_").size());
  }
}

}  // namespace dvcs::webhook
