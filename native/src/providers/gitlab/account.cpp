// Who the token is, what the server is, and what an owner's path means.
#include <algorithm>

#include "http/url.hpp"
#include "json/reading.hpp"
#include "providers/common/base_address.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/errors.hpp"
#include "providers/gitlab/projects.hpp"

namespace dvcs::providers::gitlab {
namespace {

using base::Code;
using base::Error;

Query<ServerInfo> version_at(const std::string& base_url, std::string_view path) {
  Query<ServerInfo> query;
  query.request = get(base_url, path);
  query.parse = [](const http::Request& asked, const http::Response& answer) -> base::Result<ServerInfo> {
    const std::string subject = "the version of GitLab";
    if (answer.status == 404) return no_api(asked);  // whatever the words: other servers answer in JSON, too
    if (!is_success(answer)) return refusal(subject, asked, answer);
    ServerInfo info;
    const base::Status status =
        json::object(answer.body, [&](json::Fields& fields) { fields.need("version", info.version); });
    if (!status.ok()) return unexpected(subject, asked, status.error());
    return info;
  };
  return query;
}

Query<Owner> group_of(const std::string& base_url, const std::string& path) {
  Query<Owner> query;
  // Without with_projects=false the answer embeds up to 100 whole projects.
  query.request = get(base_url, "/groups/" + http::percent_encode(path), {{"with_projects", "false"}});
  query.parse = [path](const http::Request& asked, const http::Response& answer) -> base::Result<Owner> {
    const std::string subject = "group " + path;
    if (!is_success(answer)) return refusal(subject, asked, answer);
    Owner owner{OwnerKind::kGroup, 0, path};
    const base::Status status = json::object(answer.body, [&](json::Fields& fields) {
      fields.need("id", owner.id);
      fields.maybe("full_path", owner.path);
    });
    if (!status.ok()) return unexpected(subject, asked, status.error());
    return owner;
  };
  return query;
}

bool equal_without_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

Query<Owner> user_of(const std::string& base_url, const std::string& name) {
  Query<Owner> query;
  query.request = get(base_url, "/users", {{"username", name}});
  query.parse = [name](const http::Request& asked, const http::Response& answer) -> base::Result<Owner> {
    const std::string subject = "group or user " + name;
    if (!is_success(answer)) return refusal(subject, asked, answer);
    Owner owner{OwnerKind::kUser, 0, {}};
    const auto read = json::each(
        answer.body,
        [&](json::Fields& fields) {
          Owner candidate{OwnerKind::kUser, 0, {}};
          fields.need("id", candidate.id);
          fields.need("username", candidate.path);
          if (fields.ok() && equal_without_case(candidate.path, name)) owner = candidate;
        },
        [](const json::BadItem&) {});
    if (!read.ok()) return unexpected(subject, asked, read.error());
    if (owner.id != 0) return owner;
    const std::string address = http::printable_url(asked.url);
    return Error{Code::kNotFound,
                 address.substr(0, address.find("/api/v4")) + " has no " + subject +
                     " that this token can see. Check the spelling (the path, not the display "
                     "name), and that the token's user is a member."};
  };
  return query;
}

}  // namespace

std::vector<Query<ServerInfo>> checks(const std::string& base_url) {
  return {version_at(base_url, "/metadata"), version_at(base_url, "/version")};  // /metadata came with 15.2
}

Query<std::string> user(const std::string& base_url) {
  Query<std::string> query;
  query.request = get(base_url, "/user");
  query.parse = [](const http::Request& asked, const http::Response& answer) -> base::Result<std::string> {
    const std::string subject = "the token's user";
    if (!is_success(answer)) return refusal(subject, asked, answer);
    std::string name;
    const base::Status status =
        json::object(answer.body, [&](json::Fields& fields) { fields.need("username", name); });
    if (!status.ok()) return unexpected(subject, asked, status.error());
    return name;
  };
  return query;
}

std::vector<Query<Owner>> owner(const std::string& base_url, std::string_view path) {
  const std::string name = owner_path(path);
  if (name.empty()) return {};
  std::vector<Query<Owner>> steps{group_of(base_url, name)};
  if (name.find('/') == std::string::npos) steps.push_back(user_of(base_url, name));
  return steps;
}

}  // namespace dvcs::providers::gitlab
