#include "http/date.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <random>

namespace dvcs::http {
namespace {

using Clock = std::chrono::system_clock;

const Clock::time_point kNow = Clock::from_time_t(1'700'000'000);  // November 2023

TEST(HttpDate, ReadsTheThreeForms) {
  const auto expected = Clock::from_time_t(784'111'777);
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", kNow), expected);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", kNow), expected);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994", kNow), expected);
}

TEST(HttpDate, ATwoDigitYearIsNearNow) {
  EXPECT_EQ(parse_http_date("Monday, 01-Jan-24 00:00:00 GMT", kNow), Clock::from_time_t(1'704'067'200));
  EXPECT_EQ(parse_http_date("Wednesday, 01-Jan-75 00:00:00 GMT", kNow), Clock::from_time_t(157'766'400));
}

TEST(HttpDate, RefusesEverythingElse) {
  for (const char* text :
       {"", "120", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 31 Feb 2024 00:00:00 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT",
        "Sun, 06 Nov 9999 08:49:37 GMT", "Sun, 06 Nov -994 08:49:37 GMT", "Sun, 0x Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT"}) {
    EXPECT_EQ(parse_http_date(text, kNow), std::nullopt) << text;
  }
}

TEST(HttpDateProperty, ReadsBackEverySecondItsOwnWay) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 5'000; ++i) {
    const auto seconds = static_cast<std::time_t>(random() % 7'000'000'000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    for (const char* format : {"%a, %d %b %Y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"}) {
      char text[64];
      std::strftime(text, sizeof text, format, &parts);
      EXPECT_EQ(parse_http_date(text, kNow), Clock::from_time_t(seconds)) << text;
    }
  }
}

}  // namespace
}  // namespace dvcs::http
