#include "sync/rest_departure.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

#include "sync/failures.hpp"
#include "sync/rest_source.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::sync {
namespace {

using base::Result;
using base::Status;

constexpr std::size_t kToldAtOnce = 100;

}  // namespace

RestDeparture::RestDeparture(RepositoryRun& run, std::vector<std::string> vanished)
    : run_(run), vanished_(std::move(vanished)), budget_(std::max(run.limits.comparisons, 0)) {}

bool RestDeparture::spend() {
  if (budget_ == 0) return false;
  --budget_;
  return true;
}

Task<Status> RestDeparture::report(Line& line) {
  if (vanished_.empty()) co_return Status();
  // A branch that could not be read is missing from the list without being gone.
  Result<bool> certain = run_.all_branches_readable;
  if (*certain) certain = co_await find_gone(line);
  if (!certain.ok()) co_return certain.error();
  if (*certain) {
    const Status told = co_await tell(line);
    co_return told;
  }
  run_.history_incomplete = true;
  run_.report.log(LogLevel::kWarning,
                  "Which commits left the branches of " + run_.job.repository.path +
                      " cannot be said with certainty; none of them was removed. A full resync does it.");
  co_return Status();
}

RestDeparture::Certain RestDeparture::find_gone(Line& line) {
  for (const std::string& sha : vanished_) {
    // What reaches this one was read as a whole, so this one was.
    if (gone_.contains(sha)) continue;
    auto certain = co_await read(line, sha);
    if (!certain.ok() || !*certain) co_return certain;
  }
  for (const std::string& sha : run_.listed_heads) gone_.drop_from(sha);
  const std::size_t suspected = gone_.remaining();
  auto certain = co_await remove_listed(line);
  if (!certain.ok() || !*certain || gone_.remaining() == suspected) co_return certain;
  // A range up to a commit that was collected meanwhile is empty, as if a listed head reached it.
  for (const std::string& sha : read_) {
    auto there = co_await is_there(line, sha);
    if (!there.ok() || !*there) co_return there;
  }
  co_return true;
}

// The branch itself, where it was only moved, most likely has the most of its old head's commits.
std::string RestDeparture::exclude_for(const std::string& sha) const {
  for (const KnownBranch& branch : run_.job.known) {
    if (branch.sha != sha) continue;
    const auto now = std::find_if(run_.listed.begin(), run_.listed.end(),
                                  [&](const Branch& listed) { return listed.name == branch.name; });
    if (now != run_.listed.end()) return now->sha;
  }
  if (!run_.diff.default_head.empty() || run_.listed.empty()) return run_.diff.default_head;
  return run_.listed.front().sha;
}

// Holds what `sha` reaches and one of the listed heads does not.
RestDeparture::Certain RestDeparture::read(Line& line, std::string sha) {
  const std::string exclude = exclude_for(sha);
  RestSource source(run_.provider, run_.job.repository, {sha, exclude}, {});
  std::size_t pages = 0;
  bool any = false;
  for (bool more = true; more;) {
    RestSource::Step step = source.next();
    if (auto* need = std::get_if<RestSource::NeedRequest>(&step)) {
      if (!spend()) co_return false;
      ++pages;
      source.feed(co_await line.send(std::move(need->request)));
    } else if (auto* error = std::get_if<base::Error>(&step)) {
      if (cannot_be_asked(error->code)) co_return false;
      co_return std::move(*error);
    } else if (auto* portion = std::get_if<RestSource::Commits>(&step)) {
      if (!portion->skipped.empty()) co_return false;
      any = any || !portion->commits.empty();
      hold(std::move(portion->commits));
      if (gone_.count() > run_.limits.held_commits || gone_.bytes() > run_.limits.held_bytes) co_return false;
    } else {
      more = false;
    }
  }
  if (any && !gone_.contains(sha)) co_return false;
  if (any && pages == 1) {
    read_.push_back(std::move(sha));
    co_return true;
  }
  // A range that ends in a vanished commit is empty, and so is the next page if it vanishes meanwhile.
  if (any) read_.push_back(sha);
  auto there = co_await is_there(line, std::move(sha));
  co_return there;
}

void RestDeparture::hold(std::vector<Commit> commits) {
  for (Commit& commit : commits) {
    text::find_keys(commit.message, run_.grammar, commit.keys);
    const bool wanted = run_.is_wanted(commit);
    commit.message.clear();  // only its id is told
    gone_.add(std::move(commit), wanted);
  }
}

RestDeparture::Certain RestDeparture::is_there(Line& line, std::string sha) {
  if (!spend()) co_return false;
  Result<bool> there = co_await line.ask(run_.provider.commit_exists(run_.job.repository, sha));
  if (!there.ok() && cannot_be_asked(there.error().code)) co_return false;
  co_return there;
}

std::vector<KnownHead> RestDeparture::listed_heads() const {
  std::vector<KnownHead> heads;
  heads.reserve(run_.listed.size());
  for (const Branch& branch : run_.listed) {
    heads.push_back({branch.name, branch.sha, true, true, false});
  }
  return heads;
}

RestDeparture::Certain RestDeparture::remove_listed(Line& line) {
  if (gone_.remaining() == 0 || run_.listed.empty()) co_return true;
  auto certain = co_await compare(line, listed_heads());
  if (!certain.ok() || !*certain || gone_.remaining() == 0) co_return certain;
  certain = co_await nothing_moved(line);
  co_return certain;
}

// The forge names the branches that contain a commit as they are now, and the caller goes on with the heads
// that were listed: only while they are the same does the one say something of the other.
RestDeparture::Certain RestDeparture::nothing_moved(Line& line) {
  std::unordered_map<std::string_view, std::string_view> listed;
  for (const Branch& branch : run_.listed) listed.emplace(branch.name, branch.sha);
  std::size_t seen = 0;
  auto query = run_.provider.branches(run_.job.repository);
  for (;;) {
    if (!spend()) co_return false;
    auto page = co_await line.ask(query);
    if (!page.ok() && cannot_be_asked(page.error().code)) co_return false;
    if (!page.ok()) co_return page.error();
    for (const Branch& branch : page->items) {
      const auto same = listed.find(branch.name);
      if (same == listed.end() || same->second != branch.sha) co_return false;
      ++seen;
    }
    if (!page->next) break;
    query.request = *std::move(page->next);
  }
  co_return seen == run_.listed.size();
}

RestDeparture::Certain RestDeparture::compare(Line& line, std::vector<KnownHead> heads) {
  KnownHistory history(run_.provider, run_.job.repository, gone_, budget_);
  const Status status = co_await history.remove(line, std::move(heads));
  if (!status.ok()) co_return status.error();
  budget_ = std::max(history.requests_left(), 0);
  co_return history.certain();
}

Task<Status> RestDeparture::tell(Line& line) {
  const std::vector<Commit> commits = gone_.take();
  if (commits.empty()) co_return Status();
  run_.begin_departure(vanished_);
  std::size_t count = 0;
  for (const Commit& commit : commits) {
    run_.report.put(Deleted{DeletedKind::kCommit, commit.sha});
    if (++count % kToldAtOnce == 0) co_await line.room();
  }
  co_return Status();
}

}  // namespace dvcs::sync
