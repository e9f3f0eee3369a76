// The commits of a range as REST pages, newest first. Heads are pinned by id, so that paging stays the same
// while branches move.
#pragma once

#include <optional>
#include <string>

#include "providers/provider.hpp"
#include "sync/commit_source.hpp"

namespace dvcs::sync {

class RestSource final : public CommitSource {
 public:
  // `position` of an earlier portion of the same range, or empty.
  RestSource(const providers::Provider& provider, const Repository& repository,
             const providers::CommitRange& range, const std::string& position);

  Step next() override;
  void feed(base::Result<http::Response> answer) override;

 private:
  providers::Query<providers::Page<Commit>> query_;
  bool more_ = true;             // query_.request has not been answered yet
  std::optional<Step> waiting_;  // what the last answer brought
};

}  // namespace dvcs::sync
