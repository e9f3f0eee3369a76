// RemoveHooks: deletes every webhook of ours, place after place.
#pragma once

#include "providers/provider.hpp"
#include "sync/job_logic.hpp"

namespace dvcs::sync {

class HookRemoval final : public JobLogic {
 public:
  // Provider and report are borrowed.
  HookRemoval(const providers::Provider& provider, RemoveHooks job, Report& report)
      : provider_(provider), job_(std::move(job)), report_(report) {}

  // A place that fails is told of as a row, and the others go on; what concerns every place alike ends it.
  Task<base::Status> run(Line& line) override;

 private:
  // How many were deleted.
  Task<base::Result<std::size_t>> clear(Line& line, providers::HookPlace place);

  const providers::Provider& provider_;
  const RemoveHooks job_;
  Report& report_;
};

}  // namespace dvcs::sync
