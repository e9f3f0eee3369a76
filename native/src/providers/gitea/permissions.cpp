#include "providers/gitea/permissions.hpp"

#include "json/reading.hpp"
#include "providers/gitea/api.hpp"
#include "providers/gitea/errors.hpp"

namespace dvcs::providers::gitea {

const Manual& manual() {
  static constexpr Manual kManual{
      .name = "Gitea",
      .oldest_major = 1,
      .oldest_minor = 17,
      .tokens_page = "the user's Settings > Applications",
      .read_scope = kNeededScopes,
      .hook_scope = "write:repository",
      .hook_role = "administrator of the repository",
      .group = "organisation",
      .filter_setting = "DISABLE_PARTIAL_CLONE = false in section [git] of app.ini (the default)"};
  return kManual;
}

Query<Page<std::string>> groups(const std::string& base_url) {
  Query<Page<std::string>> query;
  query.request = get_list(base_url, "/user/orgs");
  query.parse = [](const http::Request& asked, const http::Response& answer) {
    return read_page<std::string>(
        "the organisations of the token's user", "organisation", asked, answer,
        [](json::Fields& fields, std::string& path) { fields.need("username", path); });
  };
  return query;
}

Query<HookRight> hook_right(const std::string& base_url, const Repository& repository) {
  Query<HookRight> query;
  query.request = get(base_url, "/repositories/" + std::to_string(repository.id));
  query.parse = [path = repository.path](const http::Request& asked,
                                         const http::Response& answer) -> base::Result<HookRight> {
    const std::string subject = "the role in " + path;
    if (!is_success(answer)) return refusal(subject, asked, answer);
    bool admin = false;
    bool push = false;
    bool told = false;
    const base::Status status = json::object(answer.body, [&](json::Fields& fields) {
      fields.maybe_child("permissions", [&](json::Fields& permissions) {
        told = true;
        permissions.maybe("admin", admin);
        permissions.maybe("push", push);
      });
    });
    if (!status.ok()) return unexpected(subject, asked, status.error());
    return HookRight{.known = told,
                     .may = admin,
                     .role = admin  ? "administrator"
                             : push ? "writer"
                                    : "reader"};
  };
  return query;
}

}  // namespace dvcs::providers::gitea
