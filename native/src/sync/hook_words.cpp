#include "sync/hook_words.hpp"

#include <utility>

#include "base/iso8601.hpp"
#include "sync/findings.hpp"

namespace dvcs::sync {
namespace {

HookStanding at(const providers::HookPlace& place) {
  HookStanding row;
  row.repository_id = place.is_group() ? 0 : place.repository.id;
  return row;
}

std::string_view owner_of(const providers::HookPlace& place) {
  return place.is_group() ? "The group's webhook" : "The webhook";
}

std::string counted(std::size_t count, std::string_view rest) {
  return std::to_string(count) + (count == 1 ? " webhook" : " webhooks") + std::string(rest);
}

std::string what_was_done(const providers::HookPlace& place, const HookDeed& deed) {
  std::string words(owner_of(place));
  switch (deed.change) {
    case HookChange::kCreated:
      words += " was made.";
      break;
    case HookChange::kUpdated:
      words += " was renewed" + (deed.why.empty() ? "." : ": " + std::string(deed.why) + ".");
      break;
    default:
      words += " stands.";
  }
  if (deed.test.tried && deed.test.delivered) words += " A test delivery was sent.";
  if (deed.removed > 0) words += " " + counted(deed.removed, " of ours besides were removed.");
  return words;
}

std::string why_stopped(const providers::Manual& manual, const providers::HookPlace& place,
                        const providers::Hook& hook) {
  const std::string who(manual.name);
  if (hook.state == HookState::kPaused) {
    return who + " has paused " + (place.is_group() ? "the group's webhook" : "the webhook") +
           (hook.paused_until ? " until " + base::format_iso8601(*hook.paused_until) : std::string()) +
           ", because deliveries failed.";
  }
  return std::string(owner_of(place)) + " is switched off at " + who + ".";
}

void warn(HookStanding& row, std::string found, std::string remedy) {
  row.outcome = Outcome::kWarning;
  row.found = std::move(found);
  row.remedy = std::move(remedy);
}

std::string reach_remedy(const providers::Manual& manual) {
  const std::string who(manual.name);
  return "See whether " + who + "'s server reaches Jira's base URL (name, firewall, certificate), and what " +
         who + " notes under Recent events of the webhook; then refresh the account.";
}

HookStanding standing_of(const providers::HookPlace& place, const providers::Hook& hook) {
  HookStanding row = at(place);
  row.hook_id = hook.id;
  row.state = hook.state;
  row.paused_until = hook.paused_until;
  row.signs = hook.signs.value_or(false);
  return row;
}

bool is_stopped(HookState state) {
  return state == HookState::kPaused || state == HookState::kDisabled;
}

}  // namespace

HookStanding stands(const providers::Manual& manual, const providers::HookPlace& place,
                    const providers::Hook& hook, const HookDeed& deed) {
  HookStanding row = standing_of(place, hook);
  row.change = deed.change;
  row.last_status = deed.last_status;
  row.found = what_was_done(place, deed);
  if (deed.test.tried && !deed.test.delivered) {
    warn(row,
         row.found + " But " + std::string(manual.name) + " could not deliver a test" +
             (deed.test.said.empty() ? "." : ": " + deed.test.said + "."),
         reach_remedy(manual));
  } else if (is_stopped(hook.state)) {
    warn(row, why_stopped(manual, place, hook), reach_remedy(manual));
  } else if (!deed.left.empty()) {
    warn(row, row.found + " Another one of ours could not be deleted: " + deed.left,
         "Delete it at " + std::string(manual.name) + ": until then deliveries come twice.");
  }
  return row;
}

HookStanding should_change(const providers::Manual& manual, const providers::HookPlace& place,
                           const providers::Hook* hook, std::string_view why) {
  HookStanding row = hook != nullptr ? standing_of(place, *hook) : at(place);
  if (hook == nullptr) {
    row.state = HookState::kMissing;
    warn(row, "There is no webhook of ours.", "Refresh the account: it is made then.");
  } else if (!why.empty()) {
    warn(row, std::string(owner_of(place)) + " is not as it should be: " + std::string(why) + ".",
         "Refresh the account: it is renewed then.");
  } else if (is_stopped(hook->state)) {
    warn(row, why_stopped(manual, place, *hook), reach_remedy(manual));
  } else {
    row.found = std::string(owner_of(place)) + " stands.";
  }
  return row;
}

HookStanding covered(const providers::HookPlace& place, HookState group, bool removed) {
  HookStanding row = at(place);
  row.state = group;
  row.change = removed ? HookChange::kRemoved : HookChange::kNone;
  row.found =
      removed ? "The group's webhook covers it, so its own was removed." : "The group's webhook covers it.";
  return row;
}

HookStanding refused(const providers::HookPlace& place, Outcome outcome, const base::Error& error) {
  HookStanding row = at(place);
  row.outcome = outcome;
  if (outcome == Outcome::kSkipped) {  // as it should be
    row.state = HookState::kMissing;
    row.found = error.message;
    return row;
  }
  Told told = failed(error);
  row.found = std::move(told.found);
  row.remedy = std::move(told.remedy);
  return row;
}

HookStanding removed(const providers::HookPlace& place, std::size_t count) {
  HookStanding row = at(place);
  row.state = HookState::kMissing;
  row.change = count > 0 ? HookChange::kRemoved : HookChange::kNone;
  row.found =
      count > 0 ? counted(count, count == 1 ? " was removed." : " were removed.") : "None of ours was left.";
  return row;
}

}  // namespace dvcs::sync
