// The headers in which servers say how many requests are left, and when to come again: RateLimit-* (GitLab,
// Gitea), X-RateLimit-* (GitHub, Bitbucket), Retry-After (RFC 9110 10.2.3). Pure functions.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "http/message.hpp"

namespace dvcs::http {

using Now = std::chrono::system_clock::time_point;

// Requests that may be sent until `reset`.
struct RateWindow {
  std::int64_t limit = 0;  // per window; 0: the server does not say
  std::int64_t remaining = 0;
  Now reset;
  bool operator==(const RateWindow&) const = default;
};

// Empty: the answer says nothing, or not enough. Counts of GitHub's side limits (search, …) are not ours.
std::optional<RateWindow> read_rate_window(const Headers& headers, Now now);

// The server says that no request is left.
bool none_remaining(const Headers& headers);

// Retry-After, in seconds or as a date. Never negative, at most a day. Empty: it does not say.
std::optional<std::chrono::milliseconds> retry_after(const Headers& headers, Now now);

// Retry-After, else RateLimit-Reset or X-RateLimit-Reset in unix seconds (or, when small, in seconds from
// now). Never negative, at most a day. Empty: it does not say.
std::optional<std::chrono::milliseconds> requested_wait(const Headers& headers, Now now);

}  // namespace dvcs::http
