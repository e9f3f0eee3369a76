#include "base/iso8601.hpp"
#include "http/url.hpp"
#include "json/reading.hpp"
#include "providers/gitea/account.hpp"
#include "providers/gitea/api.hpp"
#include "providers/gitea/errors.hpp"

namespace dvcs::providers::gitea {
namespace {

// The address to clone from is made here: the one that Gitea names is the one it is configured with, which
// may not be the one that leads there.
void read_repository(const std::string& base_url, json::Fields& fields, Repository& repository) {
  std::string updated;
  fields.need("id", repository.id);
  fields.need("name", repository.name);
  fields.need("full_name", repository.path);
  fields.maybe("empty", repository.empty);
  fields.maybe("html_url", repository.web_url);
  fields.maybe("default_branch", repository.default_branch);
  fields.maybe("archived", repository.archived);
  fields.maybe("updated_at", updated);
  repository.clone_url = http::join_url(base_url, "/" + repository.path + ".git");
  if (repository.id <= 0) fields.refuse("`id` is not positive");
  repository.last_activity = base::parse_iso8601(updated);
}

}  // namespace

// The search is the one list that can be sorted by activity, and the one whose total leaves out what the
// token may not see.
Query<Page<Repository>> repositories(const std::string& base_url, const Owner& owner) {
  Query<Page<Repository>> query;
  const bool whole = owner.kind == OwnerKind::kInstance;
  query.request =
      get_list(base_url, "/repos/search",
               {{"uid", std::to_string(owner.id)},
                {"exclusive", whole ? "" : "true"},  // left out: also what the user contributes to
                {"sort", "updated"},
                {"order", "desc"}});
  const std::string subject =
      whole ? "the repositories of the token's user" : "the repositories of " + owner.path;
  query.parse = [base_url, subject](const http::Request& asked,
                                    const http::Response& answer) -> base::Result<Page<Repository>> {
    if (!is_success(answer)) return refusal(subject, asked, answer);
    auto page = collect<Repository>(
        "repository", asked,
        [&](auto item, auto bad) { return json::each_in(answer.body, "data", item, bad); },
        [&](json::Fields& fields, Repository& found) { read_repository(base_url, fields, found); });
    if (!page.ok()) return unexpected(subject, asked, page.error());
    page->total = total(answer);
    page->next = next_page(asked, answer, is_empty(*page));
    return page;
  };
  return query;
}

Query<Page<Repository>> repository(const std::string& base_url, std::int64_t id) {
  Query<Page<Repository>> query;
  query.request = get(base_url, "/repositories/" + std::to_string(id));
  query.parse = [base_url, id](const http::Request& asked,
                               const http::Response& answer) -> base::Result<Page<Repository>> {
    const std::string subject = "repository " + std::to_string(id);
    return read_object(kErrors, subject, asked, answer, Page<Repository>{},
                       [&](json::Fields& fields, Page<Repository>& page) {
                         read_repository(base_url, fields, page.items.emplace_back());
                       });
  };
  return query;
}

}  // namespace dvcs::providers::gitea
