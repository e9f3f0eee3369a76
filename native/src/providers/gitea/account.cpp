// Who the token is, what the server is, and what an owner's path means.
#include "providers/gitea/account.hpp"

#include <utility>

#include "http/url.hpp"
#include "json/reading.hpp"
#include "providers/common/base_address.hpp"
#include "providers/gitea/api.hpp"
#include "providers/gitea/errors.hpp"

namespace dvcs::providers::gitea {
namespace {

// An organisation is a user of its own kind: both have a number and a name that is unique among both.
base::Result<Owner> read_owner(const std::string& subject, Owner owner, const http::Request& asked,
                               const http::Response& answer) {
  return read_object(kErrors, subject, asked, answer, std::move(owner),
                     [](json::Fields& fields, Owner& found) {
                       fields.need("id", found.id);
                       fields.need("username", found.path);
                     });
}

Query<Owner> named(const std::string& base_url, OwnerKind kind, const std::string& path) {
  const bool group = kind == OwnerKind::kGroup;
  Query<Owner> query;
  query.request = get(base_url, (group ? "/orgs/" : "/users/") + http::percent_encode(path));
  const std::string subject = (group ? "organisation " : "organisation or user ") + path;
  query.parse = [kind, path, subject](const http::Request& asked, const http::Response& answer) {
    return read_owner(subject, {kind, 0, path}, asked, answer);
  };
  return query;
}

}  // namespace

std::vector<Query<ServerInfo>> checks(const std::string& base_url) {
  return {version_query(kErrors, get(base_url, "/version"), "the version of Gitea")};
}

Query<std::string> user(const std::string& base_url) {
  Query<std::string> query;
  query.request = get(base_url, "/user");
  query.parse = [](const http::Request& asked, const http::Response& answer) -> base::Result<std::string> {
    auto found = read_owner("the token's user", {OwnerKind::kInstance, 0, {}}, asked, answer);
    if (!found.ok()) return found.error();
    return std::move(found->path);
  };
  return query;
}

std::vector<Query<Owner>> owner(const std::string& base_url, std::string_view path) {
  const std::string name = owner_path(path);
  if (!name.empty())
    return {named(base_url, OwnerKind::kGroup, name), named(base_url, OwnerKind::kUser, name)};
  Query<Owner> self;
  self.request = get(base_url, "/user");
  self.parse = [](const http::Request& asked, const http::Response& answer) {
    return read_owner("the token's user", {OwnerKind::kInstance, 0, {}}, asked, answer);
  };
  return {self};
}

}  // namespace dvcs::providers::gitea
