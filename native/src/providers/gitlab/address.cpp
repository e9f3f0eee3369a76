#include "providers/gitlab/address.hpp"

#include "http/url.hpp"

namespace dvcs::providers::gitlab {

http::Request get(std::string_view base_url, std::string_view path, Parameters parameters) {
  http::Request request;
  request.url = http::join_url(base_url, "/api/v4" + std::string(path));
  for (const auto& [name, value] : parameters) http::add_query(request.url, name, value);
  request.headers.set("Accept", "application/json");
  return request;
}

std::string project_path(std::int64_t id, std::string_view rest) {
  return "/projects/" + std::to_string(id) + std::string(rest);
}

}  // namespace dvcs::providers::gitlab
