#include "http/retry.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "http/date.hpp"

namespace dvcs::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// GitLab's endpoint limits answer without any header; their interval is a minute.
constexpr milliseconds kSilentRateLimit = seconds(60);
// A 500 that comes back six times is a fault in that page, not an overload; 502, 503 and 504 are worth all
// patience.
constexpr int kMostServerErrors = 6;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

milliseconds between_now_and_a_day(milliseconds wait) {
  return std::clamp(wait, milliseconds(0), milliseconds(std::chrono::days(1)));
}

milliseconds from_seconds(std::int64_t count) {
  return between_now_and_a_day(seconds(std::clamp<std::int64_t>(count, 0, 86'400)));
}

std::optional<milliseconds> retry_after(std::string_view value, Now now) {
  if (auto count = whole_number(value)) return from_seconds(*count);
  if (auto date = parse_http_date(value, now)) {
    return between_now_and_a_day(std::chrono::ceil<milliseconds>(*date - now));
  }
  return std::nullopt;
}

std::optional<milliseconds> reset_after(std::string_view value, Now now) {
  constexpr std::int64_t kSurelyUnixTime = 1'000'000'000;  // 2001; as a duration it would be 31 years
  auto number = whole_number(value);
  if (!number) return std::nullopt;
  if (*number < kSurelyUnixTime) return from_seconds(*number);
  const auto unix_now = std::chrono::floor<milliseconds>(now.time_since_epoch());
  constexpr std::int64_t kFarFuture = 9'000'000'000;  // keeps the arithmetic below inside 64 bits
  return between_now_and_a_day(milliseconds(seconds(std::min(*number, kFarFuture))) - unix_now);
}

std::string_view rate_header(const Headers& headers, std::string_view plain, std::string_view prefixed) {
  return headers.has(plain) ? headers.get(plain) : headers.get(prefixed);
}

bool none_remaining(const Headers& headers) {
  return whole_number(rate_header(headers, "RateLimit-Remaining", "X-RateLimit-Remaining")) == 0;
}

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
  decision.hold = requested_wait(response.headers, now).value_or(kSilentRateLimit);
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
  decision.wait =
      std::max(pause, retry_after(response.headers.get("Retry-After"), now).value_or(milliseconds(0)));
  decision.why = "answered with status " + std::to_string(response.status);
  return decision;
}

}  // namespace

bool is_rate_limited(const Response& response) {
  if (response.status == 429) return true;
  return response.status == 403 && (response.headers.has("Retry-After") || none_remaining(response.headers));
}

std::optional<milliseconds> requested_wait(const Headers& headers, Now now) {
  if (auto wait = retry_after(headers.get("Retry-After"), now)) return wait;
  return reset_after(rate_header(headers, "RateLimit-Reset", "X-RateLimit-Reset"), now);
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
