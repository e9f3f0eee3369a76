// Durations of work logs as Jira's own field takes them: `2w 4d 10h 52m`, `1.5h` (native/doc/grammar.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.hpp"

namespace dvcs::text {

// How long a day and a week of work are, in seconds; Jira's time-tracking settings, which may be fractions of
// hours.
struct WorkingTime {
  std::int64_t day = 8 * 3600;
  std::int64_t week = 5 * 8 * 3600;
};

// From Jira's two settings. Error: hours not above 0 and at most 24, or days not above 0 and at most 7.
base::Result<WorkingTime> working_time(double hours_per_day, double days_per_week);

struct Duration {
  std::string time;          // in the order w d h m, each unit at most once: "2d 5h"
  std::int64_t seconds = 0;  // what `time` says, a multiple of 60, above 0
  std::string_view rest;     // what follows in the text, without the white space around it
};

// The duration at the start of `text`, which has no white space at its ends. Parts of a minute are dropped.
// Error: no duration stands there, or one that would log something else than its author meant (a sign, `2
// hours`, a bare number, zero, more than kLongestSeconds); the message is a phrase for people, without the
// text.
base::Result<Duration> parse_duration(std::string_view text, const WorkingTime& working);

// About 68 years without a break: nobody worked that.
constexpr std::int64_t kLongestSeconds = INT32_MAX;

}  // namespace dvcs::text
