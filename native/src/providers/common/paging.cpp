#include "providers/common/paging.hpp"

#include <charconv>

#include "http/link_header.hpp"
#include "providers/common/url_query.hpp"

namespace dvcs::providers {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::uint64_t page_number(const http::Request& asked) {
  return whole_number(parameter(asked.url, "page")).value_or(1);
}

http::Request moved_to(const http::Request& asked, std::string url) {
  http::Request request = asked;
  request.url = std::move(url);
  return request;
}

std::optional<http::Request> next_by_link(const http::Request& asked, const http::Response& answer) {
  const std::string target = http::link_target(answer.headers, "next");
  const std::size_t mark = target.find('?');
  if (mark == std::string::npos) return std::nullopt;
  const std::string_view query = std::string_view(target).substr(mark + 1);
  std::string url = with_query(asked.url, query.substr(0, query.find('#')));
  if (url == asked.url) return std::nullopt;
  return moved_to(asked, std::move(url));
}

std::string item_name(const std::string& kind, std::size_t index, const http::Request& asked) {
  return kind + " " + std::to_string(index + 1) + " of page " + std::to_string(page_number(asked));
}

}  // namespace dvcs::providers
