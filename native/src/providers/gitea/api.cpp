#include "providers/gitea/api.hpp"

#include "http/url.hpp"

namespace dvcs::providers::gitea {

http::Request get(std::string_view base_url, std::string_view path, Parameters parameters) {
  http::Request request;
  request.url = http::join_url(base_url, "/api/v1" + std::string(path));
  for (const auto& [name, value] : parameters) {
    if (!value.empty()) http::add_query(request.url, name, value);
  }
  request.headers.set("Accept", "application/json");
  return request;
}

http::Request get_list(std::string_view base_url, std::string_view path, Parameters parameters) {
  http::Request request = get(base_url, path, parameters);
  http::add_query(request.url, "limit", "50");
  return request;
}

std::string repository_path(const Repository& repository, std::string_view rest) {
  const std::size_t slash = repository.path.find('/');
  const std::string_view path = repository.path;
  return "/repos/" + http::percent_encode(path.substr(0, slash)) + "/" +
         http::percent_encode(slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1)) +
         std::string(rest);
}

std::optional<std::uint64_t> total(const http::Response& answer) {
  return whole_number(answer.headers.get("X-Total-Count"));
}

std::optional<http::Request> next_page(const http::Request& asked, const http::Response& answer, bool empty) {
  auto next = next_by_link(asked, answer);
  if (!next || page_number(*next) <= page_number(asked)) return std::nullopt;
  if (empty && page_number(*next) > total(answer).value_or(0)) return std::nullopt;
  return next;
}

}  // namespace dvcs::providers::gitea
