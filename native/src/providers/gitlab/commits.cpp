#include <algorithm>
#include <string_view>

#include "base/hex.hpp"
#include "base/iso8601.hpp"
#include "json/reading.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/paging.hpp"
#include "providers/gitlab/repository.hpp"

namespace dvcs::providers::gitlab {
namespace {

struct Dates {
  std::string_view authored;
  std::string_view committed;
  std::string_view created;
};

// A commit may carry a date that no calendar holds; GitLab then repeats the committer's date as `created_at`.
// One date that can be read is enough to import the commit.
void take_dates(const Dates& dates, json::Fields& fields, Commit& commit) {
  const auto author_date = base::parse_iso8601(dates.authored);
  auto commit_date = base::parse_iso8601(dates.committed);
  if (!commit_date) commit_date = base::parse_iso8601(dates.created);
  if (!author_date && !commit_date) return fields.refuse("it has no date that can be read");
  commit.authored = author_date ? *author_date : *commit_date;
  commit.committed = commit_date ? *commit_date : *author_date;
}

// In the order in which GitLab writes them: any other is found as well, at the price of a search.
void read_commit(json::Fields& fields, Commit& commit) {
  Dates dates;
  fields.need("id", commit.sha);
  fields.maybe("created_at", dates.created);
  fields.maybe("parent_ids", commit.parents);
  fields.need("message", commit.message);
  fields.maybe("author_name", commit.author.name);
  fields.maybe("author_email", commit.author.email);
  fields.maybe("authored_date", dates.authored);
  fields.maybe("committer_name", commit.committer.name);
  fields.maybe("committer_email", commit.committer.email);
  fields.maybe("committed_date", dates.committed);
  fields.maybe("web_url", commit.web_url);
  take_dates(dates, fields, commit);
  if (!base::is_object_id(commit.sha)) fields.refuse("`id` is no object id");
  if (!std::all_of(commit.parents.begin(), commit.parents.end(), base::is_object_id)) {
    fields.refuse("`parent_ids` holds something that is no object id");
  }
}

}  // namespace

Query<Page<Commit>> commits(const std::string& base_url, const Repository& repository,
                            const CommitRange& range) {
  Query<Page<Commit>> query;
  const std::string revision = range.exclude.empty() ? range.head : range.exclude + ".." + range.head;
  query.request = get(base_url, project_path(repository.id, "/repository/commits"),
                      {{"ref_name", revision}, {"per_page", "100"}});
  query.parse = [subject = "the commits of " + repository.path](const http::Request& asked,
                                                                const http::Response& answer) {
    return read_page<Commit>(subject, "commit", asked, answer, read_commit);
  };
  return query;
}

Query<Page<Commit>> merge_request_commits(const std::string& base_url, const Repository& repository,
                                          std::int64_t iid) {
  Query<Page<Commit>> query;
  const std::string number = std::to_string(iid);
  query.request = get(base_url, project_path(repository.id, "/merge_requests/" + number + "/commits"),
                      {{"per_page", "100"}});
  query.parse = [subject = "the commits of merge request " + number + " of " + repository.path](
                    const http::Request& asked, const http::Response& answer) {
    return read_page<Commit>(subject, "commit", asked, answer, read_commit);
  };
  return query;
}

Query<bool> commit_exists(const std::string& base_url, const Repository& repository, std::string_view sha) {
  Query<bool> query;
  const std::string path = "/repository/commits/" + std::string(sha);
  query.request = get(base_url, project_path(repository.id, path), {{"stats", "false"}});
  query.parse = [subject = "commit " + std::string(sha) + " of " + repository.path](
                    const http::Request& asked, const http::Response& answer) -> base::Result<bool> {
    if (is_success(answer)) {
      // A portal's page with status 200 is no commit.
      std::string id;
      const auto read = json::object(answer.body, [&](json::Fields& fields) { fields.need("id", id); });
      if (!read.ok()) return unexpected(subject, asked, read.error());
      return true;
    }
    if (answer.status == 404 && said_by_server(answer) == "404 Commit Not Found") return false;
    return refusal(subject, asked, answer);
  };
  return query;
}

}  // namespace dvcs::providers::gitlab
