#include "cli/repository_import.hpp"

#include <algorithm>
#include <cstdlib>
#include <type_traits>
#include <utility>

#include "base/hex.hpp"
#include "cli/deletion_brake.hpp"

namespace dvcs::cli {

RepositoryImport::RepositoryImport(ImportState& state, Output& output, Counts& counts, SyncRepository job)
    : state_(state), output_(output), counts_(counts), job_(std::move(job)) {
  job_.all_commits = state_.all_commits;
}

void RepositoryImport::print(const std::string& line, std::uint64_t& count) {
  output_.line(line);
  ++count;
}

void RepositoryImport::on_event(Event& event) {
  std::visit(
      [&](auto& content) {
        using T = std::decay_t<decltype(content)>;
        if constexpr (std::is_same_v<T, Commit>) {
          on_commit(content);
        } else if constexpr (std::is_same_v<T, Branch>) {
          on_branch(content);
        } else if constexpr (std::is_same_v<T, MergeRequest>) {
          on_merge_request(content);
        } else if constexpr (std::is_same_v<T, Deleted>) {
          deleted_.push_back(std::move(content));
        } else if constexpr (std::is_same_v<T, Skipped>) {
          if (comparing_) note_skipped(content);
          print(skipped_line(id(), content), counts_.skipped);
        } else if constexpr (std::is_same_v<T, Checkpoint>) {
          known().cursor = std::move(content.cursor);
        }
      },
      event);
}

void RepositoryImport::on_commit(const Commit& commit) {
  auto& known = this->known();
  if (comparing_) {
    known.commits.note(commit.sha);
    if (commit.keys.empty() && !state_.all_commits) return;  // asked for only to be compared
  }
  if (!known.commits.insert(commit.sha)) return;
  known.all_commits |= state_.all_commits;
  print(commit_line(id(), commit), counts_.commits);
}

void RepositoryImport::on_branch(const Branch& branch) {
  auto [printed, is_new] = known().branches.try_emplace(branch.name, branch.sha);
  if (!is_new && printed->second == branch.sha) return;
  printed->second = branch.sha;
  print(branch_line(id(), branch), counts_.branches);
}

void RepositoryImport::on_merge_request(const MergeRequest& request) {
  auto& newest = newest_merge_request_;
  if (!newest || newest->seconds < request.updated.seconds) newest = request.updated;
  auto line = merge_request_line(id(), request);
  auto hash = line_hash(line);
  auto [printed, is_new] = known().merge_requests.try_emplace(request.iid, hash);
  if (!is_new && printed->second == hash) return;
  printed->second = hash;
  print(line, counts_.merge_requests);
}

RepositoryImport::End RepositoryImport::finish(const Finished& end, bool accept_deletions) {
  if (end.history_incomplete && !comparing_) {
    compare_with_everything();
    return {.again = true, .held = {}};
  }
  auto& known = this->known();
  // The old heads stay where something is held, so that the next run finds the same again.
  auto uncertain = comparing_ ? add_departed() : std::string();
  known.commits.rest();
  if (!uncertain.empty()) return {.again = false, .held = std::move(uncertain)};
  if (!accept_deletions) {
    if (auto held = brake(); !held.empty()) return {.again = false, .held = std::move(held)};
  }
  known.heads.clear();
  for (const auto& head : end.heads) known.heads[head.name] = head.sha;
  for (const auto& of : deleted_) print_deleted(of);
  known.commits.rest();
  known.finished = true;
  const auto& newest = newest_merge_request_;
  if (newest && (!known.merge_requests_since || known.merge_requests_since->seconds < newest->seconds))
    known.merge_requests_since = newest;
  const auto& probed = job_.probe_merge_requests;
  const bool last =
      probed.empty() || known.merge_requests.upper_bound(probed.back()) == known.merge_requests.end();
  known.probed = last ? 0 : probed.back();
  return {};
}

void RepositoryImport::fail() {
  known().commits.rest();
}

void RepositoryImport::compare_with_everything() {
  auto& known = this->known();
  comparing_ = true;
  known.commits.begin_comparison();
  job_.full = true;
  job_.verify = false;
  job_.known.clear();
  job_.cursor.clear();
  job_.probe_merge_requests.clear();  // the first job did
  job_.all_commits = state_.all_commits || known.all_commits;
}

// A commit that could not be read, and says which it is, has not left. A merge request holds no commits of
// its own. Anything else may be any commit, or a branch that leads to it.
void RepositoryImport::note_skipped(const Skipped& skipped) {
  constexpr std::string_view kCommit = "commit ";
  const std::string_view what = skipped.what;
  if (what.starts_with(kCommit) && base::is_object_id(what.substr(kCommit.size()))) {
    known().commits.note(what.substr(kCommit.size()));
  } else if (what.find("merge request") == std::string_view::npos || what.starts_with("branch ")) {
    ++not_compared_;
  }
}

// Why they cannot be told; empty: they are added.
std::string RepositoryImport::add_departed() {
  if (not_compared_ > 0)
    return "An old head of the repository " + path() + " is gone at the forge, and " +
           std::to_string(not_compared_) +
           " of the items that are there could not be read, so which commits left cannot be said; nothing "
           "was "
           "deleted. "
           "The next run compares again.";
  for (auto& sha : known().commits.not_met()) deleted_.push_back({DeletedKind::kCommit, std::move(sha)});
  return {};
}

// Decision 4 counts branches, and what else forges delete one by one; that many commits leave is what a
// force-push does.
std::string RepositoryImport::brake() const {
  const auto& known = state_.repositories.at(id());
  auto count = [&](DeletedKind kind) {
    return static_cast<std::size_t>(
        std::count_if(deleted_.begin(), deleted_.end(), [&](const Deleted& of) { return of.kind == kind; }));
  };
  auto said = [&](std::size_t vanished, std::size_t all, const char* what) {
    return "The repository " + path() + " lost " + std::to_string(vanished) + " of " + std::to_string(all) +
           " " + what + " at once; nothing was deleted. Run again with --accept-deletions if that is right.";
  };
  auto branches = count(DeletedKind::kBranch);
  if (deletion_brake_holds(branches, known.branches.size()))
    return said(branches, known.branches.size(), "branches");
  auto requests = count(DeletedKind::kMergeRequest);
  if (deletion_brake_holds(requests, known.merge_requests.size()))
    return said(requests, known.merge_requests.size(), "merge requests");
  return {};
}

// What was never printed is not said to be gone.
void RepositoryImport::print_deleted(const Deleted& deleted) {
  auto& known = this->known();
  switch (deleted.kind) {
    case DeletedKind::kBranch:
      known.heads.erase(deleted.id);
      if (known.branches.erase(deleted.id) == 1)
        print(branch_deleted_line(id(), deleted.id), counts_.deleted);
      break;
    case DeletedKind::kCommit:
      if (known.commits.erase(deleted.id)) print(commit_deleted_line(id(), deleted.id), counts_.deleted);
      break;
    case DeletedKind::kMergeRequest: {
      auto iid = std::strtoll(deleted.id.c_str(), nullptr, 10);
      if (known.merge_requests.erase(iid) == 1) print(merge_request_deleted_line(id(), iid), counts_.deleted);
      break;
    }
  }
}

}  // namespace dvcs::cli
