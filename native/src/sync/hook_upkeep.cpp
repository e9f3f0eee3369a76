#include "sync/hook_upkeep.hpp"

#include <string>
#include <utility>

#include "sync/failures.hpp"
#include "sync/hook_listing.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
using providers::Hook;
using providers::HookNeed;
using providers::HookPlace;

bool is_stopped(const Hook& hook) {
  return hook.state == HookState::kPaused || hook.state == HookState::kDisabled;
}

}  // namespace

HookUpkeep::HookUpkeep(const providers::Provider& provider, EnsureHooks job, Report& report)
    : provider_(provider), job_(std::move(job)), report_(report) {
  wanted_.url = job_.url;
  wanted_.former_urls = job_.former_urls;
  wanted_.secret = job_.secret;
  wanted_.kinds = job_.kinds;
  wanted_.verify_certificate = job_.verify_certificate;
  wanted_.sign = job_.secret.starts_with("whsec_");  // until the forge turns out not to
}

Task<base::Status> HookUpkeep::run(Line& line) {
  report_.phase("webhooks");
  if (!job_.group.empty()) {
    auto go_on = co_await group(line);
    if (!go_on.ok()) co_return go_on.error();
    if (!*go_on) co_return base::Status();
  }
  for (const HookPlace& place : hook_places({}, job_.repositories)) {
    co_await line.room();
    const base::Status kept = co_await repository(line, place);
    if (kept.ok()) continue;
    if (!concerns_one_item(kept.error().code)) co_return kept;
    report_.put(refused(place, Outcome::kFailed, kept.error()));
  }
  co_return base::Status();
}

// Only where a group cannot have a webhook its projects get their own: after a passing failure there would be
// two of everything.
Task<base::Result<bool>> HookUpkeep::group(Line& line) {
  const HookPlace place{job_.group, {}};
  auto kept = co_await keep(line, place);
  if (kept.ok()) {
    group_ = *kept;
    co_return true;
  }
  const Code code = kept.error().code;
  if (!concerns_one_item(code)) co_return kept.error();
  const bool impossible = code == Code::kNotFound || code == Code::kForbidden;
  report_.put(refused(place, impossible ? Outcome::kSkipped : Outcome::kFailed, kept.error()));
  co_return impossible;
}

Task<base::Status> HookUpkeep::repository(Line& line, HookPlace place) {
  if (group_) co_return co_await clear(line, place);
  if (place.repository.archived) {
    report_.put(refused(place, Outcome::kSkipped,
                        Error{Code::kRejected, "It is archived: nothing is pushed there."}));
    co_return base::Status();
  }
  auto kept = co_await keep(line, place);
  if (!kept.ok()) co_return kept.error();
  co_return base::Status();
}

// One of its own, from the time when the group had none, would deliver everything twice.
Task<base::Status> HookUpkeep::clear(Line& line, HookPlace place) {
  bool gone = false;
  if (const auto own = known_hook(job_.known, place); own && !job_.look_only) {
    auto deleted = co_await line.ask(provider_.delete_hook(place, *own));
    if (!deleted.ok()) co_return deleted.error();
    gone = *deleted;
  }
  report_.put(covered(place, *group_, gone));
  co_return base::Status();
}

Task<base::Result<HookState>> HookUpkeep::keep(Line& line, HookPlace place) {
  auto standing = co_await list_hooks(line, provider_, place);
  if (!standing.ok()) co_return standing.error();
  learn(*standing);
  const providers::HookPlan plan = plan_hook(wanted_, *standing, known_hook(job_.known, place));
  Hook hook = plan.kept != nullptr ? *plan.kept : Hook();
  HookDeed deed;
  if (job_.look_only) {
    if (const auto told = co_await last_delivery(line, place, hook, deed); !told.ok()) co_return told.error();
    HookStanding row = should_change(provider_.manual(), place, plan.kept, plan.why);
    row.last_status = deed.last_status;
    report_.put(row);
    co_return row.state;
  }
  const base::Status done = co_await carry_out(line, place, plan, hook, deed);
  if (!done.ok()) co_return done.error();
  for (const std::int64_t id : plan.surplus) {
    auto deleted = co_await line.ask(provider_.delete_hook(place, id));
    if (!deleted.ok() && !concerns_one_item(deleted.error().code)) co_return deleted.error();
    if (deleted.ok()) {
      ++deed.removed;
    } else {
      deed.left = deleted.error().message;
    }
  }
  report_.put(stands(provider_.manual(), place, hook, deed));
  co_return hook.state;
}

