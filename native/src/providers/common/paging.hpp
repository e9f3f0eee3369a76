// Reading lists page by page, as far as forges agree. A Link header names the server's configured address,
// which may not be the one that was called: only its query is used, so the token cannot be led to another
// host.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/message.hpp"
#include "json/reading.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers {

// A whole number and nothing else.
std::optional<std::uint64_t> whole_number(std::string_view text);

// The value of `page` in the address; 1 where there is none.
std::uint64_t page_number(const http::Request& asked);

// The same request to another address.
http::Request moved_to(const http::Request& asked, std::string url);

// By the query of Link's "next". Never the same page again.
std::optional<http::Request> next_by_link(const http::Request& asked, const http::Response& answer);

// "commit 3 of page 2"
std::string item_name(const std::string& kind, std::size_t index, const http::Request& asked);

// Takes the items of a list as json::each or json::each_in hands them out. `read` fills one item and leaves a
// problem in the fields when it cannot: the item is skipped and named.
template <class T, class Each, class Read>
base::Result<Page<T>> collect(const std::string& kind, const http::Request& asked, Each each, Read read) {
  Page<T> page;
  const base::Result<std::size_t> count = each(
      [&](json::Fields& fields) {
        T item;
        read(fields, item);
        if (fields.ok()) page.items.push_back(std::move(item));
      },
      [&](const json::BadItem& bad) {
        page.skipped.push_back({item_name(kind, bad.index, asked), bad.why});
      });
  if (!count.ok()) return count.error();
  return page;
}

template <class T>
bool is_empty(const Page<T>& page) {
  return page.items.empty() && page.skipped.empty();
}

}  // namespace dvcs::providers
