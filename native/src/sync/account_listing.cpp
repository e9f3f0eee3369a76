#include "sync/account_listing.hpp"

#include <utility>

#include "sync/owner_hint.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
using providers::Owner;
using providers::Page;
using providers::Query;

// Asks one form after another until one answers with anything but kNotFound.
template <class T>
Task<base::Result<T>> first_answer(Line& line, std::vector<Query<T>> forms) {
  base::Result<T> result = Error{Code::kInternal, "There is nothing to ask."};
  for (Query<T>& form : forms) {
    result = co_await line.ask(std::move(form));
    if (result.ok() || result.error().code != Code::kNotFound) break;
  }
  co_return result;
}

std::int64_t activity_of(const Repository& repository) {
  return repository.last_activity ? repository.last_activity->seconds : 0;
}

}  // namespace

Task<base::Status> AccountCheck::run(Line& line) {
  auto server = co_await first_answer(line, provider_.checks());
  if (!server.ok()) co_return server.error();
  finished.server_version = server->version;
  finished.user = server->user;
  if (finished.user.empty()) {
    auto user = co_await line.ask(provider_.user());
    if (!user.ok()) co_return user.error();
    finished.user = *user;
  }
  co_return base::Status();
}

Task<base::Status> AccountListing::run(Line& line) {
  report_.phase("checking the account");
  auto server = co_await first_answer(line, provider_.checks());
  if (!server.ok()) co_return server.error();
  finished.server_version = server->version;
  report_.phase("listing");
  if (!job_.only_id) co_return co_await list(line);

  auto page = co_await line.ask(provider_.repository(*job_.only_id));
  if (!page.ok()) co_return page.error();
  take(*std::move(page), false);
  co_return base::Status();
}

// A list that is refused as unknown, or holds nothing, says nothing about the owner: a number that is gone,
// or a path that is no group, looks like that. Then what the owner is gets asked for.
Task<base::Result<AccountListing::Opened>> AccountListing::open(Line& line) {
  std::optional<Owner> owner = read_owner_hint(job_.owner_hint, job_.owner);
  if (!owner) owner = provider_.likely_owner(job_.owner);
  if (owner) {
    Query<Page<Repository>> query = provider_.repositories(*owner);
    auto page = co_await line.ask(query);
    const bool told = page.ok() && !(page->items.empty() && page->skipped.empty());
    if (told) {
      finished.owner_hint = write_owner_hint(*owner, job_.owner);
      co_return Opened{std::move(query), *std::move(page)};
    }
    if (!page.ok() && page.error().code != Code::kNotFound) co_return page.error();
  }
  owner.emplace();
  if (std::vector<Query<Owner>> forms = provider_.owner(job_.owner); !forms.empty()) {
    auto found = co_await first_answer(line, std::move(forms));
    if (!found.ok()) co_return found.error();
    owner = *std::move(found);
  }
  finished.owner_hint = write_owner_hint(*owner, job_.owner);
  Query<Page<Repository>> query = provider_.repositories(*owner);
  auto page = co_await line.ask(query);
  if (!page.ok()) co_return page.error();
  co_return Opened{std::move(query), *std::move(page)};
}

Task<base::Status> AccountListing::list(Line& line) {
  auto opened = co_await open(line);
  if (!opened.ok()) co_return opened.error();
  Query<Page<Repository>> query = opened->first;
  Page<Repository> page = std::move(opened->page);
  for (bool many = false;; many = true) {
    std::optional<http::Request> next = std::move(page.next);
    if (take(std::move(page), false) == Front::kMet) break;
    if (!next) {
      finished.complete = true;
      if (many) {
        const base::Status again = co_await read_front_again(line, opened->first);
        if (!again.ok()) co_return again;
      }
      break;
    }
    query.request = *std::move(next);
    co_await line.room();
    auto answer = co_await line.ask(query);
    if (!answer.ok()) co_return answer.error();
    page = *std::move(answer);
  }
  finished.complete =
      finished.complete && all_readable_ && total_stands_ && (!total_ || seen_.size() >= *total_);
  co_return base::Status();
}

Task<base::Status> AccountListing::read_front_again(Line& line, Query<Page<Repository>> query) {
  for (;;) {
    auto page = co_await line.ask(query);
    if (!page.ok()) co_return page.error();
    std::optional<http::Request> next = std::move(page->next);
    if (take(*std::move(page), true) == Front::kMet || !next) co_return base::Status();
    query.request = *std::move(next);
  }
}

AccountListing::Front AccountListing::take(Page<Repository> page, bool again) {
  if (!again) report_.skipped(page.skipped);
  all_readable_ = all_readable_ && page.skipped.empty();
  if (page.total) {
    total_stands_ = total_stands_ && (!total_ || *total_ == *page.total);
    total_ = page.total;
  }
  for (Repository& repository : page.items) {
    const std::int64_t activity = activity_of(repository);
    if (job_.active_since && repository.last_activity && activity < job_.active_since->seconds)
      return Front::kMet;
    const auto [known, fresh] = seen_.emplace(repository.id, activity);
    if (fresh) {
      report_.put(std::move(repository));
    } else if (again && known->second == activity) {
      return Front::kMet;
    } else {
      known->second = activity;
    }
  }
  return Front::kNew;
}

}  // namespace dvcs::sync
