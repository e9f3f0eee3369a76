#include "http/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace dvcs::http {
namespace {

using std::chrono::system_clock;

std::vector<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view kBetween = " ,-";
  std::vector<std::string_view> words;
  while (words.size() < 8) {
    text.remove_prefix(std::min(text.find_first_not_of(kBetween), text.size()));
    if (text.empty()) break;
    words.push_back(text.substr(0, text.find_first_of(kBetween)));
    text.remove_prefix(words.back().size());
  }
  return words;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.size() > 4 || text.front() == '-' || problem != std::errc() ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::optional<unsigned> month_number(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto found = std::find(kMonths.begin(), kMonths.end(), name);
  if (found == kMonths.end()) return std::nullopt;
  return static_cast<unsigned>(found - kMonths.begin()) + 1;
}

std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  auto hour = number(text.substr(0, 2));
  auto minute = number(text.substr(3, 2));
  auto second = number(text.substr(6, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60)
    return std::nullopt;  // 60: leap second
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

int full_year(int two_digits, system_clock::time_point now) {
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const int this_year = static_cast<int>(today.year());
  const int year = this_year - this_year % 100 + two_digits;
  return year > this_year + 50 ? year - 100 : year;
}

}  // namespace

std::optional<system_clock::time_point> parse_http_date(std::string_view text, system_clock::time_point now) {
  const std::vector<std::string_view> words = words_of(text);
  const bool asctime = words.size() == 5;
  if (!asctime && (words.size() != 6 || words[5] != "GMT")) return std::nullopt;
  const std::string_view day_text = asctime ? words[2] : words[1];
  const std::string_view month_text = asctime ? words[1] : words[2];
  const std::string_view year_text = asctime ? words[4] : words[3];
  const std::string_view time_text = asctime ? words[3] : words[4];
  auto day = number(day_text);
  auto month = month_number(month_text);
  auto year = number(year_text);
  auto time = time_of_day(time_text);
  if (!day || !month || !year || !time || (year_text.size() != 4 && year_text.size() != 2))
    return std::nullopt;
  if (year_text.size() == 2) year = full_year(*year, now);
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  // system_clock counts nanoseconds in 64 bits, which end in 2262.
  if (!date.ok() || *year < 1900 || *year > 2200) return std::nullopt;
  return std::chrono::sys_days(date) + *time;
}

}  // namespace dvcs::http
