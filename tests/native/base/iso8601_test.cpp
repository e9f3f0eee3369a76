#include "base/iso8601.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dvcs::base {
namespace {

TEST(Iso8601, ReadsWhatForgesWrite) {
  const struct {
    const char* text;
    Moment moment;
  } cases[] = {
      {"2021-09-20T11:50:22.000+02:00", {1632131422, 120}},
      {"2021-09-20T11:50:22+02:00", {1632131422, 120}},
      {"2021-09-20T09:50:22Z", {1632131422, 0}},
      {"2021-09-20 09:50:22z", {1632131422, 0}},
      {"2021-09-20T09:50:22.123456789123Z", {1632131422, 0}},
      {"2021-09-20T04:20:22-0530", {1632131422, -330}},
      {"2021-09-20T09:50:22+00", {1632131422, 0}},
      {"1970-01-01T00:00:00Z", {0, 0}},
      {"1969-12-31T23:59:59Z", {-1, 0}},
      {"1969-12-31T19:00:00-05:00", {0, -300}},
      {"0001-01-01T00:00:00Z", {-62135596800, 0}},
      {"1900-02-28T12:00:00+14:00", {-2203984800, 840}},
      {"2000-02-29T00:00:00Z", {951782400, 0}},
      {"2016-12-31T23:59:60Z", {1483228800, 0}},
      {"2106-02-07T06:28:16Z", {4294967296, 0}},
      {"9999-12-31T23:59:59Z", {253402300799, 0}},
      {"12345-01-01T00:00:00Z", {327403382400, 0}},
  };
  for (const auto& c : cases) {
    const auto read = parse_iso8601(c.text);
    ASSERT_TRUE(read) << c.text;
    EXPECT_EQ(*read, c.moment) << c.text << " gave " << read->seconds << " " << read->offset_minutes;
  }
}

TEST(Iso8601, RefusesWhatIsNoPointInTime) {
  for (const char* text : {"",
                           "2021",
                           "2021-09-20",
                           "2021-09-20T11:50:22",
                           "2021-09-20T11:50Z",
                           "2021-13-01T00:00:00Z",
                           "2021-02-29T00:00:00Z",
                           "2021-00-10T00:00:00Z",
                           "2021-01-32T00:00:00Z",
                           "2021-01-01T24:00:00Z",
                           "2021-01-01T00:60:00Z",
                           "2021-01-01T00:00:61Z",
                           "2021-01-01T00:00:00+24:00",
                           "2021-01-01T00:00:00+02:60",
                           "2021-01-01T00:00:00+2",
                           "2021-01-01T00:00:00+02:",
                           "2021-01-01T00:00:00.Z",
                           "2021-01-01T00:00:00Zx",
                           "21-01-01T00:00:00Z",
                           "99999-01-01T00:00:00Z",
                           "-2021-01-01T00:00:00Z",
                           "2021-1-1T00:00:00Z",
                           "2021-01-01T00:00:00 +02:00",
                           " 2021-01-01T00:00:00Z",
                           "yesterday"}) {
    EXPECT_FALSE(parse_iso8601(text)) << text;
  }
}

TEST(Iso8601, WritesInItsOwnOffset) {
  EXPECT_EQ(format_iso8601({1632131422, 120}), "2021-09-20T11:50:22+02:00");
  EXPECT_EQ(format_iso8601({1632131422, -330}), "2021-09-20T04:20:22-05:30");
  EXPECT_EQ(format_iso8601({0, 0}), "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(format_iso8601({-1, 0}), "1969-12-31T23:59:59+00:00");
  EXPECT_EQ(format_iso8601_utc({1632131422, 120}), "2021-09-20T09:50:22Z");
}

TEST(Iso8601, NeverFailsToWrite) {
  for (const std::int64_t seconds :
       {INT64_MIN, INT64_MAX, std::int64_t{-62167219200}, std::int64_t{971859427199}}) {
    for (const int offset : {0, 1439, -1439}) {
      EXPECT_TRUE(parse_iso8601(format_iso8601({seconds, offset}))) << format_iso8601({seconds, offset});
    }
  }
}

TEST(Iso8601, AnOffsetThatNobodyLivesAtIsTheLargestOne) {
  EXPECT_EQ(format_iso8601({0, INT32_MAX}), "1970-01-01T23:59:00+23:59");
  EXPECT_EQ(format_iso8601({0, INT32_MIN}), "1969-12-31T00:01:00-23:59");
}

TEST(Iso8601, FillsWithZeros) {
  EXPECT_EQ(format_iso8601({-62135596800 + 3661, 61}), "0001-01-01T02:02:01+01:01");
  EXPECT_EQ(format_iso8601({327403382400, 0}), "12345-01-01T00:00:00+00:00");
}

TEST(Iso8601, ReadsBackWhatItWrote) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    const Moment moment{static_cast<std::int64_t>(random() % 400'000'000'000) - 60'000'000'000,
                        static_cast<std::int32_t>(random() % 2879) - 1439};
    const auto read = parse_iso8601(format_iso8601(moment));
    ASSERT_TRUE(read) << moment.seconds << " " << moment.offset_minutes;
    ASSERT_EQ(*read, moment) << moment.seconds << " " << moment.offset_minutes;
  }
}

}  // namespace
}  // namespace dvcs::base
