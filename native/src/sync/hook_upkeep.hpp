// EnsureHooks: sees to it that one webhook of ours stands where it should, place after place.
#pragma once

#include <optional>

#include "providers/common/hook_plan.hpp"
#include "providers/provider.hpp"
#include "sync/hook_words.hpp"
#include "sync/job_logic.hpp"

namespace dvcs::sync {

class HookUpkeep final : public JobLogic {
 public:
  // Provider and report are borrowed.
  HookUpkeep(const providers::Provider& provider, EnsureHooks job, Report& report);

  // A place that fails is told of as a row, and the others go on; what concerns every place alike ends it.
  Task<base::Status> run(Line& line) override;

 private:
  // An Error means that the place was not told of.
  Task<base::Result<HookState>> keep(Line& line, providers::HookPlace place);
  // False: the repositories need no look.
  Task<base::Result<bool>> group(Line& line);
  Task<base::Status> repository(Line& line, providers::HookPlace place);
  Task<base::Status> clear(Line& line, providers::HookPlace place);

  Task<base::Status> carry_out(Line& line, const providers::HookPlace& place, const providers::HookPlan& plan,
                               providers::Hook& hook, HookDeed& deed);
  // Creates one (id 0) or changes it.
  Task<base::Result<providers::Hook>> write(Line& line, providers::HookPlace place, std::int64_t id);
  Task<base::Status> test(Line& line, const providers::HookPlace& place, providers::Hook& hook,
                          HookDeed& deed);
  Task<base::Status> last_delivery(Line& line, const providers::HookPlace& place, const providers::Hook& hook,
                                   HookDeed& deed);
  void learn(const std::vector<providers::Hook>& standing);

  const providers::Provider& provider_;
  const EnsureHooks job_;
  Report& report_;
  providers::WantedHook wanted_;
  std::optional<HookState> group_;  // the group has a webhook, which stands like this
  bool tested_ = false;             // one test says whether the forge reaches Jira
};

}  // namespace dvcs::sync
