// Where commits come from. Today REST pages; the treeless git fetch is the next implementation and fits the
// same steps: its request carries a BodySink, so that a pack is spooled while it arrives, and feed() is told
// at the end.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/status.hpp"
#include "dvcs/model.hpp"
#include "http/message.hpp"

namespace dvcs::sync {

class CommitSource {
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

  virtual ~CommitSource() = default;
  // After NeedRequest comes feed(), after Commits comes next() again; Finished and Error are final.
  virtual Step next() = 0;
  virtual void feed(base::Result<http::Response> answer) = 0;
};

}  // namespace dvcs::sync
