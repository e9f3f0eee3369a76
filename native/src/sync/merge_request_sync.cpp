#include "sync/merge_request_sync.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "text/issue_keys.hpp"

namespace dvcs::sync {

using base::Code;

MergeRequestSync::MergeRequestSync(const providers::Provider& provider, KeyGrammar grammar,
                                   const SyncRepository& job, Report& report, Cursor& cursor,
                                   const CommitHistory* history, std::function<void()> checkpoint)
    : provider_(provider),
      grammar_(grammar),
      job_(job),
      report_(report),
      cursor_(cursor),
      history_(history),
      checkpoint_(std::move(checkpoint)) {}

Task<base::Status> MergeRequestSync::run(Line& line) {
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
      co_return base::Status();
    }
    report_.skipped(page->skipped);
    for (MergeRequest& request : page->items) take(std::move(request));
    // Newest first: until the end is reached, what lies before the newest row is not all known.
    if (!page->newest_first || !page->next)
      cursor_.merge_requests_since = std::max(cursor_.merge_requests_since, newest_);
    checkpoint_();
    if (!page->next) co_return base::Status();
    query.request = *std::move(page->next);
  }
}

void MergeRequestSync::take(MergeRequest request) {
  const std::int64_t updated = request.updated.seconds;
  newest_ = std::max(newest_, updated);
  const auto [entry, fresh] = reported_.emplace(request.iid, updated);
  if (!fresh && entry->second == updated) return;
  entry->second = updated;
  for (const std::string* text :
       {&request.title, &request.description, &request.source_branch, &request.target_branch}) {
    text::find_keys(*text, grammar_, request.keys);
  }
  report_.put(std::move(request));
}

}  // namespace dvcs::sync
