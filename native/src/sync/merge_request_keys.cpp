#include "sync/merge_request_keys.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "sync/failures.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::sync {
namespace {

using base::Code;

// A merge request of more commits than this is a mistake, or made to keep us busy.
constexpr int kMaxPages = 100;

// One answer that takes too long is that merge request's fault (a forge compares what is huge); this many in
// a row are the server's.
constexpr int kMaxSilences = 3;

void append_new(std::vector<std::string>&& found, std::vector<std::string>& keys) {
  // In one order, wherever they come from.
  std::sort(found.begin(), found.end());
  const std::unordered_set<std::string> present(keys.begin(), keys.end());
  std::copy_if(std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()),
               std::back_inserter(keys), [&](const std::string& key) { return !present.contains(key); });
}

}  // namespace

MergeRequestKeys::MergeRequestKeys(const providers::Provider& provider, KeyGrammar grammar,
                                   const Repository& repository, Report& report, const CommitHistory* history)
    : provider_(provider), grammar_(grammar), repository_(repository), report_(report), history_(history) {}

Task<base::Result<MergeRequestKeys::Found>> MergeRequestKeys::add(Line& line, MergeRequest& request) {
  std::optional<Keys> keys = from_history(request);
  Found found = Found::kAll;
  if (!keys) {
    ++asked_;
    auto listed = co_await from_forge(line, request.iid);
    if (listed.ok()) {
      silences_ = 0;
      keys = std::move(listed).value();
    } else if (is_passed_over(request.iid, listed.error())) {
      keys = Keys{{}, false};
      found = Found::kUnreadable;
    } else {
      co_return listed.error();
    }
  }
  request.keys_complete = keys->complete;
  append_new(std::move(keys->names), request.keys);
  co_return found == Found::kAll && !keys->complete ? Found::kSome : found;
}

// Nothing: the history does not tell where the merge request began. One that was merged without a commit of
// its own (fast-forward) lies on the target branch from end to end.
std::optional<MergeRequestKeys::Keys> MergeRequestKeys::from_history(const MergeRequest& request) const {
  if (history_ == nullptr || request.head_sha.empty()) return std::nullopt;
  const std::string& merge = request.merge_commit_sha;
  std::string start;
  if (request.state != MergeRequestState::kMerged) {
    start = history_->head_of(request.target_branch);
  } else if (!merge.empty() && merge != request.head_sha) {
    start = history_->first_parent(merge).value_or(std::string());
  } else if (!request.squash_commit_sha.empty() && request.squash_commit_sha != request.head_sha) {
    start = history_->head_of(request.target_branch);
  }
  if (start.empty()) return std::nullopt;
  auto names = history_->keys_between(request.head_sha, start);
  if (!names) return std::nullopt;
  return Keys{*std::move(names), true};
}

Task<base::Result<MergeRequestKeys::Keys>> MergeRequestKeys::from_forge(Line& line, std::int64_t iid) {
  Keys keys;
  auto query = provider_.merge_request_commits(repository_, iid);
  for (int pages = 0; pages < kMaxPages; ++pages) {
    auto page = co_await line.ask(query);
    if (!page.ok()) co_return page.error();
    report_.skipped(page->skipped);
    keys.complete = keys.complete && page->skipped.empty();
    for (const Commit& commit : page->items) text::find_keys(commit.message, grammar_, keys.names);
    if (!page->next) co_return keys;
    query.request = *std::move(page->next);
  }
  report_.log(LogLevel::kWarning, "Merge request " + std::to_string(iid) + " of " + repository_.path +
                                      " has more commits than are read; keys of the oldest are missing.");
  keys.complete = false;
  co_return keys;
}

bool MergeRequestKeys::is_passed_over(std::int64_t iid, const base::Error& why) {
  const bool silent = why.code == Code::kTimeout && why.stage == base::Stage::kHttp;
  silences_ = silent ? silences_ + 1 : 0;
  if (!concerns_one_item(why.code) && (!silent || silences_ > kMaxSilences)) return false;
  if (why.code != Code::kNotFound && why.code != Code::kForbidden) {
    report_.skipped({{"the commits of merge request " + std::to_string(iid),
                      why.message + " Its known keys stay; the next run asks again."}});
  } else if (!std::exchange(told_missing_, true)) {
    report_.log(LogLevel::kWarning, "Commits of merge requests of " + repository_.path +
                                        " cannot be read; keys that are known stay, and the next run asks "
                                        "again: " +
                                        why.message);
  }
  return true;
}

}  // namespace dvcs::sync
