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

#include "base/hex.hpp"
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

// What a skipped item is called: a commit of which the id could be read by that, anything else by its place.
// So a caller that compares with what it has can tell that this one has not left.
template <class T>
std::string name_of_skipped(const T&, std::string by_place) {
  return by_place;
}
inline std::string name_of_skipped(const Commit& commit, std::string by_place) {
  return base::is_object_id(commit.sha) ? "commit " + commit.sha : by_place;
}

// Takes the items of a list as json::each or json::each_in hands them out. `read` fills one item and leaves a
// problem in the fields when it cannot: the item is skipped and named.
template <class T, class Each, class Read>
base::Result<Page<T>> collect(const std::string& kind, const http::Request& asked, Each each, Read read) {
  Page<T> page;
  T last;  // as far as it could be read
  const base::Result<std::size_t> count = each(
      [&](json::Fields& fields) {
        read(fields, page.items.emplace_back());
        if (fields.ok()) return;
        last = std::move(page.items.back());
        page.items.pop_back();
      },
      [&](const json::BadItem& bad) {
        const T unreadable = std::exchange(last, T());
        page.skipped.push_back({name_of_skipped(unreadable, item_name(kind, bad.index, asked)), bad.why});
      });
  if (!count.ok()) return count.error();
  return page;
}

template <class T>
bool is_empty(const Page<T>& page) {
  return page.items.empty() && page.skipped.empty();
}

}  // namespace dvcs::providers
