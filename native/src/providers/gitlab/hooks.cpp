#include "providers/gitlab/hooks.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/iso8601.hpp"
#include "http/url.hpp"
#include "json/reading.hpp"
#include "json/writing.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/errors.hpp"
#include "providers/gitlab/paging.hpp"

namespace dvcs::providers::gitlab {
namespace {

using base::Code;
using base::Error;

// `repository_update_events` is for administrators' system hooks; groups tell of their projects from 17.6 on.
constexpr std::array<std::pair<HookKind, std::string_view>, 4> kEvents = {{
    {HookKind::kPush, "push_events"},
    {HookKind::kTagPush, "tag_push_events"},
    {HookKind::kMergeRequest, "merge_requests_events"},
    {HookKind::kRepository, "project_events"},
}};

std::string path_of(const HookPlace& place, std::string_view rest = {}) {
  const std::string owner =
      place.is_group() ? "/groups/" + http::percent_encode(place.group) : project_path(place.repository.id);
  return owner + "/hooks" + std::string(rest);
}

std::string path_of(const HookPlace& place, std::int64_t id, std::string_view rest = {}) {
  return path_of(place, "/" + std::to_string(id) + std::string(rest));
}

std::string name_of(const HookPlace& place) {
  return place.is_group() ? "the webhooks of group " + place.group
                          : "the webhooks of project " + place.repository.path;
}

// A scope is the token's everywhere, a role its user's here: only the second says nothing of other places.
Error forbidden(const HookPlace& place, const http::Request& asked, const std::string& said) {
  if (said.find("scope") != std::string::npos) {
    return {Code::kBadArgument,
            where(asked) +
                " lets this token manage no webhooks (403): its scope is too small. Create a token "
                "with the scope api, or switch webhooks off for this account."};
  }
  const std::string start = where(asked) + " does not let this token manage " + name_of(place) + " (403): ";
  return {Code::kForbidden,
          start + (place.is_group() ? "its user is not an owner there. Give the user the role "
                                      "Owner in the group, or let each project have a webhook."
                                    : "its user has too small a role. Give the user the role "
                                      "Maintainer in the project or in its group.")};
}

// A group that cannot be seen is named in the answer; where group webhooks are not part of the edition there
// is no such address at all.
Error no_group_hooks(const HookPlace& place, const http::Request& asked, const http::Response& answer) {
  if (said_by_server(answer).find("Group") != std::string::npos)
    return refusal(name_of(place), asked, answer);
  return {
      Code::kNotFound,
      "This GitLab has no webhooks of groups (404): they belong to GitLab Premium and Ultimate. Each project "
      "gets a webhook of its own."};
}

Error refusal_of(const HookPlace& place, const http::Request& asked, const http::Response& answer) {
  const std::string said = said_by_server(answer);
  if (answer.status == 403) return forbidden(place, asked, said);
  if (answer.status == 404 && place.is_group()) return no_group_hooks(place, asked, answer);
  Error error = refusal(name_of(place), asked, answer);
  if (said.find("local network") != std::string::npos || said.find("Invalid url") != std::string::npos) {
    error.message +=
        " GitLab refuses addresses in the local network unless its administrator allows Jira's: Admin area > "
        "Settings > Network > Outbound requests.";
  }
  if (said.find("exceeded") != std::string::npos)
    error.message += " Delete webhooks there that nobody needs any more.";
  return error;
}

HookState state_of(std::string_view alert) {
  if (alert == "executable") return HookState::kWorking;
  if (alert == "temporarily_disabled") return HookState::kPaused;
  return alert == "disabled" ? HookState::kDisabled : HookState::kUnknown;
}

// Versions before 15 do not say how it stands.
void read_hook(json::Fields& fields, Hook& hook) {
  std::string alert;
  std::string until;
  std::string filter;
  fields.need("id", hook.id);
  fields.need("url", hook.url);
  for (const auto& [kind, name] : kEvents) {
    bool on = false;
    fields.maybe(name, on);
    if (on) hook.kinds.push_back(kind);
  }
  fields.maybe("push_events_branch_filter", filter);
  fields.maybe("alert_status", alert);
  fields.maybe("disabled_until", until);
  const auto told = [&](std::string_view name) {
    std::string text;
    fields.raw(name, text);
    return text.empty() ? std::optional<bool>() : std::optional(text == "true");
  };
  hook.has_token = told("token_present");
  hook.signs = told("signing_token_present");
  hook.filtered = !filter.empty();
  hook.state = state_of(alert);
  hook.paused_until = base::parse_iso8601(until);
  if (hook.id <= 0) fields.refuse("`id` is not positive");
}

http::Request with_body(http::Request request, http::Method method, std::string body) {
  request.method = method;
  request.headers.set("Content-Type", "application/json");
  request.body = std::move(body);
  return request;
}

// Parameters that a version does not know are ignored by it. With a signing token the secret itself must not
// travel in every delivery as the other token, so that one is emptied.
std::string body_of(const HookPlace& place, const WantedHook& wanted, bool create) {
  json::ObjectText text;
  text.add("url", wanted.url);
  text.add("name", "Jira")
      .add("description", "Made by the DVCS connector of Jira. Changed and removed by it.");
  for (const auto& [kind, name] : kEvents) {
    if (kind == HookKind::kRepository && !place.is_group()) continue;
    text.add(name, std::find(wanted.kinds.begin(), wanted.kinds.end(), kind) != wanted.kinds.end());
  }
  if (wanted.sign) text.add("signing_token", wanted.secret);
  text.add("token", wanted.sign ? std::string_view() : std::string_view(wanted.secret));
  if (create) {
    text.add("enable_ssl_verification", wanted.verify_certificate);
  } else {
    text.add("push_events_branch_filter", "").add("branch_filter_strategy", "all_branches");
  }
  return std::move(text).take();
}

Query<Hook> hook_query(const HookPlace& place, http::Request request) {
  Query<Hook> query;
  query.request = std::move(request);
  query.parse = [place](const http::Request& asked, const http::Response& answer) -> base::Result<Hook> {
    if (!is_success(answer)) return refusal_of(place, asked, answer);
    return read_object(kErrors, name_of(place), asked, answer, Hook{}, read_hook);
  };
  return query;
}

}  // namespace

Query<Page<Hook>> hooks(const std::string& base_url, const HookPlace& place) {
  Query<Page<Hook>> query;
  query.request = get(base_url, path_of(place), {{"per_page", "100"}});
  query.parse = [place](const http::Request& asked,
                        const http::Response& answer) -> base::Result<Page<Hook>> {
    if (!is_success(answer)) return refusal_of(place, asked, answer);
    return read_page<Hook>(name_of(place), "webhook", asked, answer, read_hook);
  };
  return query;
}

Query<Hook> create_hook(const std::string& base_url, const HookPlace& place, const WantedHook& wanted) {
  Query<Hook> query = hook_query(
      place, with_body(get(base_url, path_of(place)), http::Method::kPost, body_of(place, wanted, true)));
  query.request.repeatable = false;  // a second one would stand beside the first
  return query;
}

Query<Hook> update_hook(const std::string& base_url, const HookPlace& place, std::int64_t id,
                        const WantedHook& wanted) {
  return hook_query(
      place, with_body(get(base_url, path_of(place, id)), http::Method::kPut, body_of(place, wanted, false)));
}

Query<bool> delete_hook(const std::string& base_url, const HookPlace& place, std::int64_t id) {
  Query<bool> query;
  query.request = get(base_url, path_of(place, id));
  query.request.method = http::Method::kDelete;
  query.parse = [place](const http::Request& asked, const http::Response& answer) -> base::Result<bool> {
    if (answer.status == 404) return false;
    if (!is_success(answer)) return refusal_of(place, asked, answer);
    return true;
  };
  return query;
}

// 422 carries what came of the delivery. 404: versions before 16.11; 429: five tests a minute are allowed.
Query<HookTest> test_hook(const std::string& base_url, const HookPlace& place, std::int64_t id) {
  Query<HookTest> query;
  query.request = get(base_url, path_of(place, id, "/test/push_events"));
  query.request.method = http::Method::kPost;
  query.request.repeatable = false;
  query.parse = [place](const http::Request& asked, const http::Response& answer) -> base::Result<HookTest> {
    if (answer.status == 404 || answer.status == 405 || answer.status == 429) return HookTest{};
    const std::string said = said_by_server(answer);
    if (answer.status == 422) {
      const bool nothing_to_send = said.find("Ensure ") != std::string::npos;
      return nothing_to_send ? HookTest{} : HookTest{true, false, said};
    }
    if (!is_success(answer)) return refusal_of(place, asked, answer);
    return HookTest{true, true, {}};
  };
  return query;
}

// Newest first, of the last seven days; from 17.3 on.
Query<Page<HookDelivery>> hook_deliveries(const std::string& base_url, const HookPlace& place,
                                          std::int64_t id) {
  Query<Page<HookDelivery>> query;
  query.request = get(base_url, path_of(place, id, "/events"), {{"per_page", "1"}});
  query.parse = [place](const http::Request& asked,
                        const http::Response& answer) -> base::Result<Page<HookDelivery>> {
    if (answer.status == 404) return Page<HookDelivery>{};
    if (!is_success(answer)) return refusal_of(place, asked, answer);
    return read_page<HookDelivery>(
        name_of(place), "delivery", asked, answer,
        [](json::Fields& fields, HookDelivery& delivery) { fields.raw("response_status", delivery.status); });
  };
  return query;
}

}  // namespace dvcs::providers::gitlab
