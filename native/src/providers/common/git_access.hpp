// Whether a repository can be fetched the fast way: every forge speaks the same git.
#pragma once

#include <string>

#include "providers/provider.hpp"

namespace dvcs::providers {

struct GitAccess {
  std::string agent;     // "git/2.45.1"
  std::string obstacle;  // empty: nothing is in the way; else a sentence
  std::string remedy;    // to the obstacle
};

// The address to clone from as seen from here: what the forge is configured with may be another host's.
std::string clone_url(const std::string& base_url, const Repository& repository);

// Always answers: a refusal is an obstacle.
Query<GitAccess> git_access(const Manual& manual, const std::string& clone_url);

}  // namespace dvcs::providers
