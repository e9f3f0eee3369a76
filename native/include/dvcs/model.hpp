// What the core knows about a forge, as plain values. Providers fill them from pages, `sync` adds the issue
// keys, `codec` and `dvcsctl` write them out. All text is valid UTF-8 (U+FFFD where the source could not be
// decoded). Values own their content and may move between threads; none of them synchronises anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dvcs {

enum class Host { kGitLab, kGitea, kGitHub, kBitbucket };

// A point in time with the offset its author lived at. `seconds` may be negative (before 1970).
struct Moment {
  std::int64_t seconds = 0;         // since 1970-01-01T00:00:00Z
  std::int32_t offset_minutes = 0;  // east of UTC
  bool operator==(const Moment&) const = default;
};

struct Person {
  std::string name;
  std::string email;
  bool operator==(const Person&) const = default;
};

// Identity is `id`, the forge's number; `path` and `name` change with renames and transfers.
struct Repository {
  std::int64_t id = 0;
  std::string path;  // full path, "group/sub/project"
  std::string name;
  std::string web_url;
  std::string clone_url;       // smart HTTP, for the git source
  std::string default_branch;  // empty: the forge names none
  bool archived = false;
  bool empty = false;
  std::optional<Moment> last_activity;
};

struct Branch {
  std::string name;  // without refs/heads/
  std::string sha;   // 40 or 64 lower-case hex digits
  bool is_default = false;
  bool merged = false;  // everything on it is also on the default branch
  std::vector<std::string> keys;
};

struct Commit {
  std::string sha;                   // 40 or 64 lower-case hex digits
  std::vector<std::string> parents;  // in order; two or more: a merge
  Person author;
  Moment authored;
  Person committer;
  Moment committed;
  std::string message;  // whole
  std::string web_url;
  std::vector<std::string> keys;
};

enum class MergeRequestState { kOpened, kClosed, kMerged, kLocked };

enum class ReviewState { kUnknown, kUnreviewed, kReviewed, kChangesRequested, kApproved };

struct Reviewer {
  std::string user;  // user name at the forge
  std::string name;  // as displayed
  ReviewState state = ReviewState::kUnknown;
  bool operator==(const Reviewer&) const = default;
};

struct MergeRequest {
  std::int64_t iid = 0;  // the number within its project
  std::string title;
  std::string description;
  MergeRequestState state = MergeRequestState::kOpened;
  bool draft = false;
  std::string source_branch;
  std::string target_branch;
  std::string author;       // user name at the forge
  std::string author_name;  // as displayed
  Moment updated;
  std::string web_url;
  std::string head_sha;          // of the source branch as last seen by the forge; empty: not said
  std::string merge_commit_sha;  // empty: not merged, or merged without a commit of its own
  std::string squash_commit_sha;
  std::vector<Reviewer> reviewers;
  std::vector<std::string> keys;  // of title, description, branches and commits
  bool keys_complete = true;      // false: not all commits could be read; keys that are known otherwise stay
};

// What a commit changed, as far as the forge tells it.
enum class ChangeKind { kModified, kAdded, kDeleted, kRenamed };
struct ChangedFile {
  std::string path;
  std::string old_path;  // kRenamed only
  ChangeKind kind = ChangeKind::kModified;
  std::int64_t added_lines = 0;
  std::int64_t removed_lines = 0;
};
struct CommitChanges {
  std::string sha;
  std::vector<ChangedFile> files;  // the first of them, in the forge's order
  std::int64_t files_changed = 0;  // all of them
  bool complete = true;  // false: files or lines were left out, so the numbers are the least there are
  std::int64_t added_lines = 0;  // in all files
  std::int64_t removed_lines = 0;
};

// Whom a commit names, for the question whether the forge vouches for its author.
struct CommitAuthor {
  std::string sha;
  std::string author_email;
  std::string committer_email;
};
// The answer: whether the forge has proof that the owner of the author's e-mail address made the commit.
struct AuthorVerification {
  std::string sha;
  bool verified = false;
  std::string reason;  // of a no: why, and what to do at the forge
};

// Who has approved a merge request, and how its reviewers stand.
struct MergeRequestReview {
  std::int64_t iid = 0;
  std::vector<Reviewer> reviewers;
  bool approved = false;
};

// An item that could not be read: it is counted and named, and the rest of its page goes on.
struct Skipped {
  std::string what;  // "commit 3 of page 2", "branch feature/x"
  std::string why;
};

}  // namespace dvcs
