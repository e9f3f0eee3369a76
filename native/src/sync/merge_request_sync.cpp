#include "sync/merge_request_sync.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "sync/failures.hpp"
#include "sync/merge_request_look.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::sync {
namespace {

using base::Code;

constexpr std::size_t kRemembered = 1'000;
constexpr std::size_t kAskedAtOnce = 100;

// Those that an earlier run left are given up for this run after as many that still cannot be read.
constexpr int kMaxLeftAgain = 3;

}  // namespace

MergeRequestSync::MergeRequestSync(const providers::Provider& provider, KeyGrammar grammar,
                                   const SyncRepository& job, Report& report, Cursor& cursor,
                                   const CommitHistory* history, std::function<void()> checkpoint)
    : provider_(provider),
      grammar_(grammar),
      job_(job),
      report_(report),
      cursor_(cursor),
      checkpoint_(std::move(checkpoint)),
      commit_keys_(provider, grammar, job.repository, report, history),
      left_before_(cursor.merge_requests_left.begin(), cursor.merge_requests_left.end()),
      seen_(cursor.merge_requests_seen.begin(), cursor.merge_requests_seen.end()),
      seen_in_order_(cursor.merge_requests_seen.begin(), cursor.merge_requests_seen.end()),
      newest_(cursor.merge_requests_since),
      at_newest_(cursor.merge_requests_seen) {}

Task<base::Status> MergeRequestSync::run(Line& line) {
  auto readable = co_await list(line);
  if (!readable.ok()) co_return readable.error();
  if (*readable == Readable::kNo) co_return base::Status();
  co_return co_await ask_for_known(line);
}

// Merge requests that are switched off, or not for this token's user, are no failure, and say nothing about
// what the caller has. Only the first answer can say it: what was readable a page ago is not switched off.
Task<base::Result<MergeRequestSync::Readable>> MergeRequestSync::list(Line& line) {
  std::optional<Moment> since = job_.merge_requests_since;
  if (cursor_.merge_requests_since > (since ? since->seconds : 0))
    since = Moment{cursor_.merge_requests_since, 0};
  auto query = provider_.merge_requests(job_.repository, since);
  for (bool first = true;; first = false) {
    auto page = co_await line.ask(query);
    if (!page.ok()) {
      const Code code = page.error().code;
      if (!first || (code != Code::kForbidden && code != Code::kNotFound)) co_return page.error();
      report_.log(LogLevel::kWarning, page.error().message);
      co_return Readable::kNo;
    }
    if (const base::Status status = co_await take_page(line, *page); !status.ok()) co_return status.error();
    if (crowd_.must_be_read_again(*page)) {
      query = provider_.merge_requests(job_.repository, Moment{crowd_.second(), 0});
      continue;
    }
    // Newest first: until the end is reached, what lies before the newest row is not all known.
    if (page->newest_first && page->next) {
      checkpoint_();
    } else {
      covered();
    }
    if (!page->next) {
      complete_ = !crowd_.gave_up();
      if (crowd_.gave_up()) {
        report_.log(LogLevel::kWarning, "The merge requests of " + job_.repository.path +
                                            " changed faster than they could be read; the next run reads "
                                            "them all.");
      }
      co_return Readable::kYes;
    }
    query.request = *std::move(page->next);
  }
}

Task<base::Status> MergeRequestSync::take_page(Line& line, providers::Page<MergeRequest>& page) {
  report_.skipped(page.skipped);
  cursor_.merge_requests_unlisted |= !page.skipped.empty() || page.absent;
  for (MergeRequest& request : page.items) {
    if (!is_new(request)) continue;
    crowd_.met(request.updated.seconds);
    const std::uint64_t asked = commit_keys_.asked();
    if (const base::Status status = co_await take(line, request); !status.ok()) co_return status;
    const bool all_before = !page.newest_first && crowd_.passed(newest_);
    if (all_before && commit_keys_.asked() > asked) covered();
  }
  co_return base::Status();
}

// Everything up to the newest row was reported.
void MergeRequestSync::covered() {
  if (newest_ >= cursor_.merge_requests_since) {
    cursor_.merge_requests_since = newest_;
    cursor_.merge_requests_seen = at_newest_;
  }
  checkpoint_();
}

