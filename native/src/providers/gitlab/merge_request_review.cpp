// Reviewers and approvals of a merge request: gitlab.md 3.1.
#include "json/reading.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/paging.hpp"
#include "providers/gitlab/repository.hpp"

namespace dvcs::providers::gitlab {
namespace {

ReviewState state_of(std::string_view name) {
  if (name == "unreviewed" || name == "review_started" || name == "unapproved")
    return ReviewState::kUnreviewed;
  if (name == "reviewed") return ReviewState::kReviewed;
  if (name == "requested_changes") return ReviewState::kChangesRequested;
  if (name == "approved") return ReviewState::kApproved;
  return ReviewState::kUnknown;
}

void read_user(json::Fields& user, Reviewer& reviewer) {
  user.need("username", reviewer.user);
  user.maybe("name", reviewer.name);
}

void read_reviewer(json::Fields& fields, Reviewer& reviewer) {
  std::string state;
  fields.child("user", [&](json::Fields& user) { read_user(user, reviewer); });
  fields.maybe("state", state);
  reviewer.state = state_of(state);
}

void read_approver(json::Fields& fields, Reviewer& reviewer) {
  fields.child("user", [&](json::Fields& user) { read_user(user, reviewer); });
  reviewer.state = ReviewState::kApproved;
}

using Reading = Query<Part<MergeRequestReview>>;

std::string address(const Repository& repository, std::int64_t iid, std::string_view what) {
  return project_path(repository.id, "/merge_requests/" + std::to_string(iid) + "/" + std::string(what));
}

std::string subject_of(std::string_view what, const Repository& repository, std::int64_t iid) {
  return "the " + std::string(what) + " of merge request " + std::to_string(iid) + " of " + repository.path;
}

// A merge request that does not exist is named in `message`; an address that this version does not know yet
// (before 15) is named in `error`, and says nothing about the merge request.
bool knows_no_merge_request(const http::Response& answer) {
  std::string message;
  const base::Status status =
      json::object(answer.body, [&](json::Fields& fields) { fields.maybe("message", message); });
  return status.ok() && (message == "404 Not found" || message == "404 Not Found" ||
                         message == "404 Merge Request Not Found");
}

bool knows_no_such_address(const http::Response& answer) {
  std::string error;
  const base::Status status =
      json::object(answer.body, [&](json::Fields& fields) { fields.maybe("error", error); });
  return status.ok() && error == "404 Not Found";
}

Reading reviewers(const std::string& base_url, const Repository& repository, std::int64_t iid) {
  Reading query;
  query.request = get(base_url, address(repository, iid, "reviewers"), {{"per_page", "100"}});
  query.parse = [iid, subject = subject_of("reviewers", repository, iid)](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Part<MergeRequestReview>> {
    Part<MergeRequestReview> part;
    part.value.iid = iid;
    if (answer.status == 404 && knows_no_such_address(answer)) return part;
    if (answer.status == 404 && knows_no_merge_request(answer)) {
      part.absent = true;
      return part;
    }
    auto page = read_page<Reviewer>(subject, "reviewer", asked, answer, read_reviewer);
    if (!page.ok()) return page.error();
    part.value.reviewers = std::move(page->items);
    part.next = std::move(page->next);
    return part;
  };
  return query;
}

// Where no rule asks for approvals GitLab calls everything approved; here somebody must have done it.
Reading approvals(const std::string& base_url, const Repository& repository, std::int64_t iid) {
  Reading query;
  query.request = get(base_url, address(repository, iid, "approvals"));
  query.parse = [iid, subject = subject_of("approvals", repository, iid)](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Part<MergeRequestReview>> {
    if (!is_success(answer)) return refusal(subject, asked, answer);
    Part<MergeRequestReview> part;
    part.value.iid = iid;
    bool approved = true;  // the reduced form does not always say it
    const base::Status status =
        json::object(answer.body, [&](json::Fields& fields) { fields.maybe("approved", approved); });
    if (!status.ok()) return unexpected(subject, asked, status.error());
    auto people = collect<Reviewer>(
        "approval", asked,
        [&](auto item, auto bad) { return json::each_in(answer.body, "approved_by", item, bad); },
        read_approver);
    if (!people.ok()) return unexpected(subject, asked, people.error());
    part.value.reviewers = std::move(people->items);
    part.value.approved = approved && !part.value.reviewers.empty();
    return part;
  };
  return query;
}

}  // namespace

std::vector<Query<Part<MergeRequestReview>>> merge_request_review(const std::string& base_url,
                                                                  const Repository& repository,
                                                                  std::int64_t iid) {
  return {reviewers(base_url, repository, iid), approvals(base_url, repository, iid)};
}

}  // namespace dvcs::providers::gitlab
