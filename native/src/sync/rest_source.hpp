// The commits of a range as REST pages, newest first. Heads are pinned by id, so that paging stays the same
// while branches move.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/status.hpp"
#include "dvcs/model.hpp"
#include "http/message.hpp"
#include "providers/provider.hpp"

namespace dvcs::sync {

class RestSource {
 public:
  struct NeedRequest {
    http::Request request;
  };
  // One portion. `position` lets a new source go on after it; empty: this was the last portion.
  struct Commits {
    std::vector<Commit> commits;
    std::vector<Skipped> skipped;
    std::string position;
  };
  struct Finished {};
  using Step = std::variant<NeedRequest, Commits, Finished, base::Error>;

  // `position` of an earlier portion of the same range, or empty.
  RestSource(const providers::Provider& provider, const Repository& repository,
             const providers::CommitRange& range, const std::string& position);

  // After NeedRequest comes feed(), after Commits comes next() again; Finished and Error are final.
  Step next();
  void feed(base::Result<http::Response> answer);

 private:
  providers::Query<providers::Page<Commit>> query_;
  bool more_ = true;             // query_.request has not been answered yet
  std::optional<Step> waiting_;  // what the last answer brought
};

}  // namespace dvcs::sync
