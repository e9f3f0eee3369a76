#include "http/retry.hpp"

#include <algorithm>
#include <cstdint>

#include "http/rate_headers.hpp"

namespace dvcs::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// GitLab's endpoint limits answer without any header; their interval is a minute, that of /projects ten.
milliseconds silent_rate_limit(int attempt) {
  return std::min<milliseconds>(seconds(60) * (1 << std::clamp(attempt - 1, 0, 4)), std::chrono::minutes(10));
}
// A 500 that comes back six times is a fault in that page, not an overload; 502, 503 and 504 are worth all
// patience.
constexpr int kMostServerErrors = 6;

bool is_transient(int status) {
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

milliseconds back_off(const RetryOptions& options, int attempt, double random) {
  const int doublings = std::clamp(attempt - 1, 0, 20);
  const auto bound = std::min(options.max_delay, milliseconds(options.base_delay.count() << doublings));
  return milliseconds(static_cast<std::int64_t>(static_cast<double>(bound.count()) * random));
}

RetryDecision after_rate_limit(const Attempt& attempt, const Response& response, Now now,
                               milliseconds at_least) {
  RetryDecision decision;
  decision.hold = requested_wait(response.headers, now).value_or(silent_rate_limit(attempt.number));
  decision.wait = std::max(decision.hold, at_least);  // "Retry-After: 0" must not become a busy loop
  decision.again = attempt.repeatable;
  decision.why = "asks to wait (rate limit, status " + std::to_string(response.status) + ")";
  return decision;
}

RetryDecision after_answer(const RetryOptions& options, const Attempt& attempt, const Response& response,
                           Now now, double random) {
  const milliseconds pause = back_off(options, attempt.number, random);
  if (is_rate_limited(response)) return after_rate_limit(attempt, response, now, pause);
  RetryDecision decision;
  if (none_remaining(response.headers)) {
    decision.hold = requested_wait(response.headers, now).value_or(milliseconds(0));
    decision.why = "has no requests left for this account until its rate limit resets";
  }
  if (!is_transient(response.status)) return decision;
  decision.again = attempt.repeatable && (response.status != 500 || attempt.number < kMostServerErrors);
  // A 503 speaks for one overloaded service behind the host, so only this call waits as long as it says.
  decision.wait = std::max(pause, retry_after(response.headers, now).value_or(milliseconds(0)));
  decision.why = "answered with status " + std::to_string(response.status);
  return decision;
}

}  // namespace

bool is_rate_limited(const Response& response) {
  if (response.status == 429) return true;
  if (response.status != 403) return false;
  return response.headers.has("Retry-After") || none_remaining(response.headers) ||
         response.headers.get("cf-mitigated") == "challenge" ||
         response.body.find("secondary rate limit") != std::string::npos;
}

bool is_overloaded(const base::Result<Response>& outcome) {
  if (!outcome.ok()) return outcome.error().code == base::Code::kTimeout;
  return outcome->status == 503 || is_rate_limited(*outcome);
}

RetryDecision decide_retry(const RetryOptions& options, const Attempt& attempt,
                           const base::Result<Response>& outcome, Now now, double random) {
  if (outcome.ok()) return after_answer(options, attempt, *outcome, now, random);
  RetryDecision decision;
  const base::Code code = outcome.error().code;
  if (code != base::Code::kUnreachable && code != base::Code::kTimeout) return decision;
  decision.again = attempt.repeatable;
  decision.wait = back_off(options, attempt.number, random);
  decision.why = code == base::Code::kTimeout ? "did not answer in time" : "could not be reached";
  return decision;
}

}  // namespace dvcs::http
