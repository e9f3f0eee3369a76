#include "sync/details.hpp"

#include <algorithm>
#include <utility>

#include "sync/failures.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using providers::Part;
using providers::Query;

// More names than a person reads; the numbers are still of all files.
constexpr std::size_t kMaxFiles = 50;
constexpr std::size_t kMaxPathBytes = 64U << 10;
// What GitLab lists at most (3,000 files, gitlab.md 2.2), and a bound for who lists more.
constexpr int kMaxPages = 30;
constexpr std::size_t kMaxReviewers = 200;

class Changes {
 public:
  void add(CommitChanges part) {
    changes_.sha = std::move(part.sha);
    changes_.files_changed += part.files_changed;
    changes_.added_lines += part.added_lines;
    changes_.removed_lines += part.removed_lines;
    changes_.complete = changes_.complete && part.complete;
    for (ChangedFile& file : part.files) {
      path_bytes_ += file.path.size() + file.old_path.size();
      if (changes_.files.size() < kMaxFiles && path_bytes_ <= kMaxPathBytes)
        changes_.files.push_back(std::move(file));
    }
  }
  void break_off() { changes_.complete = false; }
  CommitChanges take() { return std::move(changes_); }

 private:
  CommitChanges changes_;
  std::size_t path_bytes_ = 0;
};

void join(MergeRequestReview part, MergeRequestReview& whole) {
  whole.approved = whole.approved || part.approved;
  for (Reviewer& reviewer : part.reviewers) {
    const auto known = std::find_if(whole.reviewers.begin(), whole.reviewers.end(),
                                    [&](const Reviewer& one) { return one.user == reviewer.user; });
    if (known == whole.reviewers.end()) {
      if (whole.reviewers.size() < kMaxReviewers) whole.reviewers.push_back(std::move(reviewer));
      continue;
    }
    if (reviewer.state != ReviewState::kUnknown) known->state = reviewer.state;
    if (known->name.empty()) known->name = std::move(reviewer.name);
  }
}

bool is_absent_here(Code code) {
  return code == Code::kForbidden || code == Code::kNotFound;
}

}  // namespace

Task<base::Status> DetailsLoad::run(Line& line) {
  report_.phase("details");
  for (const CommitAuthor& commit : job_.authors) {  // first: somebody waits for them
    const base::Status verified = co_await verify_author(line, commit);
    if (verified.ok()) continue;
    const base::Status status = skip("the author of commit " + commit.sha, verified.error());
    if (!status.ok()) co_return status;
  }
  for (const std::string& sha : job_.commits) {
    const base::Status loaded = co_await load_changes(line, sha);
    if (loaded.ok()) continue;
    const base::Status status = skip("the changes of commit " + sha, loaded.error());
    if (!status.ok()) co_return status;
  }
  for (const std::int64_t iid : job_.merge_requests) {
    const base::Status loaded = co_await load_review(line, iid);
    if (loaded.ok()) continue;
    const base::Status status = skip("the reviews of merge request " + std::to_string(iid), loaded.error());
    if (!status.ok()) co_return status;
  }
  co_return base::Status();
}

base::Status DetailsLoad::skip(std::string what, const base::Error& why) {
  if (!concerns_one_item(why.code)) return why;
  report_.skipped({{std::move(what), why.message}});
  return {};
}

// What the forge will not say later either is a no; what may pass is no answer.
Task<base::Status> DetailsLoad::verify_author(Line& line, CommitAuthor commit) {
  AuthorVerification no;
  no.sha = commit.sha;
  auto query = provider_.author_verification(job_.repository, commit);
  if (!query) {
    no.reason = "This forge does not say whose signature a commit bears.";
    report_.put(std::move(no));
    co_return base::Status();
  }
  auto part = co_await line.ask(*std::move(query));
  if (!part.ok() && is_absent_here(part.error().code)) {
    no.reason = "It can't be asked who signed the commit: " + part.error().message;
    report_.put(std::move(no));
    co_return base::Status();
  }
  if (!part.ok()) co_return part.error();
  if (part->absent) co_return base::Error{Code::kNotFound, "The forge does not have it yet, or no longer."};
  report_.put(std::move(part->value));
  co_return base::Status();
}

Task<base::Status> DetailsLoad::load_changes(Line& line, std::string sha) {
  auto query = provider_.commit_changes(job_.repository, sha);
  if (!query) co_return base::Error{Code::kRejected, "This forge does not say what a commit changed."};
  Changes changes;
  for (int pages = 0;; ++pages) {
    auto part = co_await line.ask(*query);
    if (!part.ok()) co_return part.error();
    if (part->absent) {
      report_.put(Deleted{DeletedKind::kCommit, sha});
      co_return base::Status();
    }
    changes.add(std::move(part->value));
    if (!part->next) break;
    if (pages + 1 == kMaxPages) {
      changes.break_off();
      break;
    }
    query->request = *std::move(part->next);
  }
  report_.put(changes.take());
  co_return base::Status();
}

Task<base::Status> DetailsLoad::load_review(Line& line, std::int64_t iid) {
  auto queries = provider_.merge_request_review(job_.repository, iid);
  if (queries.empty()) co_return base::Error{Code::kRejected, "This forge does not say who reviewed."};
  MergeRequestReview review;
  review.iid = iid;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    auto there = co_await ask(line, std::move(queries[i]), review);
    if (!there.ok() && i > 0 && is_absent_here(there.error().code)) continue;
    if (!there.ok()) co_return there.error();
    if (!*there) {
      report_.put(Deleted{DeletedKind::kMergeRequest, std::to_string(iid)});
      co_return base::Status();
    }
  }
  report_.put(std::move(review));
  co_return base::Status();
}

Task<base::Result<bool>> DetailsLoad::ask(Line& line, Query<Part<MergeRequestReview>> query,
                                          MergeRequestReview& review) {
  for (int pages = 0; pages < kMaxPages; ++pages) {
    auto part = co_await line.ask(query);
    if (!part.ok()) co_return part.error();
    if (part->absent) co_return false;
    join(std::move(part->value), review);
    if (!part->next) break;
    query.request = *std::move(part->next);
  }
  co_return true;
}

}  // namespace dvcs::sync
