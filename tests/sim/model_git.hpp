// The git side of a ModelForge: answers protocol version 2 over smart HTTP from the same commit graph, with
// packs of whole commits. Real servers are in tests/native/git and tests/gitea; this one is here because a
// simulation of thousands of runs must be deterministic and cannot start a process for each answer.
#pragma once

#include "http/message.hpp"
#include "sync/model_forge.hpp"

namespace dvcs::sim {

struct GitServer {
  bool version_two = true;
  bool filter = true;
};

// Whether the request speaks git at all.
bool is_git(const http::Request& request);

http::Response answer_git(const test::ModelForge& forge, const GitServer& server,
                          const http::Request& request);

}  // namespace dvcs::sim
