#include "sync/account_listing.hpp"

#include <utility>

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
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

Task<base::Status> AccountListing::list(Line& line) {
  providers::Owner owner;
  if (std::vector<Query<providers::Owner>> forms = provider_.owner(job_.owner); !forms.empty()) {
    auto found = co_await first_answer(line, std::move(forms));
    if (!found.ok()) co_return found.error();
    owner = *std::move(found);
  }
  const Query<Page<Repository>> first = provider_.repositories(owner);
  Query<Page<Repository>> query = first;
  for (bool many = false;; many = true) {
    auto page = co_await line.ask(query);
    if (!page.ok()) co_return page.error();
    std::optional<http::Request> next = std::move(page->next);
    if (take(*std::move(page), false) == Front::kMet) break;
    if (!next) {
      finished.complete = true;
      if (many) {
        if (const base::Status again = co_await read_front_again(line, first); !again.ok()) co_return again;
      }
      break;
    }
    query.request = *std::move(next);
    co_await line.room();
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
