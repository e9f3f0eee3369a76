#include "sync/known_history.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "sync/failures.hpp"
#include "sync/rest_source.hpp"

namespace dvcs::sync {
namespace {

using providers::Page;
using providers::Query;

}  // namespace

bool KnownHistory::spend() {
  if (budget_ > 0) return --budget_ >= 0;
  budget_ = -1;
  certain_ = false;
  return false;
}

Task<base::Status> KnownHistory::remove(Line& line, std::vector<KnownHead> heads) {
  heads_ = std::move(heads);
  for (const KnownHead& head : heads_) held_.drop_from(head.sha);
  for (KnownHead& head : heads_) {
    if (head.on_its_branch) continue;
    if (budget_ < 0) break;
    if (const base::Status status = co_await subtract(line, head); !status.ok()) co_return status;
  }
  co_return co_await ask_about_bottoms(line);
}

// A held commit that a known head reaches has a bottom below it that the same head reaches. So it is enough
// to ask about bottoms, and only about branches that were known. Where the forge cannot say it, each known
// head may be the one.
Task<base::Status> KnownHistory::ask_about_bottoms(Line& line) {
  std::unordered_set<std::string> asked;
  for (;;) {
    const bool suspects =
        std::any_of(heads_.begin(), heads_.end(), [](const KnownHead& h) { return !h.settled; });
    const std::vector<std::string> bottoms = held_.bottoms();
    const auto bottom = std::find_if(bottoms.begin(), bottoms.end(),
                                     [&](const std::string& sha) { return !asked.contains(sha); });
    if (!suspects || bottom == bottoms.end() || budget_ < 0) co_return base::Status();
    asked.insert(*bottom);
    const auto query = provider_.branches_with(repository_, *bottom);
    std::unordered_set<std::string> containing;
    if (query) {
      auto names = co_await branches_with(line, *query);
      if (!names.ok()) co_return names.error();
      containing.insert(names->begin(), names->end());
    }
    for (KnownHead& head : heads_) {
      if (!head.on_its_branch || (query && !containing.contains(head.name))) continue;
      if (const base::Status status = co_await subtract(line, head); !status.ok()) co_return status;
      // The branch has moved since, or the range was cut by clocks that disagree.
      if (query && held_.remains(*bottom)) certain_ = false;
    }
  }
}

Task<base::Result<std::vector<std::string>>> KnownHistory::branches_with(Line& line,
                                                                         Query<Page<std::string>> query) {
  std::vector<std::string> names;
  while (spend()) {
    auto page = co_await line.ask(query);
    if (!page.ok()) {
      if (!cannot_be_asked(page.error().code)) co_return page.error();
      certain_ = false;
      break;
    }
    names.insert(names.end(), page->items.begin(), page->items.end());
    if (!page->next) break;
    query.request = *std::move(page->next);
  }
  co_return names;
}

Task<base::Status> KnownHistory::subtract(Line& line, KnownHead& head) {
  if (std::exchange(head.settled, true)) co_return base::Status();
  Existence existence = head.listed ? Existence::kThere : Existence::kUnknown;
  for (std::string& top : held_.tops()) {
    if (existence == Existence::kGone) break;
    if (!held_.remains(top)) continue;
    const base::Status status = co_await subtract_below(line, head, existence, std::move(top));
    if (!status.ok() && !cannot_be_asked(status.error().code)) co_return status;
    certain_ = certain_ && status.ok();
  }
  if (existence == Existence::kGone) certain_ = false;
  for (KnownHead& same : heads_) same.settled = same.settled || same.sha == head.sha;
  co_return base::Status();
}

Task<base::Status> KnownHistory::subtract_below(Line& line, KnownHead& head, Existence& existence,
                                                std::string top) {
  const std::vector<std::string> reached = held_.reached_from(top);
  std::unordered_set<std::string> missing(reached.begin(), reached.end());
  RestSource source(provider_, repository_, {top, head.sha}, {});
  while (!missing.empty()) {
    RestSource::Step step = source.next();
    if (auto* need = std::get_if<RestSource::NeedRequest>(&step)) {
      if (!spend()) co_return base::Status();
      source.feed(co_await line.send(std::move(need->request)));
    } else if (auto* error = std::get_if<base::Error>(&step)) {
      co_return std::move(*error);
    } else if (auto* portion = std::get_if<RestSource::Commits>(&step)) {
      if (!portion->skipped.empty()) {  // what is missing may be one of those
        certain_ = false;
        co_return base::Status();
      }
      for (const Commit& commit : portion->commits) missing.erase(commit.sha);
    } else {
      break;
    }
  }
  if (missing.empty()) co_return base::Status();
  // A range from a commit that is gone answers an empty list, which must not pass for "all known".
  if (existence == Existence::kUnknown) {
    auto found = co_await find_out(line, head);
    if (!found.ok()) co_return found.error();
    existence = *found;
  }
  if (existence == Existence::kThere) {
    for (const std::string& sha : missing) held_.drop_from(sha);
  }
  co_return base::Status();
}

Task<base::Result<KnownHistory::Existence>> KnownHistory::find_out(Line& line, const KnownHead& head) {
  if (!spend()) co_return Existence::kGone;
  auto exists = co_await line.ask(provider_.commit_exists(repository_, head.sha));
  if (!exists.ok()) co_return exists.error();
  co_return *exists ? Existence::kThere : Existence::kGone;
}

}  // namespace dvcs::sync
