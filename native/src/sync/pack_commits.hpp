// The commits of a pack that may be told once it is proven, inflated, in the pack's order. A few are held in
// memory, many in a nameless temporary file: a pack is inflated once and never held.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.hpp"
#include "git/pack_window.hpp"
#include "git/spool.hpp"
#include "sync/commit_graph.hpp"

namespace dvcs::sync {

class PackCommits {
 public:
  // As for git::Spool; the file is made when it is needed.
  PackCommits(std::string folder, std::uint64_t limit_bytes)
      : folder_(std::move(folder)), limit_(limit_bytes) {}
  PackCommits(const PackCommits&) = delete;
  PackCommits& operator=(const PackCommits&) = delete;

  base::Status add(CommitGraph::Number number, std::string_view content);

  struct One {
    CommitGraph::Number number = CommitGraph::kNone;
    std::string_view content;  // valid until the next call
  };
  // From the first one on, after the last add(); nothing at the end.
  base::Result<std::optional<One>> next();

 private:
  base::Status flush();
  base::Result<std::string_view> bytes(std::uint64_t at, std::size_t count);

  std::string folder_;
  std::uint64_t limit_;
  std::string buffer_;  // what is not in the file yet
  std::optional<git::Spool> spool_;
  std::optional<git::PackWindow> window_;
  std::uint64_t read_ = 0;
};

}  // namespace dvcs::sync
