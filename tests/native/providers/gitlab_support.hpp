// Answers for provider tests, and a shorthand to ask.
#pragma once

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "providers/provider.hpp"

namespace dvcs::test {

inline std::unique_ptr<providers::Provider> gitlab(const std::string& url = "https://gitlab.example.com") {
  return std::move(providers::make_provider(Host::kGitLab, url)).value();
}

inline Repository project42() {
  Repository repository;
  repository.id = 42;
  repository.path = "acme/space/orbit-planner";
  return repository;
}

inline std::string fixture(const std::string& name) {
  std::ifstream file(std::string(DVCS_FIXTURES) + "/gitlab/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

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
