#include "sync/merge_request_sync.hpp"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>

#include "text/issue_keys.hpp"

namespace dvcs::sync {
namespace {

using base::Code;

constexpr std::size_t kRemembered = 1'000;
constexpr std::size_t kProbedAtOnce = 100;

// FNV-1a over everything that is reported of it, so that equal looks mean an equal row.
class Look {
 public:
  Look& add(std::string_view text) {
    for (const char c : text) step(static_cast<unsigned char>(c));
    step(kEnd);
    return *this;
  }
  Look& add(std::int64_t number) { return add(std::to_string(number)); }
  std::string hex() const {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash_));
    return text;
  }

 private:
  static constexpr unsigned kEnd = 0x100;  // no byte: parts cannot run into each other
  void step(unsigned value) { hash_ = (hash_ ^ value) * 0x100000001B3U; }
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

std::string look_of(const MergeRequest& request) {
  Look look;
  look.add(request.iid).add(request.updated.seconds).add(request.title).add(request.description);
  look.add(static_cast<std::int64_t>(request.state)).add(request.draft ? 1 : 0);
  look.add(request.source_branch).add(request.target_branch).add(request.author).add(request.author_name);
  look.add(request.web_url).add(request.head_sha).add(request.merge_commit_sha);
  look.add(request.squash_commit_sha);
  for (const Reviewer& reviewer : request.reviewers) look.add(reviewer.user).add(reviewer.name);
  return look.hex();
}

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
      seen_(cursor.merge_requests_seen.begin(), cursor.merge_requests_seen.end()),
      seen_in_order_(cursor.merge_requests_seen.begin(), cursor.merge_requests_seen.end()),
      newest_(cursor.merge_requests_since),
      at_newest_(cursor.merge_requests_seen) {}

Task<base::Status> MergeRequestSync::run(Line& line) {
  auto readable = co_await list(line);
  if (!readable.ok()) co_return readable.error();
  if (*readable == Readable::kNo) co_return base::Status();
  co_return co_await probe(line);
}

// Merge requests that are switched off, or not for this token's user, are no failure, and say nothing about
// what the caller has.
Task<base::Result<MergeRequestSync::Readable>> MergeRequestSync::list(Line& line) {
  std::optional<Moment> since = job_.merge_requests_since;
  if (cursor_.merge_requests_since > (since ? since->seconds : 0))
    since = Moment{cursor_.merge_requests_since, 0};
  auto query = provider_.merge_requests(job_.repository, since);
  for (;;) {
    auto page = co_await line.ask(query);
    if (!page.ok()) {
      const Code code = page.error().code;
      if (code != Code::kForbidden && code != Code::kNotFound) co_return page.error();
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
    if (!page->next) co_return Readable::kYes;
    query.request = *std::move(page->next);
  }
}

Task<base::Status> MergeRequestSync::take_page(Line& line, providers::Page<MergeRequest>& page) {
  report_.skipped(page.skipped);
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
  const base::Status status = co_await commit_keys_.add(line, request);
  if (!status.ok()) co_return status;
  report_.put(std::move(request));
  co_return base::Status();
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

Task<base::Status> MergeRequestSync::probe(Line& line) {
  const std::vector<std::int64_t>& all = job_.probe_merge_requests;
  for (std::size_t at = 0; at < all.size(); at += kProbedAtOnce) {
    const std::size_t end = std::min(at + kProbedAtOnce, all.size());
    const base::Status status = co_await probe(line, {all.begin() + static_cast<std::ptrdiff_t>(at),
                                                      all.begin() + static_cast<std::ptrdiff_t>(end)});
    if (status.ok()) continue;
    const Code code = status.error().code;
    if (code != Code::kForbidden && code != Code::kNotFound) co_return status;
    report_.log(LogLevel::kWarning, status.error().message);
    co_return base::Status();
  }
  co_return base::Status();
}

// Gone is what a complete answer does not name. An item that could not be read may be any of them.
Task<base::Status> MergeRequestSync::probe(Line& line, std::vector<std::int64_t> iids) {
  std::unordered_set<std::int64_t> there;
  bool all_readable = true;
  auto query = provider_.merge_requests_by_number(job_.repository, iids);
  for (;;) {
    auto page = co_await line.ask(query);
    if (!page.ok()) co_return page.error();
    report_.skipped(page->skipped);
    all_readable = all_readable && page->skipped.empty() && !page->absent;
    for (const MergeRequest& request : page->items) there.insert(request.iid);
    if (!page->next) break;
    query.request = *std::move(page->next);
  }
  if (!all_readable) co_return base::Status();
  for (const std::int64_t iid : iids) {
    if (!there.contains(iid)) report_.put(Deleted{DeletedKind::kMergeRequest, std::to_string(iid)});
  }
  co_return base::Status();
}

}  // namespace dvcs::sync
