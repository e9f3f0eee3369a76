#include "base/iso8601.hpp"
#include "json/reading.hpp"
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
  fields.maybe("work_in_progress", work_in_progress);
  fields.maybe("draft", request.draft);
  fields.maybe("web_url", request.web_url);
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

}  // namespace

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
