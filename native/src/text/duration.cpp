#include "text/duration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "text/ascii.hpp"

namespace dvcs::text {
namespace {

constexpr std::string_view kUnits = "wdhm";
constexpr std::array<std::string_view, 19> kUnitWords{
    "week",   "weeks",   "wk",  "wks",  "day",    "days",    "hour", "hours", "hr", "hrs",
    "minute", "minutes", "min", "mins", "second", "seconds", "sec",  "secs",  "s"};

base::Error refusal(std::string why) {
  return {base::Code::kMalformed, std::move(why)};
}

// A number as it is written: whole part and thousands-of-millionths of the next one.
struct Number {
  std::int64_t whole = 0;
  std::int64_t billionths = 0;  // further digits are less than any second
  std::size_t end = 0;
  bool decimal = false;
  bool too_large = false;
};

std::optional<Number> number_at(std::string_view text, std::size_t at) {
  Number number;
  std::size_t i = at;
  for (; i < text.size() && is_digit(text[i]); ++i) {
    number.whole = number.whole * 10 + (text[i] - '0');
    if (number.whole > kLongestSeconds) number.too_large = true, number.whole = kLongestSeconds;
  }
  if (i == at) return std::nullopt;
  if (i + 1 < text.size() && text[i] == '.' && is_digit(text[i + 1])) {
    number.decimal = true;
    std::int64_t place = 100'000'000;
    for (++i; i < text.size() && is_digit(text[i]); ++i, place /= 10)
      number.billionths += (text[i] - '0') * place;
  }
  number.end = i;
  return number;
}

// A unit's letter ends a word: what would follow as part of one (`2hours`, `2h/day`) makes it something else.
bool unit_ends_at(std::string_view text, std::size_t at) {
  return at == text.size() || is_space(text[at]) || is_digit(text[at]) || is_mark(text[at]);
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

bool unit_word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string word = lower_case(text.substr(at, end - at));
  return std::find(kUnitWords.begin(), kUnitWords.end(), word) != kUnitWords.end();
}

class Sum {
 public:
  explicit Sum(const WorkingTime& working) : seconds_of_{working.week, working.day, 3600, 60} {}

  void add(const Number& number, std::size_t unit) {
    too_large_ = too_large_ || number.too_large;
    if (!number.decimal) {
      add_units(unit, number.whole);
      return;
    }
    // Billionths of a week are below 2^63.
    std::int64_t seconds = number.billionths * seconds_of_[unit] / 1'000'000'000;
    if (number.whole > kLongestSeconds / seconds_of_[unit]) {
      too_large_ = true;
      return;
    }
    seconds += number.whole * seconds_of_[unit];
    for (std::size_t i = 0; i < kUnits.size(); ++i) {
      add_units(i, seconds / seconds_of_[i]);
      seconds %= seconds_of_[i];
    }
  }

  base::Result<Duration> duration() const {
    if (too_large_) return refusal("the duration is too long");
    Duration result;
    for (std::size_t i = 0; i < kUnits.size(); ++i) {
      if (counts_[i] == 0) continue;
      if (!result.time.empty()) result.time += ' ';
      result.time += std::to_string(counts_[i]) + kUnits[i];
      result.seconds += counts_[i] * seconds_of_[i];
    }
    if (result.seconds == 0) return refusal("the duration is less than a minute");
    return result;
  }

 private:
  void add_units(std::size_t unit, std::int64_t count) {
    counts_[unit] += std::min(count, kLongestSeconds);
    total_ +=
        counts_[unit] > kLongestSeconds / seconds_of_[unit] ? kLongestSeconds + 1 : count * seconds_of_[unit];
    too_large_ = too_large_ || total_ > kLongestSeconds;
    if (too_large_) counts_[unit] = total_ = 0;
  }

  const std::array<std::int64_t, 4> seconds_of_;
  std::array<std::int64_t, 4> counts_{};
  std::int64_t total_ = 0;
  bool too_large_ = false;
};

// Why the number that ends at `end` is no part of a duration; nullopt: it may begin a comment, `2h 3 files
// changed`.
std::optional<base::Error> trouble(std::string_view text, std::size_t end, bool first, bool glued) {
  const std::size_t word = skip_space(text, end);
  if (unit_word_at(text, word)) return refusal("units are written w, d, h or m, not as words");
  if (word == text.size() || glued) return refusal("a number has no unit (w, d, h or m)");
  if (first) {
    return word > end || !is_letter(text[word]) ? refusal("a number has no unit (w, d, h or m)")
                                                : refusal("a unit is not w, d, h or m");
  }
  return std::nullopt;
}

}  // namespace

base::Result<WorkingTime> working_time(double hours_per_day, double days_per_week) {
  if (!(hours_per_day > 0 && hours_per_day <= 24)) {
    return base::Error{base::Code::kBadArgument, "Hours per day are a number above 0, at most 24."};
  }
  if (!(days_per_week > 0 && days_per_week <= 7)) {
    return base::Error{base::Code::kBadArgument, "Days per week are a number above 0, at most 7."};
  }
  WorkingTime working;
  working.day = std::max<std::int64_t>(60, std::llround(hours_per_day * 60) * 60);
  working.week = std::max<std::int64_t>(60, std::llround(hours_per_day * days_per_week * 60) * 60);
  return working;
}

base::Result<Duration> parse_duration(std::string_view text, const WorkingTime& working) {
  Sum sum(working);
  std::size_t done = 0;
  for (;;) {
    const std::size_t at = skip_space(text, done);
    const bool first = done == 0;
    if (at + 1 < text.size() && (text[at] == '-' || text[at] == '+') && is_digit(text[at + 1])) {
      return refusal("a duration has no sign");
    }
    const auto number = number_at(text, at);
    if (!number) {
      if (first) return refusal("no duration at its start, such as 2h 30m");
      break;
    }
    const std::size_t letter = skip_space(text, number->end);
    const std::size_t unit =
        letter < text.size() ? kUnits.find(lower_case(text[letter])) : std::string_view::npos;
    if (unit == std::string_view::npos || !unit_ends_at(text, letter + 1)) {
      if (auto error = trouble(text, number->end, first, at == done)) return *std::move(error);
      break;
    }
    sum.add(*number, unit);
    done = letter + 1;
  }
  auto duration = sum.duration();
  if (duration) duration->rest = text.substr(skip_space(text, done));
  return duration;
}

}  // namespace dvcs::text
