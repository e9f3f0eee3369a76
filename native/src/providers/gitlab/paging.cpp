#include "providers/gitlab/paging.hpp"

#include "providers/common/url_query.hpp"
#include "providers/gitlab/address.hpp"

namespace dvcs::providers::gitlab {

std::optional<http::Request> next_page(const http::Request& asked, const http::Response& answer) {
  if (!answer.headers.has("X-Next-Page")) return next_by_link(asked, answer);
  const auto page = whole_number(answer.headers.get("X-Next-Page"));
  if (!page || *page <= page_number(asked)) return std::nullopt;
  return moved_to(asked, with_parameter(asked.url, "page", std::to_string(*page)));
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
  return whole_number(answer.headers.get("X-Total"));
}

}  // namespace dvcs::providers::gitlab
