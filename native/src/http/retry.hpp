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
#include "http/rate_headers.hpp"
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

// `random` is in [0, 1). The caller gives up when `wait` does not fit into its patience.
RetryDecision decide_retry(const RetryOptions& options, const Attempt& attempt,
                           const base::Result<Response>& outcome, Now now, double random);

// 429, and what others say instead: 403 with no requests remaining or with Retry-After, GitHub's 403 for its
// secondary limit, Cloudflare's 403 that wants a person to look.
bool is_rate_limited(const Response& response);

// A sign that too many requests are open at a time: a rate limit, 503, a time-out.
bool is_overloaded(const base::Result<Response>& outcome);

}  // namespace dvcs::http
