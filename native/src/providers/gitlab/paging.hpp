// Where a GitLab list goes on (gitlab.md 1.3).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "http/message.hpp"
#include "json/reading.hpp"
#include "providers/common/paging.hpp"
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

// Reads a list. `read` fills one item and leaves a problem in the fields when it cannot.
template <class T, class Read>
base::Result<Page<T>> read_page(const std::string& subject, const std::string& kind,
                                const http::Request& asked, const http::Response& answer, Read read) {
  if (!is_success(answer)) return refusal(subject, asked, answer);
  auto page =
      collect<T>(kind, asked, [&](auto item, auto bad) { return json::each(answer.body, item, bad); }, read);
  if (!page.ok()) return unexpected(subject, asked, page.error());
  page->total = total(answer);
  // An empty page ends every list, whatever its headers say.
  if (!is_empty(*page)) page->next = next_page(asked, answer);
  return page;
}

}  // namespace dvcs::providers::gitlab
