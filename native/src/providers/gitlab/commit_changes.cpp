// What a commit changed: gitlab.md 2.2.
#include "json/reading.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/paging.hpp"
#include "providers/gitlab/repository.hpp"

namespace dvcs::providers::gitlab {
namespace {

struct File {
  ChangedFile change;
  bool counted = true;  // its lines were there to be counted
};

// A unified diff from its first hunk on. Servers before 9.0 put the two lines with the names before it.
void count_lines(std::string_view diff, ChangedFile& change) {
  bool in_hunk = false;
  while (!diff.empty()) {
    const std::string_view line = diff.substr(0, diff.find('\n'));
    diff.remove_prefix(std::min(line.size() + 1, diff.size()));
    if (line.starts_with("@@")) {
      in_hunk = true;
    } else if (in_hunk && line.starts_with('+')) {
      ++change.added_lines;
    } else if (in_hunk && line.starts_with('-')) {
      ++change.removed_lines;
    }
  }
}

void read_file(json::Fields& fields, File& file) {
  std::string diff;
  std::string old_path;
  bool added = false;
  bool renamed = false;
  bool deleted = false;
  bool collapsed = false;
  bool too_large = false;
  fields.maybe("diff", diff);
  fields.need("new_path", file.change.path);
  fields.maybe("old_path", old_path);
  fields.maybe("new_file", added);
  fields.maybe("renamed_file", renamed);
  fields.maybe("deleted_file", deleted);
  fields.maybe("collapsed", collapsed);
  fields.maybe("too_large", too_large);
  if (added) file.change.kind = ChangeKind::kAdded;
  if (deleted) file.change.kind = ChangeKind::kDeleted;
  if (renamed) {
    file.change.kind = ChangeKind::kRenamed;
    file.change.old_path = std::move(old_path);
  }
  count_lines(diff, file.change);
  file.counted = !too_large && (!collapsed || !diff.empty());
}

Part<CommitChanges> join(Page<File> page, const std::string& sha) {
  Part<CommitChanges> part;
  part.value.sha = sha;
  part.value.files_changed = static_cast<std::int64_t>(page.items.size() + page.skipped.size());
  part.value.complete = page.skipped.empty();
  for (File& file : page.items) {
    part.value.complete = part.value.complete && file.counted;
    part.value.added_lines += file.change.added_lines;
    part.value.removed_lines += file.change.removed_lines;
    part.value.files.push_back(std::move(file.change));
  }
  part.next = std::move(page.next);
  return part;
}

}  // namespace

Query<Part<CommitChanges>> commit_changes(const std::string& base_url, const Repository& repository,
                                          std::string_view sha) {
  Query<Part<CommitChanges>> query;
  const std::string id(sha);
  query.request = get(base_url, project_path(repository.id, "/repository/commits/" + id + "/diff"),
                      {{"per_page", "100"}});
  query.parse = [id, subject = "the changes of commit " + id + " of " + repository.path](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Part<CommitChanges>> {
    if (answer.status == 404 && said_by_server(answer) == "404 Commit Not Found") {
      Part<CommitChanges> nothing;
      nothing.absent = true;
      return nothing;
    }
    auto page = read_page<File>(subject, "file", asked, answer, read_file);
    if (!page.ok()) return page.error();
    return join(std::move(page).value(), id);
  };
  return query;
}

}  // namespace dvcs::providers::gitlab
