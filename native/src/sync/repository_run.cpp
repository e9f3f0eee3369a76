#include "sync/repository_run.hpp"

#include <algorithm>
#include <utility>

#include "text/issue_keys.hpp"

namespace dvcs::sync {

RepositoryRun::RepositoryRun(const providers::Provider& used, KeyGrammar chosen, SyncRepository asked,
                             Report& told, SyncLimits allowed)
    : provider(used), grammar(chosen), limits(std::move(allowed)), job(std::move(asked)), report(told) {
  auto saved = read_cursor(job.cursor);
  cursor_unreadable = !saved && !job.cursor.empty();
  if (job.full) {
    job.known.clear();
    job.merge_requests_since.reset();
    if (saved) cursor.git = saved->git;
    saved.reset();
    cursor_unreadable = false;
  }
  resumed = saved.has_value();
  if (saved) cursor = *std::move(saved);
  if (!resumed) cursor.generation = 1;
  history_incomplete = cursor.incomplete;
  distrust_departed();
}

// A caller that was told of departed commits, and still names the heads that they left, was interrupted
// before it could move on: it has those branches, but not their history. One who has moved on names none of
// them.
void RepositoryRun::distrust_departed() {
  std::vector<std::string>& departed = cursor.departed;
  const bool all = !departed.empty() && departed.back() == kEverything;
  const auto is_departed = [&](const KnownBranch& branch) {
    return std::find(departed.begin(), departed.end(), branch.sha) != departed.end();
  };
  if (std::none_of(job.known.begin(), job.known.end(), is_departed)) departed.clear();
  if (departed.empty()) return;
  if (all) history_incomplete = true;  // those without a name cannot be asked about again
  for (KnownBranch& branch : job.known) {
    if (all || is_departed(branch)) branch.sha.clear();
  }
}

void RepositoryRun::list(Branch branch) {
  text::find_keys(branch.name, grammar, branch.keys);
  listed_heads.insert(branch.sha);
  listed.push_back(std::move(branch));
}

void RepositoryRun::listed_all() {
  diff = diff_branches(listed, job.known, job.repository.default_branch);
}

void RepositoryRun::forget_listing() {
  listed.clear();
  listed_heads.clear();
  all_branches_readable = true;
  diff = {};
}

std::size_t RepositoryRun::distinct_branches() const {
  std::unordered_set<std::string_view> names;
  for (const Branch& branch : listed) names.insert(branch.name);
  return names.size();
}

std::vector<std::string> RepositoryRun::complete_heads() const {
  std::vector<std::string> heads = cursor.heads;
  std::unordered_set<std::string> seen(heads.begin(), heads.end());
  for (const KnownBranch& branch : job.known) {
    if (!branch.sha.empty() && seen.insert(branch.sha).second) heads.push_back(branch.sha);
  }
  return heads;
}

std::vector<std::string> RepositoryRun::heads_ever_complete() const {
  std::vector<std::string> heads = complete_heads();
  for (const std::string& sha : cursor.departed) {
    if (sha != kEverything && std::find(heads.begin(), heads.end(), sha) == heads.end()) heads.push_back(sha);
  }
  return heads;
}

void RepositoryRun::begin_departure(const std::vector<std::string>& heads) {
  std::erase_if(cursor.heads, [&](const std::string& sha) {
    return std::find(heads.begin(), heads.end(), sha) != heads.end();
  });
  cursor.departed.assign(heads.begin(),
                         heads.begin() + static_cast<std::ptrdiff_t>(std::min(heads.size(), kMaxHeads - 1)));
  if (heads.size() >= kMaxHeads) cursor.departed.emplace_back(kEverything);
  checkpoint();
}

// A branch that could not be read is missing from the list without being gone.
void RepositoryRun::report_deleted_branches() {
  if (!all_branches_readable) return;
  for (const std::string& name : diff.deleted) report.put(Deleted{DeletedKind::kBranch, name});
}

void RepositoryRun::end_commits() {
  report_deleted_branches();
  cursor.slice.reset();
  cursor.git_slice.reset();
  cursor.incomplete = history_incomplete;
  cursor.heads.clear();
  for (const Branch& branch : diff.changed) {
    if (cursor.heads.size() < kMaxHeads) cursor.heads.push_back(branch.sha);
  }
  if (cursor.phase != Cursor::Phase::kMergeRequests) {
    cursor.phase = Cursor::Phase::kMergeRequests;
    cursor.merge_requests_since = 0;
  }
  checkpoint();
}

void RepositoryRun::checkpoint() {
  report.put(Checkpoint{write_cursor(cursor)});
}

}  // namespace dvcs::sync
