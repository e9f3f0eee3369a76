// Whether an exchange is worth repeating, and when: a pure function of its outcome. http::Retrying acts on
// it.
//
// Back-off is exponential with full jitter (any moment between zero and the bound, so that many callers do
// not return together). A server that names a time is waited for exactly as long as it says.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/status.hpp"
#include "http/message.hpp"
#include "http/retrying.hpp"

namespace dvcs::http {

struct Attempt {
  int number = 1;          // of this sending, from 1
  bool repeatable = true;  // Request::repeatable, and no byte of the body has gone to a sink yet
};

struct RetryDecision {
  bool again = false;                 // false: this outcome is final
  std::chrono::milliseconds wait{0};  // before this call is sent again
  // The host asks everybody of this session to keep still for so long; may be set although `again` is false.
  std::chrono::milliseconds hold{0};
  std::string why;  // for the progress line: what happened, without the host's name
};

using Now = std::chrono::system_clock::time_point;

// `random` is in [0, 1). The caller gives up when `wait` does not fit into its patience.
RetryDecision decide_retry(const RetryOptions& options, const Attempt& attempt,
                           const base::Result<Response>& outcome, Now now, double random);

// 429, and what GitHub says instead: 403 with no requests remaining or with Retry-After.
bool is_rate_limited(const Response& response);

// How long the server asks to wait: Retry-After in seconds or as a date, else RateLimit-Reset or
// X-RateLimit-Reset in unix seconds (or, when small, in seconds from now). Never negative, at most a day.
// Empty: it does not say.
std::optional<std::chrono::milliseconds> requested_wait(const Headers& headers, Now now);

}  // namespace dvcs::http
