#include "base/iso8601.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
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

// `before` and two digits.
void append(std::string& text, char before, std::int64_t number) {
  const std::array<char, 3> piece = {before, static_cast<char>('0' + number / 10),
                                     static_cast<char>('0' + number % 10)};
  text.append(piece.data(), piece.size());
}

void append_year(std::string& text, int year) {
  const std::string digits = std::to_string(year);
  text.append(digits.size() < 4 ? 4 - digits.size() : 0, '0').append(digits);
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
  // What the calendar cannot hold (years beyond ±32767) is shown as the nearest day that it can, and an
  // offset beyond a day, which no author lived at, as the largest.
  constexpr std::int64_t kLast = 971'859'427'199;   // 32767-01-01T00:00:00Z less a second
  constexpr std::int64_t kFirst = -62'167'219'200;  // 0000-01-01T00:00:00Z
  const int east = std::clamp(moment.offset_minutes, -kMaxOffsetMinutes, kMaxOffsetMinutes);
  const std::int64_t local =
      std::clamp(moment.seconds, kFirst + 86400, kLast - 86400) + std::int64_t{east} * 60;
  const sys_seconds time{seconds{local}};
  const sys_days midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{time - midnight};
  const int offset = std::abs(east);
  std::string text;
  text.reserve(sizeof "32767-01-01T00:00:00+00:00");
  append_year(text, static_cast<int>(date.year()));
  append(text, '-', static_cast<unsigned>(date.month()));
  append(text, '-', static_cast<unsigned>(date.day()));
  append(text, 'T', clock.hours().count());
  append(text, ':', clock.minutes().count());
  append(text, ':', clock.seconds().count());
  append(text, east < 0 ? '-' : '+', offset / 60);
  append(text, ':', offset % 60);
  return text;
}

std::string format_iso8601_utc(const Moment& moment) {
  std::string text = format_iso8601({moment.seconds, 0});
  text.replace(text.size() - 6, 6, "Z");
  return text;
}

}  // namespace dvcs::base
