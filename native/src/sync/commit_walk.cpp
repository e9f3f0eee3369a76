#include "sync/commit_walk.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "sync/rest_source.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::sync {
namespace {

constexpr std::size_t kReleaseAtOnce = 100;

bool names_parent(const Commit& commit, const std::string& sha) {
  return std::find(commit.parents.begin(), commit.parents.end(), sha) != commit.parents.end();
}

}  // namespace

Task<base::Result<WalkedRange>> CommitWalk::range(Line& line, providers::CommitRange range,
                                                  std::string position,
                                                  std::function<void(const std::string&)> checkpoint) {
  WalkedRange walked;
  // After a resume it is unknown what the earlier portions left open, so there is no early stop.
  const bool may_stop = position.empty();
  Frontier frontier{{range.head}, {}};
  RestSource source(provider_, repository_, range, position);
  for (;;) {
    RestSource::Step step = source.next();
    if (auto* need = std::get_if<RestSource::NeedRequest>(&step)) {
      source.feed(co_await line.send(std::move(need->request)));
      continue;
    }
    if (auto* error = std::get_if<base::Error>(&step)) co_return std::move(*error);
    auto* portion = std::get_if<RestSource::Commits>(&step);
    if (portion == nullptr) co_return walked;

    if (walked.portions++ == 0 && !portion->commits.empty()) {
      walked.began_with_head = portion->commits.front().sha == range.head;
    }
    report_.skipped(portion->skipped);
    for (Commit& commit : portion->commits) {
      walked.met_exclude = walked.met_exclude || names_parent(commit, range.exclude);
      note_known(commit, walked);
      take(std::move(commit), frontier);
    }
    if (const base::Status released = co_await release_if_too_much(line); !released.ok())
      co_return released.error();
    if (may_stop && frontier.open.empty()) {
      walked.stopped_early = !portion->position.empty();
      co_return walked;
    }
    if (!options_.hold && !portion->position.empty()) checkpoint(portion->position);
  }
}

void CommitWalk::note_known(const Commit& commit, WalkedRange& walked) const {
  if (known_.contains(commit.sha)) walked.met_known.insert(commit.sha);
  for (const std::string& parent : commit.parents) {
    if (known_.contains(parent)) walked.met_known.insert(parent);
  }
}

void CommitWalk::take(Commit&& commit, Frontier& frontier) {
  const bool reached = frontier.open.erase(commit.sha) > 0;
  if (!seen_.insert(commit.sha)) return;
  report_.seen_commits(1);
  const bool known = known_.contains(commit.sha);
  if (!known) {
    text::find_keys(commit.message, options_.grammar, commit.keys);
    if (reached) {
      expand(commit.parents, frontier);
    } else {
      frontier.aside.emplace(commit.sha, commit.parents);
    }
  }
  const bool wanted = !known && (options_.all_commits || !commit.keys.empty());
  if (options_.hold) {
    held_.add(std::move(commit), wanted);  // known ones too: what they reach can then be dropped
  } else if (wanted) {
    report_.commit(std::move(commit));
  }
}

// Children come before their parents, but with clocks that differ one child may come later than another's
// parent.
void CommitWalk::expand(std::vector<std::string> parents, Frontier& frontier) const {
  while (!parents.empty()) {
    std::string sha = std::move(parents.back());
    parents.pop_back();
    if (auto aside = frontier.aside.extract(sha)) {
      parents.insert(parents.end(), aside.mapped().begin(), aside.mapped().end());
    } else if (!is_complete(sha)) {
      frontier.open.insert(std::move(sha));
    }
  }
}

Task<base::Status> CommitWalk::release_if_too_much(Line& line) {
  if (held_.count() <= options_.held_commits && held_.bytes() <= options_.held_bytes)
    co_return base::Status();
  report_.log(LogLevel::kInfo, repository_.path +
                                   " has too many new commits to compare them all with what is known; "
                                   "some may be reported again.");
  options_.hold = false;
  co_return co_await release(line);
}

Task<base::Status> CommitWalk::release(Line& line) {
  std::vector<Commit> commits = held_.take();
  std::size_t count = 0;
  for (Commit& commit : commits) {
    report_.commit(std::move(commit));
    if (++count % kReleaseAtOnce == 0) co_await line.room();
  }
  co_return base::Status();
}

}  // namespace dvcs::sync
