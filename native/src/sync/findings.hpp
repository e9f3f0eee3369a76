// What the doctor says about each step: pure functions from what was seen to sentences.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.hpp"
#include "dvcs/session.hpp"
#include "http/message.hpp"
#include "http/url.hpp"
#include "providers/common/git_access.hpp"
#include "providers/provider.hpp"

namespace dvcs::sync {

// In the order in which they are told. The names are a contract (native/doc/doctor.md).
enum class DoctorStep : std::size_t {
  kNameResolution,
  kTcp,
  kProxy,
  kTls,
  kHttp,
  kVersion,
  kToken,
  kScope,
  kOwner,
  kRepositories,
  kHooks,
  kGit,
};
inline constexpr std::array<std::string_view, 12> kStepNames = {
    "name resolution", "TCP",          "proxy", "TLS chain",     "HTTP",
    "API version",     "token",        "scope", "owner visible", "repositories visible",
    "hook permission", "git fast path"};

inline std::string_view name_of(DoctorStep step) {
  return kStepNames.at(static_cast<std::size_t>(step));
}

struct Told {
  Outcome outcome = Outcome::kOk;
  std::string found;
  std::string remedy = {};
};

// Replaces the token wherever a server has put it into its texts.
void hide_token(std::string& text, std::string_view token);

using Time = std::chrono::sys_seconds;

// Errors say first what happened and then, in further sentences, what to do.
Told failed(const base::Error& error, std::string remedy = {});

// The way of an exchange that had an answer.
Told resolved(const http::Url& url, const http::ConnectionInfo& way);
Told connected(const http::Url& url, const http::ConnectionInfo& way);
Told proxied(const http::ConnectionInfo& way);
Told secured(const http::Url& url, const http::ConnectionInfo& way, Time now);
// The same four, of an exchange that came this far and then failed.
Told got_as_far_as(DoctorStep step, const http::Url& url);
// What to do about a failed one, where its error does not say enough.
std::string remedy_of_way(const http::Url& url, const base::Error& error);

Told versioned(const providers::Manual& manual, const std::string& version);
Told token_told(const providers::Manual& manual, const providers::TokenInfo* token, const std::string& user,
                Time now);
Told scoped(const providers::Manual& manual, const providers::TokenInfo* token);
Told owned(const providers::Manual& manual, const providers::Owner& owner, const std::string& user);
// `groups`: those that the token's user is a member of; null: unknown.
Told not_owned(const providers::Manual& manual, const std::string& owner, const std::string& user,
               const std::vector<std::string>* groups);
Told listed(const providers::Manual& manual, const providers::Owner& owner, const std::string& user,
            const providers::Page<Repository>& page);
Told hooked(const providers::Manual& manual, const std::string& path, const providers::HookRight& right,
            const providers::TokenInfo* token);
Told fetched(const std::string& path, const providers::GitAccess& access);

}  // namespace dvcs::sync
