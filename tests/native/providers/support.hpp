// Answers for provider tests, and a shorthand to ask.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "providers/provider.hpp"

namespace dvcs::test {

inline http::Response answer(int status, std::string body,
                             std::initializer_list<std::pair<std::string, std::string>> headers = {}) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  for (const auto& [name, value] : headers) response.headers.add(name, value);
  return response;
}

template <class T>
base::Result<T> parse(const providers::Query<T>& query, const http::Response& response) {
  return query.parse(query.request, response);
}

}  // namespace dvcs::test
