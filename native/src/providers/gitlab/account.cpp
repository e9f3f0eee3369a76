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

Query<Owner> group_of(const std::string& base_url, const std::string& path) {
  Query<Owner> query;
  // Without with_projects=false the answer embeds up to 100 whole projects.
  query.request = get(base_url, "/groups/" + http::percent_encode(path), {{"with_projects", "false"}});
  query.parse = [path](const http::Request& asked, const http::Response& answer) -> base::Result<Owner> {
    const std::string subject = "group " + path;
    return read_object(kErrors, subject, asked, answer, Owner{OwnerKind::kGroup, 0, path},
                       [](json::Fields& fields, Owner& owner) {
                         fields.need("id", owner.id);
                         fields.maybe("full_path", owner.path);
                       });
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
  const auto at = [&](std::string_view path) {
    return version_query(kErrors, get(base_url, path), "the version of GitLab");
  };
  return {at("/metadata"), at("/version")};  // /metadata came with 15.2
}

Query<std::string> user(const std::string& base_url) {
  Query<std::string> query;
  query.request = get(base_url, "/user");
  query.parse = [](const http::Request& asked, const http::Response& answer) -> base::Result<std::string> {
    const std::string subject = "the token's user";
    return read_object(kErrors, subject, asked, answer, std::string(),
                       [](json::Fields& fields, std::string& name) { fields.need("username", name); });
  };
  return query;
}

// A group: users' own namespaces are rarely what a company connects. Digits alone would be taken for a
// number.
std::optional<Owner> likely_owner(std::string_view path) {
  std::string name = owner_path(path);
  if (name.find_first_not_of("0123456789") == std::string::npos) return std::nullopt;
  return Owner{OwnerKind::kGroup, 0, std::move(name)};
}

std::vector<Query<Owner>> owner(const std::string& base_url, std::string_view path) {
  const std::string name = owner_path(path);
  if (name.empty()) return {};
  std::vector<Query<Owner>> steps{group_of(base_url, name)};
  if (name.find('/') == std::string::npos) steps.push_back(user_of(base_url, name));
  return steps;
}

}  // namespace dvcs::providers::gitlab
