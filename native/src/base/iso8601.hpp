// Points in time as ISO 8601 text, the form that forges use and dvcsctl prints.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dvcs/model.hpp"

namespace dvcs::base {

// `2021-09-20T11:50:22.000+02:00`: date, `T` or a blank, time with seconds, optional fraction (ignored), then
// `Z`, `+hh:mm`,
// `+hhmm` or `+hh`. Years have four or five digits (git can hold such dates), up to 32767. Empty: anything
// else.
std::optional<Moment> parse_iso8601(std::string_view text);

// `2021-09-20T11:50:22+02:00`, in the moment's own offset; an offset of zero is written `+00:00`.
std::string format_iso8601(const Moment& moment);

// `2021-09-20T09:50:22Z`: the same point in UTC, safe in a query string.
std::string format_iso8601_utc(const Moment& moment);

}  // namespace dvcs::base
