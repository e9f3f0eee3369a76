#include <charconv>

#include "base/hex.hpp"
#include "base/iso8601.hpp"
#include "json/reading.hpp"
#include "providers/common/url_query.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/paging.hpp"
#include "providers/gitlab/repository.hpp"

namespace dvcs::providers::gitlab {
namespace {

std::optional<MergeRequestState> state_of(std::string_view name) {
  if (name == "opened") return MergeRequestState::kOpened;
  if (name == "closed") return MergeRequestState::kClosed;
  if (name == "merged") return MergeRequestState::kMerged;
  if (name == "locked") return MergeRequestState::kLocked;
  return std::nullopt;
}

// Absent, null and odd are the same: the forge does not say it.
void read_id(json::Fields& fields, std::string_view name, std::string& id) {
  fields.maybe(name, id);
  if (!base::is_object_id(id)) id.clear();
}

void read_merge_request(json::Fields& fields, MergeRequest& request) {
  std::string state;
  std::string updated;
  bool work_in_progress = false;  // the name of `draft` before 13.2
  fields.need("iid", request.iid);
  fields.need("title", request.title);
  fields.maybe("description", request.description);
  fields.need("state", state);
  fields.need("updated_at", updated);
  fields.need("target_branch", request.target_branch);
  fields.need("source_branch", request.source_branch);
  fields.maybe_child("author", [&](json::Fields& author) {
    author.maybe("username", request.author);
    author.maybe("name", request.author_name);
  });
  fields.maybe_each("reviewers", [&](json::Fields& user) {
    Reviewer reviewer;
    user.maybe("username", reviewer.user);
    user.maybe("name", reviewer.name);
    if (!reviewer.user.empty()) request.reviewers.push_back(std::move(reviewer));
  });
  fields.maybe("work_in_progress", work_in_progress);
  fields.maybe("draft", request.draft);
  fields.maybe("web_url", request.web_url);
  read_id(fields, "sha", request.head_sha);
  read_id(fields, "merge_commit_sha", request.merge_commit_sha);
  read_id(fields, "squash_commit_sha", request.squash_commit_sha);
  request.draft = request.draft || work_in_progress;
  if (const auto known = state_of(state)) {
    request.state = *known;
  } else {
    fields.refuse("`state` is none that is known");
  }
  if (const auto moment = base::parse_iso8601(updated)) {
    request.updated = *moment;
  } else {
    fields.refuse("`updated_at` is no date");
  }
}

// While merge requests are read others change and move to the end of the list, which would push a row over a
// page's edge unseen. So the next page starts again at the last row's time (inclusive, whole seconds), and
// counts pages only within one second; rows of that second come twice.
std::optional<http::Request> next_by_time(const http::Request& asked, const Page<MergeRequest>& page,
                                          std::optional<http::Request> by_offset) {
  if (!by_offset || page.items.empty()) return by_offset;
  const std::int64_t last = page.items.back().updated.seconds;
  const auto since = base::parse_iso8601(parameter(asked.url, "updated_after"));
  if (since && last <= since->seconds) return by_offset;
  http::Request request = asked;
  request.url = with_parameter(asked.url, "updated_after", base::format_iso8601_utc({last, 0}));
  request.url = with_parameter(request.url, "page", "1");
  return request;
}

// refs/merge-requests/7/head; there are others beside it (…/merge, …/train).
constexpr std::string_view kRefStart = "refs/merge-requests/";
constexpr std::string_view kRefEnd = "/head";

}  // namespace

std::optional<std::int64_t> merge_request_of(std::string_view ref) {
  if (!ref.starts_with(kRefStart) || !ref.ends_with(kRefEnd)) return std::nullopt;
  ref.remove_prefix(kRefStart.size());
  if (ref.size() <= kRefEnd.size()) return std::nullopt;
  ref.remove_suffix(kRefEnd.size());
  std::int64_t iid = 0;
  const auto [end, error] = std::from_chars(ref.data(), ref.data() + ref.size(), iid);
  if (error != std::errc() || end != ref.data() + ref.size() || iid <= 0) return std::nullopt;
  return iid;
}

Query<Page<MergeRequest>> merge_requests_by_number(const std::string& base_url, const Repository& repository,
                                                   const std::vector<std::int64_t>& iids) {
  Query<Page<MergeRequest>> query;
  query.request =
      get(base_url, project_path(repository.id, "/merge_requests"), {{"scope", "all"}, {"per_page", "100"}});
  for (const std::int64_t iid : iids) query.request.url += "&iids%5B%5D=" + std::to_string(iid);
  query.parse = [subject = "the merge requests of " + repository.path](const http::Request& asked,
                                                                       const http::Response& answer) {
    return read_page<MergeRequest>(subject, "merge request", asked, answer, read_merge_request);
  };
  return query;
}

Query<Page<MergeRequest>> merge_requests(const std::string& base_url, const Repository& repository,
                                         const std::optional<Moment>& updated_since) {
  Query<Page<MergeRequest>> query;
  query.request = get(base_url, project_path(repository.id, "/merge_requests"),
                      {{"scope", "all"}, {"order_by", "updated_at"}, {"sort", "asc"}, {"per_page", "100"}});
  if (updated_since) {
    query.request.url =
        with_parameter(query.request.url, "updated_after", base::format_iso8601_utc(*updated_since));
  }
  query.parse = [subject = "the merge requests of " + repository.path](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Page<MergeRequest>> {
    auto page = read_page<MergeRequest>(subject, "merge request", asked, answer, read_merge_request);
    if (page.ok()) page->next = next_by_time(asked, *page, std::move(page->next));
    return page;
  };
  return query;
}

}  // namespace dvcs::providers::gitlab
