// A GitLab to ask, and its recorded shapes.
#pragma once

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "providers/support.hpp"

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

}  // namespace dvcs::test
