// Absolute http and https addresses: taking them apart, joining them, and the one question security asks of
// them. RFC 3986. Pure functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.hpp"

namespace dvcs::http {

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;
  std::string target;  // path and query as on the wire, "/" at least; a fragment is dropped
  bool ip_literal = false;

  std::string origin() const;     // "https://host[:port]", without the port when it is the scheme's own
  std::string authority() const;  // "host[:port]", as the Host header wants it
};

// Refuses anything but http and https, user information ("https://token@host": a secret in an address ends up
// in logs), and characters that RFC 3986 does not allow. The error names the address without user information
// and query.
base::Result<Url> parse_url(std::string_view url);

// `reference` as found in Location or Link, seen from `base`. An absolute address of any scheme and host may
// come out.
base::Result<std::string> resolve_url(std::string_view base, std::string_view reference);

// Same scheme, host and port. False when either is not an address that parse_url takes.
bool same_origin(std::string_view a, std::string_view b);

// The address with path below a base that may have a path of its own: "https://host/gitlab" + "/api/v4".
// A query or fragment of the base is dropped, and exactly one slash stands between the two.
std::string join_url(std::string_view base, std::string_view path);

// `text` as one path segment or as a query name or value: everything but unreserved characters is
// percent-encoded.
std::string percent_encode(std::string_view text);
void append_percent_encoded(std::string& out, std::string_view text);

// Appends "name=value", both encoded, with `?` or `&` as needed.
void add_query(std::string& url, std::string_view name, std::string_view value);

// What may be shown of an address: no user information, no query, no fragment, no control characters.
std::string printable_url(std::string_view url);

}  // namespace dvcs::http
