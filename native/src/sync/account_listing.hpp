// What an account is and which repositories it has.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "providers/provider.hpp"
#include "sync/job_logic.hpp"

namespace dvcs::sync {

// CheckAccount: version and user.
class AccountCheck final : public JobLogic {
 public:
  explicit AccountCheck(const providers::Provider& provider) : provider_(provider) {}
  Task<base::Status> run(Line& line) override;

 private:
  const providers::Provider& provider_;
};

// ListRepositories: check, find the owner unless its list answers at once, read pages until the end or until
// the activity the caller knows.
//
// The list is ordered by activity and changes while it is read: a repository pushed to meanwhile moves to the
// front, past the place where we are. So after more than one page the front is read again until it meets what
// was already seen, and `complete` is said only if as many repositories were seen as the forge counts, and it
// counted the same all the while (one that vanishes pulls the others over a page's edge, unseen).
class AccountListing final : public JobLogic {
 public:
  AccountListing(const providers::Provider& provider, ListRepositories job, Report& report)
      : provider_(provider), job_(std::move(job)), report_(report) {}
  Task<base::Status> run(Line& line) override;

 private:
  enum class Front { kNew, kMet };
  struct Opened {
    providers::Query<providers::Page<Repository>> first;
    providers::Page<Repository> page;
  };

  // The first page, with as few questions as what is known of the owner allows.
  Task<base::Result<Opened>> open(Line& line);
  Task<base::Status> list(Line& line);
  Task<base::Status> read_front_again(Line& line, providers::Query<providers::Page<Repository>> query);
  // Reports what is new on the page. kMet: the page reached what was known before, by activity or from this
  // run.
  Front take(providers::Page<Repository> page, bool again);

  const providers::Provider& provider_;
  ListRepositories job_;
  Report& report_;
  std::unordered_map<std::int64_t, std::int64_t> seen_;  // id → last activity, in seconds
  bool all_readable_ = true;
  std::optional<std::uint64_t> total_;
  bool total_stands_ = true;
};

}  // namespace dvcs::sync
