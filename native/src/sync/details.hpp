// LoadDetails: whether the forge vouches for authors, what commits changed and how reviewers stand, one item
// after the other, in the order asked.
#pragma once

#include <cstdint>
#include <string>

#include "providers/provider.hpp"
#include "sync/job_logic.hpp"

namespace dvcs::sync {

// An item that cannot be had is Skipped and the rest goes on; one that the forge no longer has is Deleted.
class DetailsLoad final : public JobLogic {
 public:
  // Provider and report are borrowed.
  DetailsLoad(const providers::Provider& provider, LoadDetails job, Report& report)
      : provider_(provider), job_(std::move(job)), report_(report) {}
  Task<base::Status> run(Line& line) override;

 private:
  // An Error means that the item was not reported.
  Task<base::Status> verify_author(Line& line, CommitAuthor commit);
  Task<base::Status> load_changes(Line& line, std::string sha);
  Task<base::Status> load_review(Line& line, std::int64_t iid);
  // False: the merge request is gone.
  Task<base::Result<bool>> ask(Line& line, providers::Query<providers::Part<MergeRequestReview>> query,
                               MergeRequestReview& review);
  base::Status skip(std::string what, const base::Error& why);

  const providers::Provider& provider_;
  LoadDetails job_;
  Report& report_;
};

}  // namespace dvcs::sync
