#include "providers/common/hook_plan.hpp"

#include <algorithm>
#include <tuple>

#include "http/url.hpp"

namespace dvcs::providers {
namespace {

bool is_any_of(std::string_view url, const std::vector<std::string>& urls) {
  return std::any_of(urls.begin(), urls.end(), [&](const std::string& one) { return same_target(url, one); });
}

bool has(const Hook& hook, HookKind kind) {
  return std::find(hook.kinds.begin(), hook.kinds.end(), kind) != hook.kinds.end();
}

// Empty: nothing is wrong.
std::string_view drift(const WantedHook& wanted, const Hook& hook, std::optional<std::int64_t> known) {
  if (!same_target(hook.url, wanted.url)) return "its address was another one";
  if (hook.id != known) return "its secret may be another one";
  if (hook.has_token == false && hook.signs.value_or(false) == false) return "it had no secret";
  if (hook.filtered) return "it told of some branches only";
  // Of its repositories a forge tells where it can; not every version, not every place does.
  const bool all = std::all_of(wanted.kinds.begin(), wanted.kinds.end(), [&](HookKind kind) {
    return kind == HookKind::kRepository || has(hook, kind);
  });
  return all ? std::string_view() : "it did not tell of all events";
}

bool is_stopped(const Hook& hook) {
  return hook.state == HookState::kPaused || hook.state == HookState::kDisabled;
}

}  // namespace

bool same_target(std::string_view a, std::string_view b) {
  const auto one = http::parse_url(a);
  const auto other = http::parse_url(b);
  if (!one.ok() || !other.ok()) return a == b;
  return one->origin() == other->origin() && one->target == other->target;
}

HookPlan plan_hook(const WantedHook& wanted, const std::vector<Hook>& standing,
                   std::optional<std::int64_t> known) {
  std::vector<const Hook*> ours;
  for (const Hook& hook : standing) {
    if (hook.id == known || same_target(hook.url, wanted.url) || is_any_of(hook.url, wanted.former_urls))
      ours.push_back(&hook);
  }
  HookPlan plan;
  if (ours.empty()) {
    plan.need = HookNeed::kCreate;
    return plan;
  }
  // Least is best.
  const auto rank = [&](const Hook* hook) {
    return std::tuple(hook->id != known, !same_target(hook->url, wanted.url), is_stopped(*hook), hook->id);
  };
  const auto best = std::min_element(ours.begin(), ours.end(),
                                     [&](const Hook* a, const Hook* b) { return rank(a) < rank(b); });
  plan.kept = *best;
  for (const Hook* hook : ours) {
    if (hook != plan.kept) plan.surplus.push_back(hook->id);
  }
  plan.why = drift(wanted, *plan.kept, known);
  if (!plan.why.empty()) {
    plan.need = HookNeed::kUpdate;
  } else if (is_stopped(*plan.kept)) {
    plan.need = HookNeed::kRevive;
  }
  return plan;
}

std::vector<std::int64_t> hooks_at(const std::vector<std::string>& urls, const std::vector<Hook>& standing) {
  std::vector<std::int64_t> ids;
  for (const Hook& hook : standing) {
    if (is_any_of(hook.url, urls)) ids.push_back(hook.id);
  }
  return ids;
}

}  // namespace dvcs::providers
