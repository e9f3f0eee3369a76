#include "providers/gitlab/permissions.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/iso8601.hpp"
#include "json/reading.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/errors.hpp"
#include "providers/gitlab/paging.hpp"

namespace dvcs::providers::gitlab {
namespace {

constexpr std::int64_t kMaintainer = 40;

constexpr std::array<std::pair<std::int64_t, std::string_view>, 7> kRoles = {{
    {5, "Minimal Access"},
    {10, "Guest"},
    {15, "Planner"},
    {20, "Reporter"},
    {30, "Developer"},
    {kMaintainer, "Maintainer"},
    {50, "Owner"},
}};

std::string role_name(std::int64_t level) {
  const auto* found =
      std::find_if(kRoles.begin(), kRoles.end(), [&](auto& role) { return role.first == level; });
  return found == kRoles.end() ? "access level " + std::to_string(level) : std::string(found->second);
}

bool has(const std::vector<std::string>& scopes, std::string_view scope) {
  return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

base::Result<TokenInfo> read_token(const http::Request& asked, const http::Response& answer) {
  const std::string subject = "the access token";
  TokenInfo info;
  // Too old for the question (before 15.5), or a token of another kind (OAuth): GitLab says so with 404 or
  // 400.
  if (answer.status == 404 || answer.status == 400) {
    info.described = false;
    return info;
  }
  if (answer.status == 403 && said_by_server(answer).find("insufficient_scope") != std::string::npos)
    return info;
  if (!is_success(answer)) return refusal(subject, asked, answer);
  std::string expires;
  const base::Status status = json::object(answer.body, [&](json::Fields& fields) {
    fields.maybe("name", info.name);
    fields.need("scopes", info.scopes);
    fields.maybe("active", info.active);
    fields.maybe("expires_at", expires);
  });
  if (!status.ok()) return unexpected(subject, asked, status.error());
  // A day, or a moment in newer versions; the token dies as the day begins, in UTC.
  if (!expires.empty()) info.expires = base::parse_iso8601(expires.substr(0, 10) + "T00:00:00Z");
  info.manages_hooks = has(info.scopes, "api");
  info.reads = info.manages_hooks || has(info.scopes, "read_api");
  info.fetches = info.reads || has(info.scopes, "read_repository") || has(info.scopes, "write_repository");
  return info;
}

}  // namespace

const Manual& manual() {
  static constexpr Manual kManual{
      .name = "GitLab",
      .oldest_major = 13,
      .oldest_minor = 0,
      .tokens_page = "the group's Settings > Access tokens, or the user's Preferences > Access tokens",
      .read_scope = "read_api (or api)",
      .hook_scope = "api",
      .hook_role = "Maintainer",
      .group = "group",
      .filter_setting =
          "uploadpack.allowFilter in Gitaly's git configuration (the default since GitLab 13.0)"};
  return kManual;
}

Query<TokenInfo> token(const std::string& base_url) {
  Query<TokenInfo> query;
  query.request = get(base_url, "/personal_access_tokens/self");
  query.parse = read_token;
  return query;
}

Query<Page<std::string>> groups(const std::string& base_url) {
  Query<Page<std::string>> query;
  query.request =
      get(base_url, "/groups", {{"min_access_level", "10"}, {"order_by", "path"}, {"per_page", "100"}});
  query.parse = [](const http::Request& asked, const http::Response& answer) {
    return read_page<std::string>(
        "the groups of the token's user", "group", asked, answer,
        [](json::Fields& fields, std::string& path) { fields.need("full_path", path); });
  };
  return query;
}

// `permissions` has a role by the project and one by its group, each null where there is none. An
// administrator of the instance may have neither and yet may do everything: then nothing is known.
Query<HookRight> hook_right(const std::string& base_url, const Repository& repository) {
  Query<HookRight> query;
  query.request = get(base_url, project_path(repository.id));
  query.parse = [path = repository.path](const http::Request& asked,
                                         const http::Response& answer) -> base::Result<HookRight> {
    const std::string subject = "the role in " + path;
    if (!is_success(answer)) return refusal(subject, asked, answer);
    std::int64_t level = 0;
    const auto access = [&level](json::Fields& fields) {
      std::int64_t one = 0;
      fields.maybe("access_level", one);
      level = std::max(level, one);
    };
    const base::Status status = json::object(answer.body, [&](json::Fields& fields) {
      fields.maybe_child("permissions", [&](json::Fields& permissions) {
        permissions.maybe_child("project_access", access);
        permissions.maybe_child("group_access", access);
      });
    });
    if (!status.ok()) return unexpected(subject, asked, status.error());
    if (level == 0) return HookRight{.known = false, .may = false, .role = {}};
    return HookRight{.known = true, .may = level >= kMaintainer, .role = role_name(level)};
  };
  return query;
}

}  // namespace dvcs::providers::gitlab