Task<base::Status> HookUpkeep::carry_out(Line& line, const HookPlace& place, const providers::HookPlan& plan,
                                         Hook& hook, HookDeed& deed) {
  const bool changeable = provider_.update_hook(place, hook.id, wanted_).has_value();
  if (plan.need == HookNeed::kCreate || plan.need == HookNeed::kUpdate) {
    const bool anew = plan.need == HookNeed::kCreate || !changeable;
    auto written = co_await write(line, place, anew ? 0 : hook.id);
    if (!written.ok()) co_return written.error();
    if (anew && hook.id != 0) {
      auto deleted = co_await line.ask(provider_.delete_hook(place, hook.id));
      if (!deleted.ok()) co_return deleted.error();
    }
    hook = *std::move(written);
    deed.change = plan.need == HookNeed::kCreate ? HookChange::kCreated : HookChange::kUpdated;
    deed.why = plan.why;
  }
  // Where the forge never stops a webhook by itself, a person did: it stays so.
  const bool wake = is_stopped(hook) && changeable;
  const bool first = deed.change != HookChange::kNone && !tested_;
  if ((wake || first) && !place.repository.empty) {
    const base::Status tried = co_await test(line, place, hook, deed);
    if (!tried.ok()) co_return tried;
  }
  co_return co_await last_delivery(line, place, hook, deed);
}

Task<base::Result<Hook>> HookUpkeep::write(Line& line, HookPlace place, std::int64_t id) {
  auto update = id == 0 ? std::nullopt : provider_.update_hook(place, id, wanted_);
  auto hook = co_await line.ask(update ? *std::move(update) : provider_.create_hook(place, wanted_));
  if (!hook.ok() || !wanted_.sign || hook->signs == true) co_return hook;
  wanted_.sign = false;  // an older version, or switched off there: then with a token
  auto again = provider_.update_hook(place, hook->id, wanted_);
  if (!again) co_return hook;
  co_return co_await line.ask(*std::move(again));
}

Task<base::Status> HookUpkeep::test(Line& line, const HookPlace& place, Hook& hook, HookDeed& deed) {
  auto query = provider_.test_hook(place, hook.id);
  if (!query) co_return base::Status();
  auto tried = co_await line.ask(*std::move(query));
  if (!tried.ok()) {
    if (!concerns_one_item(tried.error().code)) co_return tried.error();
    co_return base::Status();  // the webhook itself stands
  }
  deed.test = *std::move(tried);
  tested_ = tested_ || deed.test.tried;
  if (!deed.test.delivered || !is_stopped(hook)) co_return base::Status();
  hook.state = HookState::kWorking;
  hook.paused_until.reset();
  if (deed.change == HookChange::kNone) {
    deed.change = HookChange::kUpdated;
    deed.why = "the forge had stopped it, and a test has woken it";
  }
  co_return base::Status();
}

Task<base::Status> HookUpkeep::last_delivery(Line& line, const HookPlace& place, const Hook& hook,
                                             HookDeed& deed) {
  if (hook.id == 0 || !(is_stopped(hook) || place.is_group())) co_return base::Status();
  auto query = provider_.hook_deliveries(place, hook.id);
  if (!query) co_return base::Status();
  auto page = co_await line.ask(*std::move(query));
  if (!page.ok() && !concerns_one_item(page.error().code)) co_return page.error();
  if (page.ok() && !page->items.empty()) deed.last_status = page->items.front().status;
  co_return base::Status();
}

// A version that can sign says of each webhook whether it does.
void HookUpkeep::learn(const std::vector<Hook>& standing) {
  if (!standing.empty() && !standing.front().signs.has_value()) wanted_.sign = false;
}

}  // namespace dvcs::sync
