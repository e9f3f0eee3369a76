#include "base/iso8601.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace dvcs::base {
namespace {

constexpr int kMaxOffsetMinutes = 24 * 60 - 1;

// Reads from the front of a text; after the first failure every further read fails too.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  int number(std::size_t min_digits, std::size_t max_digits) {
    std::size_t count = 0;
    while (count < rest_.size() && count < max_digits && is_digit(rest_[count])) ++count;
    int value = 0;
    ok_ = ok_ && count >= min_digits;
    if (ok_) std::from_chars(rest_.data(), rest_.data() + count, value);
    rest_.remove_prefix(count);
    return value;
  }

  bool accept(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    last_ = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }
  void expect(std::string_view any_of) { ok_ = accept(any_of) && ok_; }
  char last() const { return last_; }

  void skip_digits() {
    while (!rest_.empty() && is_digit(rest_.front())) rest_.remove_prefix(1);
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::string_view rest_;
  char last_ = 0;
  bool ok_ = true;
};

// Minutes east of UTC. An offset beyond a day is no offset: the cursor is asked for more digits and fails.
std::optional<int> read_offset(Cursor& in) {
  if (in.accept("Zz")) return 0;
  in.expect("+-");
  const int sign = in.last() == '-' ? -1 : 1;
  const int hours = in.number(2, 2);
  const bool colon = in.accept(":");
  const int minutes = colon || !in.at_end() ? in.number(2, 2) : 0;
  const int total = hours * 60 + minutes;
  if (!in.ok() || minutes > 59 || total > kMaxOffsetMinutes) return std::nullopt;
  return sign * total;
}

}  // namespace

std::optional<Moment> parse_iso8601(std::string_view text) {
  Cursor in(text);
  const int year = in.number(4, 5);
  in.expect("-");
  const int month = in.number(2, 2);
  in.expect("-");
  const int day = in.number(2, 2);
  in.expect("Tt ");
  const int hour = in.number(2, 2);
  in.expect(":");
  const int minute = in.number(2, 2);
  in.expect(":");
  const int second = in.number(2, 2);
  if (in.accept(".,")) {
    in.number(1, 9);
    in.skip_digits();
  }
  const std::optional<int> offset = read_offset(in);
  if (!in.ok() || !offset || !in.at_end()) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 60 || year > 32767) return std::nullopt;

  using std::chrono::year_month_day;
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  const std::int64_t local = days * 86400 + std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 + second;
  return Moment{local - std::int64_t{*offset} * 60, *offset};
}

std::string format_iso8601(const Moment& moment) {
  using namespace std::chrono;
  // What the calendar cannot hold (years beyond ±32767) is shown as the nearest day that it can.
  constexpr std::int64_t kLast = 971'859'427'199;   // 32767-01-01T00:00:00Z less a second
  constexpr std::int64_t kFirst = -62'167'219'200;  // 0000-01-01T00:00:00Z
  const std::int64_t local =
      std::clamp(moment.seconds, kFirst + 86400, kLast - 86400) + std::int64_t{moment.offset_minutes} * 60;
  const sys_seconds time{seconds{local}};
  const sys_days midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{time - midnight};
  const int offset = std::abs(moment.offset_minutes);
  char text[64];
  const int length =
      std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d",
                    static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                    static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                    moment.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
  return {text, static_cast<std::size_t>(length)};
}

std::string format_iso8601_utc(const Moment& moment) {
  std::string text = format_iso8601({moment.seconds, 0});
  text.replace(text.size() - 6, 6, "Z");
  return text;
}

}  // namespace dvcs::base
