#include "base/hex.hpp"
#include "json/reading.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/paging.hpp"
#include "providers/gitlab/repository.hpp"

namespace dvcs::providers::gitlab {
namespace {

void read_branch(json::Fields& fields, Branch& branch) {
  fields.need("name", branch.name);
  fields.child("commit", [&](json::Fields& commit) { commit.need("id", branch.sha); });
  fields.maybe("merged", branch.merged);
  fields.maybe("default", branch.is_default);
  if (branch.name.empty()) fields.refuse("`name` is empty");
  if (!base::is_object_id(branch.sha)) fields.refuse("`commit.id` is no object id");
}

}  // namespace

Query<Page<Branch>> branches(const std::string& base_url, const Repository& repository) {
  Query<Page<Branch>> query;
  query.request = get(base_url, project_path(repository.id, "/repository/branches"),
                      {{"pagination", "keyset"}, {"per_page", "100"}});
  query.parse = [subject = "the branches of " + repository.path](
                    const http::Request& asked, const http::Response& answer) -> base::Result<Page<Branch>> {
    if (answer.status == 404 && said_by_server(answer) == "404 Repository Not Found") {
      Page<Branch> nothing;
      nothing.absent = true;
      return nothing;
    }
    auto page = read_page<Branch>(subject, "branch", asked, answer, read_branch);
    if (page.ok()) page->next = next_by_token(asked, answer, page->items.size() + page->skipped.size());
    return page;
  };
  return query;
}

Query<Page<std::string>> branches_with(const std::string& base_url, const Repository& repository,
                                       std::string_view sha) {
  Query<Page<std::string>> query;
  const std::string path = "/repository/commits/" + std::string(sha) + "/refs";
  query.request = get(base_url, project_path(repository.id, path), {{"type", "branch"}, {"per_page", "100"}});
  const std::string subject = "the branches of " + repository.path + " with commit " + std::string(sha);
  query.parse = [subject](const http::Request& asked,
                          const http::Response& answer) -> base::Result<Page<std::string>> {
    if (answer.status == 404 && said_by_server(answer) == "404 Commit Not Found") return Page<std::string>{};
    return read_page<std::string>(subject, "branch", asked, answer,
                                  [](json::Fields& fields, std::string& name) { fields.need("name", name); });
  };
  return query;
}

}  // namespace dvcs::providers::gitlab
