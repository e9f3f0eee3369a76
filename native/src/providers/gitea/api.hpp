// Addresses and lists of Gitea's REST API, version 1 (forges.md 3).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/message.hpp"
#include "json/reading.hpp"
#include "providers/common/paging.hpp"
#include "providers/gitea/errors.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers::gitea {

using Parameters = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// GET base + "/api/v1" + path, with the parameters encoded.
http::Request get(std::string_view base_url, std::string_view path, Parameters parameters = {});

// GET of a list: 50 rows a page is the largest that a Gitea serves by default.
http::Request get_list(std::string_view base_url, std::string_view path, Parameters parameters = {});

// "/repos/acme/orbit/branches". Only one question takes the repository's number; a Gitea answers those to a
// former path with a redirect to the present one.
std::string repository_path(const Repository& repository, std::string_view rest);

// The number of all rows, where the server says it. Rows that the token may not see are counted too in some
// lists.
std::optional<std::uint64_t> total(const http::Response& answer);

// By Link, forward only. A page without rows may lie before one with rows, since what the token may not see
// is taken out after counting: it is passed as far as the total allows.
std::optional<http::Request> next_page(const http::Request& asked, const http::Response& answer, bool empty);

// Reads a list. `read` fills one item and leaves a problem in the fields when it cannot.
template <class T, class Read>
base::Result<Page<T>> read_page(const std::string& subject, const std::string& kind,
                                const http::Request& asked, const http::Response& answer, Read read) {
  if (!is_success(answer)) return refusal(subject, asked, answer);
  if (is_null(answer.body)) return Page<T>{};
  auto page =
      collect<T>(kind, asked, [&](auto item, auto bad) { return json::each(answer.body, item, bad); }, read);
  if (!page.ok()) return unexpected(subject, asked, page.error());
  page->total = total(answer);
  page->next = next_page(asked, answer, is_empty(*page));
  return page;
}

}  // namespace dvcs::providers::gitea
