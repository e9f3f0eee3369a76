// Where an interrupted SyncRepository goes on. Small and versioned; heads live with the caller (house plan,
// decision 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dvcs::sync {

struct Cursor {
  enum class Phase { kCommits, kMergeRequests };

  // A pinned range of which everything before `position` was reported.
  struct Slice {
    std::string head;
    std::string exclude;
    std::string position;
    bool operator==(const Slice&) const = default;
  };

  // By git: everything that these heads reach was reported, but for what `next` and its ancestors are.
  struct GitSlice {
    std::vector<std::string> heads;
    std::vector<std::string> next;
    bool operator==(const GitSlice&) const = default;
  };

  // Git is closed here. `to`: the token and the address that were refused, as a faint mark; `runs`: how many
  // have not asked since.
  struct GitRefusal {
    std::string to;
    std::int64_t runs;
    bool operator==(const GitRefusal&) const = default;
  };

  Phase phase = Phase::kCommits;
  std::uint64_t generation = 0;    // counts runs that began anew
  std::vector<std::string> heads;  // reported completely since then, newest last, at most kMaxHeads
  std::optional<Slice> slice;
  std::optional<GitSlice> git_slice;
  std::string git;  // "sha1" or "sha256": the repository was read by git, whose ids are these; empty: not yet
  std::optional<GitRefusal> git_refusal;
  // Heads whose commits may have been reported as deleted, so that a caller who still names them does not
  // have their history; kEverything at the end: and all others.
  std::vector<std::string> departed;
  // Which commits left could not be said; only a full run can. As Finished::history_incomplete, for a run
  // that is interrupted before it says so.
  bool incomplete = false;
  std::int64_t merge_requests_since = 0;  // unix seconds; merge requests up to here were reported
  // What those of that last second looked like, as 16 hex digits each, at most kMaxMergeRequests: they come
  // again with the next list, which begins with that second.
  std::vector<std::string> merge_requests_seen;
  // Numbers of those whose commits could not be read, the longest waiting first, at most kMaxLeft: the next
  // run asks again.
  std::vector<std::int64_t> merge_requests_left;
  // Not all merge requests could be listed since the run began: none may be taken for gone.
  bool merge_requests_unlisted = false;

  bool operator==(const Cursor&) const = default;
};

constexpr std::size_t kMaxHeads = 200;
constexpr std::size_t kMaxMergeRequests = 32;
constexpr std::size_t kMaxLeft = 100;
constexpr std::string_view kEverything = "*";

std::string write_cursor(const Cursor& cursor);

// Empty for anything that this version does not understand: then the run begins anew, which is slower and
// never wrong.
std::optional<Cursor> read_cursor(std::string_view text);

}  // namespace dvcs::sync
