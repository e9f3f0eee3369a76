#include "providers/gitlab/paging.hpp"

#include <charconv>

#include "http/link_header.hpp"
#include "providers/gitlab/address.hpp"

namespace dvcs::providers::gitlab {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::uint64_t page_number(const http::Request& asked) {
  return number(parameter(asked.url, "page")).value_or(1);
}

http::Request at(const http::Request& asked, std::string url) {
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
  return at(asked, std::move(url));
}

}  // namespace

std::optional<http::Request> next_page(const http::Request& asked, const http::Response& answer) {
  if (!answer.headers.has("X-Next-Page")) return next_by_link(asked, answer);
  const auto page = number(answer.headers.get("X-Next-Page"));
  if (!page || *page <= page_number(asked)) return std::nullopt;
  return at(asked, with_parameter(asked.url, "page", std::to_string(*page)));
}

std::optional<http::Request> next_by_token(const http::Request& asked, const http::Response& answer,
                                           std::size_t items) {
  if (auto next = next_by_link(asked, answer)) {
    const std::string token = parameter(next->url, "page_token");
    if (!token.empty()) return token == parameter(asked.url, "page_token") ? std::nullopt : std::move(next);
  }
  if (items < static_cast<std::size_t>(kPageSize)) return std::nullopt;
  return next_page(asked, answer);
}

std::optional<std::uint64_t> total(const http::Response& answer) {
  return number(answer.headers.get("X-Total"));
}

std::string item_name(const std::string& kind, std::size_t index, const http::Request& asked) {
  return kind + " " + std::to_string(index + 1) + " of page " + std::to_string(page_number(asked));
}

}  // namespace dvcs::providers::gitlab