// A copy: the page keeps the times of its rows.
Task<base::Status> MergeRequestSync::take(Line& line, MergeRequest request) {
  for (const std::string* text :
       {&request.title, &request.description, &request.source_branch, &request.target_branch}) {
    text::find_keys(*text, grammar_, request.keys);
  }
  auto found = co_await commit_keys_.add(line, request);
  if (!found.ok()) co_return found.error();
  settle(request.iid, *found);
  report_.put(std::move(request));
  co_return base::Status();
}

// Who waits anew goes to the end of the queue, so that each comes to its turn. Of more than fit, those that
// waited longest are given up until they change.
void MergeRequestSync::settle(std::int64_t iid, MergeRequestKeys::Found found) {
  std::vector<std::int64_t>& left = cursor_.merge_requests_left;
  std::erase(left, iid);
  left_before_.erase(iid);
  if (found != MergeRequestKeys::Found::kUnreadable) return;
  if (left.size() == kMaxLeft) left.erase(left.begin());
  left.push_back(iid);
}

bool MergeRequestSync::is_new(const MergeRequest& request) {
  std::string look = look_of(request);
  const std::int64_t updated = request.updated.seconds;
  if (updated > newest_) {
    newest_ = updated;
    at_newest_.clear();
  }
  if (!seen_.insert(look).second) return false;
  if (updated == newest_ && at_newest_.size() < kMaxMergeRequests) at_newest_.push_back(look);
  seen_in_order_.push_back(std::move(look));
  if (seen_in_order_.size() > kRemembered) {
    seen_.erase(seen_in_order_.front());
    seen_in_order_.pop_front();
  }
  return true;
}

bool MergeRequestSync::is_left(std::int64_t iid) const {
  return left_before_.contains(iid) && left_again_ < kMaxLeftAgain;
}

// By their numbers: those that an earlier run left, and those that the caller wants to know about. Everything
// else has been told by then, so a question that fails waits for the next run and stops nothing.
Task<base::Status> MergeRequestSync::ask_for_known(Line& line) {
  std::vector<std::int64_t> all;
  std::copy_if(cursor_.merge_requests_left.begin(), cursor_.merge_requests_left.end(),
               std::back_inserter(all), [&](std::int64_t iid) { return left_before_.contains(iid); });
  std::copy_if(job_.probe_merge_requests.begin(), job_.probe_merge_requests.end(), std::back_inserter(all),
               [&](std::int64_t iid) { return !left_before_.contains(iid); });
  for (std::size_t at = 0; at < all.size(); at += kAskedAtOnce) {
    const std::size_t end = std::min(at + kAskedAtOnce, all.size());
    const base::Status status = co_await ask_for(line, {all.begin() + static_cast<std::ptrdiff_t>(at),
                                                        all.begin() + static_cast<std::ptrdiff_t>(end)});
    if (status.ok()) continue;
    const bool silent = status.error().code == Code::kTimeout && status.error().stage == base::Stage::kHttp;
    if (!silent && !concerns_one_item(status.error().code)) co_return status;
    report_.log(LogLevel::kWarning, status.error().message);
    co_return base::Status();
  }
  co_return base::Status();
}

// Gone is what a complete answer does not name. An item that could not be read may be any of them.
Task<base::Status> MergeRequestSync::ask_for(Line& line, std::vector<std::int64_t> iids) {
  std::unordered_set<std::int64_t> there;
  bool all_readable = true;
  auto query = provider_.merge_requests_by_number(job_.repository, iids);
  for (;;) {
    auto page = co_await line.ask(query);
    if (!page.ok()) co_return page.error();
    report_.skipped(page->skipped);
    all_readable = all_readable && page->skipped.empty() && !page->absent;
    for (MergeRequest& request : page->items) {
      const std::int64_t iid = request.iid;
      there.insert(iid);
      if (!is_left(iid)) continue;
      if (const base::Status status = co_await take(line, std::move(request)); !status.ok()) co_return status;
      if (!cursor_.merge_requests_left.empty() && cursor_.merge_requests_left.back() == iid) ++left_again_;
    }
    if (!page->next) break;
    query.request = *std::move(page->next);
  }
  if (all_readable) {
    for (const std::int64_t iid : iids) {
      if (there.contains(iid)) continue;
      report_.put(Deleted{DeletedKind::kMergeRequest, std::to_string(iid)});
      settle(iid, MergeRequestKeys::Found::kAll);
    }
  }
  checkpoint_();
  co_return base::Status();
}

}  // namespace dvcs::sync
