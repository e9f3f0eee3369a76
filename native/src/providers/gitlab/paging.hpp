// Where a GitLab list goes on (gitlab.md 1.3). A Link header names the server's configured address, which may
// not be the one that was called: only its query is used, so the token cannot be led to another host.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "http/message.hpp"
#include "json/reading.hpp"
#include "providers/gitlab/errors.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers::gitlab {

// By X-Next-Page, or by the query of Link where there is none. Never the same page again.
std::optional<http::Request> next_page(const http::Request& asked, const http::Response& answer);

// For branches: the keyset token of Link wins, since old servers always announce an X-Next-Page, and a page
// that is not full is the last.
std::optional<http::Request> next_by_token(const http::Request& asked, const http::Response& answer,
                                           std::size_t items);

// The number of all items, where the server says it (not above 10,000).
std::optional<std::uint64_t> total(const http::Response& answer);

// "commit 3 of page 2"
std::string item_name(const std::string& kind, std::size_t index, const http::Request& asked);

// Reads a list. `read` fills one item and leaves a problem in the fields when it cannot.
template <class T, class Read>
base::Result<Page<T>> read_page(const std::string& subject, const std::string& kind,
                                const http::Request& asked, const http::Response& answer, Read read) {
  if (!is_success(answer)) return refusal(subject, asked, answer);
  Page<T> page;
  const auto count = json::each(
      answer.body,
      [&](json::Fields& fields) {
        T item;
        read(fields, item);
        if (fields.ok()) page.items.push_back(std::move(item));
      },
      [&](const json::BadItem& bad) {
        page.skipped.push_back({item_name(kind, bad.index, asked), bad.why});
      });
  if (!count.ok()) return unexpected(subject, asked, count.error());
  page.next = next_page(asked, answer);
  page.total = total(answer);
  // An empty page ends every list, whatever its headers say.
  if (*count == 0) page.next.reset();
  return page;
}

}  // namespace dvcs::providers::gitlab
