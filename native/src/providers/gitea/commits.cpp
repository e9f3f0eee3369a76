// Branches and commits.
#include <algorithm>

#include "base/hex.hpp"
#include "base/iso8601.hpp"
#include "json/reading.hpp"
#include "providers/gitea/api.hpp"
#include "providers/gitea/errors.hpp"
#include "providers/gitea/repository.hpp"

namespace dvcs::providers::gitea {
namespace {

void read_branch(json::Fields& fields, Branch& branch) {
  fields.need("name", branch.name);
  fields.child("commit", [&](json::Fields& commit) { commit.need("id", branch.sha); });
  if (branch.name.empty()) fields.refuse("`name` is empty");
  if (!base::is_object_id(branch.sha)) fields.refuse("`commit.id` is no object id");
}

std::string read_person(json::Fields& fields, std::string_view key, Person& person) {
  std::string date;
  fields.maybe_child(key, [&](json::Fields& one) {
    one.maybe("name", person.name);
    one.maybe("email", person.email);
    one.maybe("date", date);
  });
  return date;
}

// One date that can be read is enough to import the commit.
void read_content(json::Fields& fields, Commit& commit) {
  const auto authored = base::parse_iso8601(read_person(fields, "author", commit.author));
  const auto committed = base::parse_iso8601(read_person(fields, "committer", commit.committer));
  fields.need("message", commit.message);
  if (!authored && !committed) return fields.refuse("it has no date that can be read");
  commit.authored = authored ? *authored : *committed;
  commit.committed = committed ? *committed : *authored;
}

}  // namespace

void read_commit(json::Fields& fields, Commit& commit) {
  fields.need("sha", commit.sha);
  fields.maybe("html_url", commit.web_url);
  fields.child("commit", [&](json::Fields& content) { read_content(content, commit); });
  fields.maybe_each("parents",
                    [&](json::Fields& parent) { parent.need("sha", commit.parents.emplace_back()); });
  if (!base::is_object_id(commit.sha)) fields.refuse("`sha` is no object id");
  if (!std::all_of(commit.parents.begin(), commit.parents.end(), base::is_object_id)) {
    fields.refuse("`parents` holds something that is no object id");
  }
}

// A repository that cannot be seen answers 404, too, but without the commit's name.
bool is_unknown_commit(const http::Response& answer, std::string_view sha) {
  if (answer.status == 409) return true;  // the repository is empty
  return answer.status == 404 && said_by_server(answer).find(sha) != std::string::npos;
}

Query<Page<Branch>> branches(const std::string& base_url, const Repository& repository) {
  Query<Page<Branch>> query;
  query.request = get_list(base_url, repository_path(repository, "/branches"));
  query.parse = [main = repository.default_branch, subject = "the branches of " + repository.path](
                    const http::Request& asked, const http::Response& answer) {
    return read_page<Branch>(subject, "branch", asked, answer, [&](json::Fields& fields, Branch& branch) {
      read_branch(fields, branch);
      branch.is_default = branch.name == main;
    });
  };
  return query;
}

Query<Page<Commit>> commits(const std::string& base_url, const Repository& repository,
                            const CommitRange& range) {
  Query<Page<Commit>> query;
  // Left to itself Gitea diffs every commit of the page and verifies its signature.
  query.request = get_list(base_url, repository_path(repository, "/commits"),
                           {{"sha", range.head},
                            {"not", range.exclude},
                            {"stat", "false"},
                            {"verification", "false"},
                            {"files", "false"}});
  // The server does not say that it knows the commit to leave out no longer: it fails.
  query.parse = [without = range.exclude, subject = "the commits of " + repository.path](
                    const http::Request& asked, const http::Response& answer) -> base::Result<Page<Commit>> {
    if (answer.status == 409) return Page<Commit>{};  // the repository is empty
    if (answer.status == 500 && !without.empty())
      return base::Error{base::Code::kNotFound,
                         refusal(subject + " without " + without, asked, answer).message};
    return read_page<Commit>(subject, "commit", asked, answer, read_commit);
  };
  return query;
}

Query<bool> commit_exists(const std::string& base_url, const Repository& repository, std::string_view sha) {
  Query<bool> query;
  query.request = get(base_url, repository_path(repository, "/git/commits/" + std::string(sha)),
                      {{"stat", "false"}, {"verification", "false"}, {"files", "false"}});
  query.parse = [sha = std::string(sha), subject = "commit " + std::string(sha) + " of " + repository.path](
                    const http::Request& asked, const http::Response& answer) -> base::Result<bool> {
    if (is_success(answer)) {
      // A portal's page with status 200 is no commit.
      std::string id;
      const auto read = json::object(answer.body, [&](json::Fields& fields) { fields.need("sha", id); });
      if (!read.ok()) return unexpected(subject, asked, read.error());
      return true;
    }
    if (is_unknown_commit(answer, sha)) return false;
    return refusal(subject, asked, answer);
  };
  return query;
}

}  // namespace dvcs::providers::gitea
