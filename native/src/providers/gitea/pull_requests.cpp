#include <algorithm>
#include <utility>

#include "base/hex.hpp"
#include "base/iso8601.hpp"
#include "providers/gitea/api.hpp"
#include "providers/gitea/errors.hpp"
#include "providers/gitea/repository.hpp"

namespace dvcs::providers::gitea {
namespace {

// Absent, null and odd are the same: the forge does not say it.
void read_id(json::Fields& fields, std::string_view name, std::string& id) {
  fields.maybe(name, id);
  if (!base::is_object_id(id)) id.clear();
}

// `label` is the branch's name even when the branch is gone, where `ref` becomes "refs/pull/7/head"; a pull
// request made by a push to refs/for has no branch and no label.
std::string read_end(json::Fields& end) {
  std::string label;
  std::string ref;
  end.maybe("label", label);
  end.maybe("ref", ref);
  return label.empty() ? ref : label;
}

// The default prefixes of a title that mark a draft; a server says `draft` itself since 1.22.
bool titled_as_draft(std::string_view title) {
  const auto starts = [&](std::string_view prefix) {
    return title.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), title.begin(), [](char expected, char written) {
             return expected ==
                    (written >= 'a' && written <= 'z' ? static_cast<char>(written - 'a' + 'A') : written);
           });
  };
  return starts("WIP:") || starts("[WIP]");
}

void read_reviewer(json::Fields& user, MergeRequest& request) {
  Reviewer& reviewer = request.reviewers.emplace_back();
  user.need("login", reviewer.user);
  user.maybe("full_name", reviewer.name);
}

void read_pull_request(json::Fields& fields, MergeRequest& request) {
  std::string state;
  std::string draft;
  std::string updated;
  bool merged = false;
  fields.need("number", request.iid);
  fields.maybe_child("user", [&](json::Fields& user) {
    user.maybe("login", request.author);
    user.maybe("full_name", request.author_name);
  });
  fields.need("title", request.title);
  fields.maybe("body", request.description);
  fields.maybe_each("requested_reviewers", [&](json::Fields& user) { read_reviewer(user, request); });
  fields.need("state", state);
  fields.raw("draft", draft);
  fields.maybe("html_url", request.web_url);
  fields.maybe("merged", merged);
  read_id(fields, "merge_commit_sha", request.merge_commit_sha);
  fields.child("base", [&](json::Fields& end) { request.target_branch = read_end(end); });
  fields.child("head", [&](json::Fields& end) {
    request.source_branch = read_end(end);
    read_id(end, "sha", request.head_sha);
  });
  fields.need("updated_at", updated);
  request.draft = draft.empty() ? titled_as_draft(request.title) : draft == "true";
  if (state != "open" && state != "closed") fields.refuse("`state` is none that is known");
  if (state == "closed") request.state = merged ? MergeRequestState::kMerged : MergeRequestState::kClosed;
  if (request.iid <= 0) fields.refuse("`number` is not positive");
  if (const auto moment = base::parse_iso8601(updated)) {
    request.updated = *moment;
  } else {
    fields.refuse("`updated_at` is no date");
  }
}

http::Request one_request(const std::string& base_url, const Repository& repository, std::int64_t number) {
  return get(base_url, repository_path(repository, "/pulls/" + std::to_string(number)));
}

}  // namespace

// The list can be sorted by the last change, but not be told where to begin: so newest first, and it ends at
// the first row that is older. A row that changes meanwhile moves to the front and comes with the next run.
Query<Page<MergeRequest>> pull_requests(const std::string& base_url, const Repository& repository,
                                        const std::optional<Moment>& updated_since) {
  Query<Page<MergeRequest>> query;
  query.request =
      get_list(base_url, repository_path(repository, "/pulls"), {{"state", "all"}, {"sort", "recentupdate"}});
  query.parse = [updated_since, subject = "the pull requests of " + repository.path](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Page<MergeRequest>> {
    auto page = read_page<MergeRequest>(subject, "pull request", asked, answer, read_pull_request);
    if (!page.ok()) return page;
    page->newest_first = true;
    const auto older = [&](const MergeRequest& request) {
      return updated_since && request.updated.seconds < updated_since->seconds;
    };
    if (!page->items.empty() && older(page->items.back())) page->next.reset();
    std::erase_if(page->items, older);
    return page;
  };
  return query;
}

// There is no list of chosen numbers: each is a page of its own.
Query<Page<MergeRequest>> pull_requests_by_number(const std::string& base_url, const Repository& repository,
                                                  const std::vector<std::int64_t>& numbers) {
  Query<Page<MergeRequest>> query;
  std::vector<http::Request> requests;
  requests.reserve(numbers.size());
  for (const std::int64_t number : numbers) requests.push_back(one_request(base_url, repository, number));
  if (requests.empty()) requests.push_back(one_request(base_url, repository, 0));  // there is no number 0
  query.request = requests.front();
  query.parse = [requests, subject = "a pull request of " + repository.path](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Page<MergeRequest>> {
    Page<MergeRequest> page;
    const auto at = std::find_if(requests.begin(), requests.end(),
                                 [&](const http::Request& one) { return one.url == asked.url; });
    if (at != requests.end() && at + 1 != requests.end()) page.next = *(at + 1);
    if (answer.status == 404 && !said_by_server(answer).empty()) return page;
    if (!is_success(answer)) return refusal(subject, asked, answer);
    MergeRequest& request = page.items.emplace_back();
    const base::Status status =
        json::object(answer.body, [&](json::Fields& fields) { read_pull_request(fields, request); });
    if (!status.ok()) return unexpected(subject, asked, status.error());
    return page;
  };
  return query;
}

Query<Page<Commit>> pull_request_commits(const std::string& base_url, const Repository& repository,
                                         std::int64_t number) {
  Query<Page<Commit>> query;
  const std::string name = std::to_string(number);
  query.request = get_list(base_url, repository_path(repository, "/pulls/" + name + "/commits"),
                           {{"verification", "false"}, {"files", "false"}});
  query.parse = [subject = "the commits of pull request " + name + " of " + repository.path](
                    const http::Request& asked, const http::Response& answer) {
    return read_page<Commit>(subject, "commit", asked, answer, read_commit);
  };
  return query;
}

std::optional<std::int64_t> pull_request_of(std::string_view ref) {
  constexpr std::string_view kStart = "refs/pull/";
  constexpr std::string_view kEnd = "/head";
  if (!ref.starts_with(kStart) || !ref.ends_with(kEnd)) return std::nullopt;
  ref.remove_prefix(kStart.size());
  if (ref.size() <= kEnd.size()) return std::nullopt;
  ref.remove_suffix(kEnd.size());
  const auto number = whole_number(ref);
  if (!number || *number == 0 || !std::in_range<std::int64_t>(*number)) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

}  // namespace dvcs::providers::gitea
