// The steps of the forge: its version, the token, and what the token may see and do.
#include <algorithm>
#include <charconv>
#include <utility>

#include "base/iso8601.hpp"
#include "sync/findings.hpp"

namespace dvcs::sync {
namespace {

using providers::Manual;
using providers::OwnerKind;
using providers::TokenInfo;

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int64_t kRenewSoonDays = 14;
constexpr std::int64_t kRenewNowDays = 3;
constexpr std::size_t kMostNamed = 10;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
    text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kMostNamed) text += " and " + std::to_string(names.size() - kMostNamed) + " more";
  return text;
}

std::string whose(const std::string& user) {
  return user.empty() ? "the token's user" : "the user " + user;
}

std::string create_token(const Manual& manual) {
  return "Create a token with the scope " + std::string(manual.read_scope) + " (" +
         std::string(manual.tokens_page) + ") and enter it here.";
}

std::string days_left(std::int64_t days) {
  return days == 0 ? "today or tomorrow" : days == 1 ? "in 1 day" : "in " + std::to_string(days) + " days";
}

// "18.5.1-ee" or "v1.26.4": major and minor, or nothing.
std::optional<std::pair<int, int>> major_and_minor(std::string_view version) {
  if (version.starts_with('v')) version.remove_prefix(1);
  const char* const end = version.data() + version.size();
  std::pair<int, int> found;
  const auto major = std::from_chars(version.data(), end, found.first);
  if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.') return std::nullopt;
  if (std::from_chars(major.ptr + 1, end, found.second).ec != std::errc()) return std::nullopt;
  return found;
}

}  // namespace

void hide_token(std::string& text, std::string_view token) {
  if (token.empty()) return;
  for (std::size_t at = text.find(token); at != std::string::npos; at = text.find(token, at))
    text.replace(at, token.size(), "…");
}

Told versioned(const Manual& manual, const std::string& version) {
  const std::string name(manual.name);
  const std::string floor = std::to_string(manual.oldest_major) + "." + std::to_string(manual.oldest_minor);
  const auto found = major_and_minor(version);
  if (!found) {
    return {Outcome::kWarning, name + " names its version \"" + version + "\", which is unknown here.",
            name + " " + floor + " or newer is needed; if it is, nothing is to be done."};
  }
  if (*found < std::pair(manual.oldest_major, manual.oldest_minor)) {
    return {Outcome::kFailed, name + " " + version + " is too old.",
            "Upgrade to " + name + " " + floor + " or newer."};
  }
  return {Outcome::kOk, name + " " + version + " (" + floor + " or newer is needed)."};
}

Told token_told(const Manual& manual, const TokenInfo* token, const std::string& user, Time now) {
  const std::string owner = user.empty() ? "" : " It belongs to the user " + user + ".";
  const std::string renew = "Create a new token (" + std::string(manual.tokens_page) + ") and enter it here";
  if (token == nullptr) return {Outcome::kOk, std::string(manual.name) + " accepts the token." + owner};
  const std::string named = token->name.empty() ? "The token" : "The token \"" + token->name + "\"";
  if (!token->active) return {Outcome::kFailed, named + " is revoked or has expired.", renew + "."};
  if (!token->expires) return {Outcome::kOk, named + " is accepted; it has no end." + owner};
  const std::string day = base::format_iso8601_utc(*token->expires).substr(0, 10);
  const std::string found = named + " is accepted; it expires on " + day + "." + owner;
  const std::int64_t days =
      std::max<std::int64_t>(0, (token->expires->seconds - now.time_since_epoch().count()) / kSecondsPerDay);
  if (days < kRenewNowDays) {
    return {Outcome::kWarning, found,
            renew + " now: it ends " + days_left(days) + ", and then nothing more is synchronised."};
  }
  if (days < kRenewSoonDays) return {Outcome::kWarning, found, renew + ": it ends " + days_left(days) + "."};
  return {Outcome::kOk, found};
}

Told scoped(const Manual& manual, const TokenInfo* token) {
  const std::string name(manual.name);
  if (token == nullptr) {
    return {Outcome::kSkipped,
            name + " does not tell the scopes of this token; the next steps try what it may do."};
  }
  const std::string scopes = token->scopes.empty() ? name + " does not even tell its scopes"
                                                   : "Its scopes are " + joined(token->scopes);
  if (!token->reads) {
    return {Outcome::kFailed, "The token may not read the API: " + scopes + ".", create_token(manual)};
  }
  if (!token->fetches) {
    return {
        Outcome::kWarning, "The token may read the API, but not fetch with git: " + scopes + ".",
        "Add the scope for git, so that a first import takes a handful of requests; without it everything is "
        "read through the API."};
  }
  return {Outcome::kOk, scopes + "."};
}

