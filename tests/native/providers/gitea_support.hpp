// A Gitea to ask.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "providers/support.hpp"

namespace dvcs::test {

inline std::unique_ptr<providers::Provider> gitea(const std::string& url = "https://gitea.example.com") {
  return std::move(providers::make_provider(Host::kGitea, url)).value();
}

inline Repository orbit() {
  Repository repository;
  repository.id = 7;
  repository.path = "acme/orbit";
  repository.default_branch = "main";
  return repository;
}

}  // namespace dvcs::test
