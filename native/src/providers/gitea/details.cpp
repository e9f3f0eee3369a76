// What a commit changed, and how the reviewers of a pull request stand.
#include <algorithm>
#include <utility>

#include "json/reading.hpp"
#include "providers/gitea/api.hpp"
#include "providers/gitea/errors.hpp"
#include "providers/gitea/repository.hpp"

namespace dvcs::providers::gitea {
namespace {

void read_file(json::Fields& fields, ChangedFile& file) {
  std::string status;
  fields.need("filename", file.path);
  fields.maybe("status", status);
  if (status == "added") file.kind = ChangeKind::kAdded;
  if (status == "removed") file.kind = ChangeKind::kDeleted;
}

struct Review {
  Reviewer by;
  std::string state;
  bool dismissed = false;
};

void read_review(json::Fields& fields, Review& review) {
  fields.maybe_child("user", [&](json::Fields& user) {
    user.maybe("login", review.by.user);
    user.maybe("full_name", review.by.name);
  });
  fields.need("state", review.state);
  fields.maybe("dismissed", review.dismissed);
}

// A comment after a decision does not take it back. Beyond the first page an earlier decision is out of
// sight.
ReviewState state_after(ReviewState before, const Review& review, bool first_page) {
  if (review.state == "APPROVED" && !review.dismissed) return ReviewState::kApproved;
  if (review.state == "REQUEST_CHANGES" && !review.dismissed) return ReviewState::kChangesRequested;
  if (before == ReviewState::kApproved || before == ReviewState::kChangesRequested) return before;
  if (!first_page) return before;
  if (review.state == "REQUEST_REVIEW")
    return before == ReviewState::kUnknown ? ReviewState::kUnreviewed : before;
  return ReviewState::kReviewed;
}

Part<MergeRequestReview> sum(Page<Review> page, std::int64_t number, bool first_page) {
  Part<MergeRequestReview> part;
  part.value.iid = number;
  std::vector<Reviewer>& reviewers = part.value.reviewers;
  for (Review& review : page.items) {
    if (review.by.user.empty() || review.state == "PENDING") continue;  // of a team; not yet sent
    auto at = std::find_if(reviewers.begin(), reviewers.end(),
                           [&](const Reviewer& one) { return one.user == review.by.user; });
    if (at == reviewers.end()) at = reviewers.insert(at, review.by);
    at->state = state_after(at->state, review, first_page);
  }
  const auto has = [&](ReviewState state) {
    return std::any_of(reviewers.begin(), reviewers.end(),
                       [&](const Reviewer& one) { return one.state == state; });
  };
  part.value.approved = has(ReviewState::kApproved) && !has(ReviewState::kChangesRequested);
  part.next = std::move(page.next);
  return part;
}

}  // namespace

// Gitea counts the lines of the whole commit only, so nothing is ever complete.
Query<Part<CommitChanges>> commit_changes(const std::string& base_url, const Repository& repository,
                                          std::string_view sha) {
  Query<Part<CommitChanges>> query;
  const std::string id(sha);
  query.request = get(base_url, repository_path(repository, "/git/commits/" + id),
                      {{"stat", "true"}, {"verification", "false"}, {"files", "true"}});
  query.parse = [id, subject = "the changes of commit " + id + " of " + repository.path](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Part<CommitChanges>> {
    Part<CommitChanges> part;
    part.value.sha = id;
    part.value.complete = false;
    part.absent = is_unknown_commit(answer, id);
    if (part.absent) return part;
    if (!is_success(answer)) return refusal(subject, asked, answer);
    const base::Status status = json::object(answer.body, [&](json::Fields& fields) {
      fields.maybe_each("files",
                        [&](json::Fields& file) { read_file(file, part.value.files.emplace_back()); });
      fields.maybe_child("stats", [&](json::Fields& stats) {
        stats.maybe("additions", part.value.added_lines);
        stats.maybe("deletions", part.value.removed_lines);
      });
    });
    if (!status.ok()) return unexpected(subject, asked, status.error());
    part.value.files_changed = static_cast<std::int64_t>(part.value.files.size());
    return part;
  };
  return query;
}

Query<Part<MergeRequestReview>> pull_request_review(const std::string& base_url, const Repository& repository,
                                                    std::int64_t number) {
  Query<Part<MergeRequestReview>> query;
  const std::string name = std::to_string(number);
  query.request = get_list(base_url, repository_path(repository, "/pulls/" + name + "/reviews"));
  query.parse = [number, subject = "the reviews of pull request " + name + " of " + repository.path](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Part<MergeRequestReview>> {
    if (answer.status == 404 && !said_by_server(answer).empty()) {
      Part<MergeRequestReview> nothing;
      nothing.value.iid = number;
      nothing.absent = true;
      return nothing;
    }
    auto page = read_page<Review>(subject, "review", asked, answer, read_review);
    if (!page.ok()) return page.error();
    return sum(*std::move(page), number, page_number(asked) == 1);
  };
  return query;
}

}  // namespace dvcs::providers::gitea
