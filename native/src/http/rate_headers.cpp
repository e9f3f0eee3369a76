#include "http/rate_headers.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "http/date.hpp"

namespace dvcs::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

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

std::string_view rate_header(const Headers& headers, std::string_view plain, std::string_view prefixed) {
  return headers.has(plain) ? headers.get(plain) : headers.get(prefixed);
}

std::optional<milliseconds> until_reset(const Headers& headers, Now now) {
  constexpr std::int64_t kSurelyUnixTime = 1'000'000'000;  // 2001; as a duration it would be 31 years
  auto number = whole_number(rate_header(headers, "RateLimit-Reset", "X-RateLimit-Reset"));
  if (!number) return std::nullopt;
  if (*number < kSurelyUnixTime) return from_seconds(*number);
  const auto unix_now = std::chrono::floor<milliseconds>(now.time_since_epoch());
  constexpr std::int64_t kFarFuture = 9'000'000'000;  // keeps the arithmetic below inside 64 bits
  return between_now_and_a_day(milliseconds(seconds(std::min(*number, kFarFuture))) - unix_now);
}

std::optional<std::int64_t> remaining(const Headers& headers) {
  return whole_number(rate_header(headers, "RateLimit-Remaining", "X-RateLimit-Remaining"));
}

}  // namespace

std::optional<RateWindow> read_rate_window(const Headers& headers, Now now) {
  const std::string_view resource = headers.get("X-RateLimit-Resource");
  if (!resource.empty() && resource != "core") return std::nullopt;
  const auto left = remaining(headers);
  const auto reset = until_reset(headers, now);
  if (!left || *left < 0 || !reset) return std::nullopt;
  const auto limit = whole_number(rate_header(headers, "RateLimit-Limit", "X-RateLimit-Limit"));
  return RateWindow{std::max<std::int64_t>(limit.value_or(0), 0), *left, now + *reset};
}

bool none_remaining(const Headers& headers) {
  return remaining(headers) == 0;
}

std::optional<milliseconds> retry_after(const Headers& headers, Now now) {
  const std::string_view value = headers.get("Retry-After");
  if (auto count = whole_number(value)) return from_seconds(*count);
  if (auto date = parse_http_date(value, now)) {
    return between_now_and_a_day(std::chrono::ceil<milliseconds>(*date - now));
  }
  return std::nullopt;
}

std::optional<milliseconds> requested_wait(const Headers& headers, Now now) {
  if (auto wait = retry_after(headers, now)) return wait;
  return until_reset(headers, now);
}

}  // namespace dvcs::http
