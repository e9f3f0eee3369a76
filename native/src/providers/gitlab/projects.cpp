#include "providers/gitlab/projects.hpp"

#include "base/iso8601.hpp"
#include "http/url.hpp"
#include "json/reading.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/paging.hpp"

namespace dvcs::providers::gitlab {
namespace {

void read_project(json::Fields& fields, Repository& repository) {
  std::string last_activity;
  fields.need("id", repository.id);
  fields.need("name", repository.name);
  fields.need("path_with_namespace", repository.path);
  fields.maybe("default_branch", repository.default_branch);  // absent where the token may not read code
  fields.maybe("http_url_to_repo", repository.clone_url);
  fields.maybe("web_url", repository.web_url);
  fields.maybe("last_activity_at", last_activity);
  fields.maybe("empty_repo", repository.empty);
  fields.maybe("archived", repository.archived);
  if (repository.id <= 0) fields.refuse("`id` is not positive");
  repository.last_activity = base::parse_iso8601(last_activity);
}

std::string name_of(const Owner& group) {
  return group.id != 0 ? std::to_string(group.id) : http::percent_encode(group.path);
}

http::Request list_request(const std::string& base_url, const Owner& owner) {
  switch (owner.kind) {
    case OwnerKind::kGroup:
      return get(base_url, "/groups/" + name_of(owner) + "/projects",
                 {{"include_subgroups", "true"},
                  {"with_shared", "false"},  // or projects of foreign groups come in
                  {"order_by", "last_activity_at"},
                  {"sort", "desc"},
                  {"per_page", "100"}});
    case OwnerKind::kUser:
      return get(base_url, "/users/" + std::to_string(owner.id) + "/projects",
                 {{"order_by", "last_activity_at"}, {"sort", "desc"}, {"per_page", "100"}});
    case OwnerKind::kInstance:
      break;
  }
  // What the token's user is a member of. Keyset paging would order by id only, but a refresh must stop at
  // the last activity it knows; so pages are by offset here too (native/doc/sync.md).
  return get(
      base_url, "/projects",
      {{"membership", "true"}, {"order_by", "last_activity_at"}, {"sort", "desc"}, {"per_page", "100"}});
}

}  // namespace

Query<Page<Repository>> projects(const std::string& base_url, const Owner& owner) {
  Query<Page<Repository>> query;
  query.request = list_request(base_url, owner);
  const std::string subject = owner.kind == OwnerKind::kInstance
                                  ? "the projects that the token's user is a member of"
                                  : "the projects of " + owner.path;
  query.parse = [subject](const http::Request& asked, const http::Response& answer) {
    return read_page<Repository>(subject, "project", asked, answer, read_project);
  };
  return query;
}

Query<Page<Repository>> project(const std::string& base_url, std::int64_t id) {
  Query<Page<Repository>> query;
  query.request = get(base_url, project_path(id));
  query.parse = [id](const http::Request& asked,
                     const http::Response& answer) -> base::Result<Page<Repository>> {
    const std::string subject = "project " + std::to_string(id);
    return read_object(kErrors, subject, asked, answer, Page<Repository>{},
                       [](json::Fields& fields, Page<Repository>& page) {
                         read_project(fields, page.items.emplace_back());
                       });
  };
  return query;
}

}  // namespace dvcs::providers::gitlab
