#include "providers/gitea/hooks.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "http/url.hpp"
#include "json/reading.hpp"
#include "json/writing.hpp"
#include "providers/gitea/api.hpp"
#include "providers/gitea/errors.hpp"

namespace dvcs::providers::gitea {
namespace {

using base::Code;
using base::Error;

std::string path_of(const HookPlace& place, std::string_view rest = {}) {
  return place.is_group() ? "/orgs/" + http::percent_encode(place.group) + "/hooks" + std::string(rest)
                          : repository_path(place.repository, "/hooks" + std::string(rest));
}

std::string name_of(const HookPlace& place) {
  return place.is_group() ? "the webhooks of organisation " + place.group
                          : "the webhooks of repository " + place.repository.path;
}

Error refusal_of(const HookPlace& place, const http::Request& asked, const http::Response& answer) {
  const std::string said = said_by_server(answer);
  if (answer.status == 403) {
    const std::string start = where(asked) + " does not let this token manage " + name_of(place) + " (403): ";
    const bool scope = said.find("scope") != std::string::npos;
    if (scope && place.is_group()) {  // repositories have a scope of their own
      return {Code::kForbidden, start +
                                    "its scope is too small. Create a token with the scopes "
                                    "write:organization and those for reading."};
    }
    if (scope) {  // the token's, and so it is in every repository
      return {Code::kBadArgument,
              where(asked) +
                  " lets this token manage no webhooks of repositories (403): its scope is too "
                  "small. Create a token with the scopes write:repository and those for reading, "
                  "or switch webhooks off for this account."};
    }
    return {
        Code::kForbidden,
        start + (place.is_group() ? "its user is not an owner of the organisation. Add the user to the team "
                                    "Owners, or let each repository have a webhook."
                                  : "its user is not an administrator of the repository. Add the user as a "
                                    "collaborator with administrator access, or to a team that has it.")};
  }
  if (answer.status == 404 && place.is_group()) {
    return {Code::kNotFound, where(asked) + " knows no organisation " + place.group +
                                 " of which this token could manage webhooks (404). Each repository gets a "
                                 "webhook of its own."};
  }
  return refusal(name_of(place), asked, answer);
}

bool has(const std::vector<std::string>& events, std::initializer_list<std::string_view> all) {
  return std::all_of(all.begin(), all.end(), [&](std::string_view event) {
    return std::find(events.begin(), events.end(), event) != events.end();
  });
}

// Refs that are made or deleted are told by events of their own. A webhook that is switched off was so by a
// person: Gitea never does it.
void read_hook(json::Fields& fields, Hook& hook) {
  std::vector<std::string> events;
  std::string filter;
  bool active = false;
  fields.need("id", hook.id);
  fields.child("config", [&](json::Fields& config) {
    std::string content;
    config.maybe("url", hook.url);
    config.maybe("content_type", content);
    if (content != "json") hook.filtered = true;  // a form's body is none that we read
  });
  fields.maybe("active", active);
  fields.maybe("events", events);
  fields.maybe("branch_filter", filter);
  if (!filter.empty() && filter != "*") hook.filtered = true;
  hook.state = active ? HookState::kWorking : HookState::kDisabled;
  if (has(events, {"push", "create", "delete"}))
    hook.kinds.insert(hook.kinds.end(), {HookKind::kPush, HookKind::kTagPush});
  if (has(events, {"pull_request", "pull_request_sync"})) hook.kinds.push_back(HookKind::kMergeRequest);
  if (has(events, {"repository"})) hook.kinds.push_back(HookKind::kRepository);
}

bool wants(const WantedHook& wanted, HookKind kind) {
  return std::find(wanted.kinds.begin(), wanted.kinds.end(), kind) != wanted.kinds.end();
}

std::string body_of(const WantedHook& wanted) {
  std::vector<std::string> events;
  if (wants(wanted, HookKind::kPush) || wants(wanted, HookKind::kTagPush))
    events.insert(events.end(), {"push", "create", "delete"});
  if (wants(wanted, HookKind::kMergeRequest)) events.emplace_back("pull_request");  // with all its kinds
  if (wants(wanted, HookKind::kRepository)) events.emplace_back("repository");
  json::ObjectText text;
  text.add("type", "gitea").add("active", true).add("branch_filter", "*").add("events", events);
  text.begin_object("config")
      .add("url", wanted.url)
      .add("content_type", "json")
      .add("secret", wanted.secret)
      .end_object();
  return std::move(text).take();
}

}  // namespace

Query<Page<Hook>> hooks(const std::string& base_url, const HookPlace& place) {
  Query<Page<Hook>> query;
  query.request = get_list(base_url, path_of(place));
  query.parse = [place](const http::Request& asked,
                        const http::Response& answer) -> base::Result<Page<Hook>> {
    if (!is_success(answer)) return refusal_of(place, asked, answer);
    return read_page<Hook>(name_of(place), "webhook", asked, answer, read_hook);
  };
  return query;
}

Query<Hook> create_hook(const std::string& base_url, const HookPlace& place, const WantedHook& wanted) {
  Query<Hook> query;
  query.request = get(base_url, path_of(place));
  query.request.method = http::Method::kPost;
  query.request.headers.set("Content-Type", "application/json");
  query.request.body = body_of(wanted);
  query.request.repeatable = false;  // a second one would stand beside the first
  query.parse = [place](const http::Request& asked, const http::Response& answer) -> base::Result<Hook> {
    if (!is_success(answer)) return refusal_of(place, asked, answer);
    return read_object(kErrors, name_of(place), asked, answer, Hook{}, read_hook);
  };
  return query;
}

Query<bool> delete_hook(const std::string& base_url, const HookPlace& place, std::int64_t id) {
  Query<bool> query;
  query.request = get(base_url, path_of(place, "/" + std::to_string(id)));
  query.request.method = http::Method::kDelete;
  query.parse = [place](const http::Request& asked, const http::Response& answer) -> base::Result<bool> {
    if (answer.status == 404) return false;
    if (!is_success(answer)) return refusal_of(place, asked, answer);
    return true;
  };
  return query;
}

// What came of it Gitea tells nobody but its own pages.
std::optional<Query<HookTest>> test_hook(const std::string& base_url, const HookPlace& place,
                                         std::int64_t id) {
  if (place.is_group()) return std::nullopt;
  Query<HookTest> query;
  query.request = get(base_url, path_of(place, "/" + std::to_string(id) + "/tests"));
  query.request.method = http::Method::kPost;
  query.request.repeatable = false;
  query.parse = [place](const http::Request& asked, const http::Response& answer) -> base::Result<HookTest> {
    if (answer.status == 404) return HookTest{};
    if (!is_success(answer)) return refusal_of(place, asked, answer);
    return HookTest{true, true, {}};
  };
  return query;
}

}  // namespace dvcs::providers::gitea