Told owned(const Manual& manual, const providers::Owner& owner, const std::string& user) {
  switch (owner.kind) {
    case OwnerKind::kGroup:
      return {Outcome::kOk, owner.path + " is a " + std::string(manual.group) + "."};
    case OwnerKind::kUser:
      return {Outcome::kOk, owner.path + " is a user" +
                                std::string(owner.path == user ? ", the token's own" : "") +
                                ": the repositories of the personal namespace are read."};
    case OwnerKind::kInstance:
      break;
  }
  return {Outcome::kOk, "No owner is given: everything that " + whose(user) + " is a member of is read."};
}

Told not_owned(const Manual& manual, const std::string& owner, const std::string& user,
               const std::vector<std::string>* groups) {
  const std::string group(manual.group);
  const std::string found = "No " + group + " or user " + owner + " is visible to this token";
  const std::string join = "Make " + whose(user) + " a member of " + owner + " or of a " + group +
                           " above it, or create a token there";
  if (groups == nullptr)
    return {Outcome::kFailed, found + ".",
            "Check the spelling (the path, not the display name). " + join + "."};
  if (groups->empty()) {
    return {Outcome::kFailed, found + ": only the personal namespace of " + whose(user) + " is.", join + "."};
  }
  return {Outcome::kFailed, found + "; visible are " + joined(*groups) + ".",
          "Enter the path of one of these, not its display name. If " + owner + " exists: " + join + "."};
}

Told listed(const Manual& manual, const providers::Owner& owner, const std::string& user,
            const providers::Page<Repository>& page) {
  if (page.items.empty() && page.skipped.empty()) {
    const bool group = owner.kind == OwnerKind::kGroup;
    return {
        Outcome::kFailed, "No repository is visible" + (owner.path.empty() ? "" : " in " + owner.path) + ".",
        "If there are any, " + whose(user) +
            " may not see them: give it a role that may read code (Reporter or "
            "higher) in " +
            (group ? "the " + std::string(manual.group) : "them") + ". A role that is inherited is enough."};
  }
  if (page.items.empty()) {
    return {Outcome::kFailed, "No repository could be read: " + page.skipped.front().why + ".",
            "The answers are changed on the way, or this " + std::string(manual.name) + " is not supported."};
  }
  const auto archived = static_cast<std::size_t>(std::count_if(
      page.items.begin(), page.items.end(), [](const Repository& each) { return each.archived; }));
  const std::uint64_t count = page.total.value_or(page.items.size());
  const bool more = page.next.has_value() && !page.total;
  std::string found = (more ? "More than " : "") + std::to_string(count) +
                      (count == 1 && !more ? " repository is" : " repositories are") + " visible";
  if (archived > 0) {
    found += ", " + std::to_string(archived) +
             (page.next ? " of the first " + std::to_string(page.items.size()) : "") + " archived";
  }
  if (!page.skipped.empty()) {
    return {Outcome::kWarning,
            found + "; " + std::to_string(page.skipped.size()) + " could not be read (" +
                page.skipped.front().what + ": " + page.skipped.front().why + ").",
            "They are left out until " + std::string(manual.name) + " describes them completely."};
  }
  if (archived == page.items.size() && !page.next) {
    return {Outcome::kWarning, found + ".",
            "All are archived: their history is read, but nothing new will come."};
  }
  return {Outcome::kOk, found + "."};
}

Told hooked(const Manual& manual, const std::string& path, const providers::HookRight& right,
            const TokenInfo* token) {
  const std::string role(manual.hook_role);
  const std::string later = " Until then changes are seen by polling only.";
  const std::string in = " (looked at: " + path + ")";
  if (!right.known) {
    return {Outcome::kSkipped,
            std::string(manual.name) + " does not tell the role of the token's user" + in +
                "; an administrator of the instance may have none and still may do everything."};
  }
  if (!right.may) {
    return {Outcome::kWarning, "The role is " + right.role + in + "; webhooks need " + role + ".",
            "Give the token's user the role " + role + "." + later};
  }
  if (token != nullptr && !token->manages_hooks) {
    return {Outcome::kWarning,
            "The role " + right.role + " is enough for webhooks" + in + ", but the token's scope is not.",
            "Create a token with the scope " + std::string(manual.hook_scope) + "." + later};
  }
  return {Outcome::kOk, "The role is " + right.role + in + ": webhooks can be created."};
}

Told fetched(const std::string& path, const providers::GitAccess& access) {
  if (access.obstacle.empty()) {
    return {Outcome::kOk, (access.agent.empty() ? "git" : access.agent) +
                              " speaks protocol version 2 with filters (looked at: " + path +
                              "): a first import takes a handful of requests."};
  }
  return {Outcome::kWarning,
          access.obstacle + " Commits are read through the API instead, about one request for each hundred.",
          access.remedy};
}

}  // namespace dvcs::sync
