// Dates of HTTP headers, RFC 9110 5.6.7: the usual form and the two obsolete ones that a recipient must
// accept.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace dvcs::http {

// "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994". Empty: none
// of them. `now` settles which century a two-digit year belongs to (not more than 50 years ahead).
std::optional<std::chrono::system_clock::time_point> parse_http_date(
    std::string_view text, std::chrono::system_clock::time_point now);

}  // namespace dvcs::http
