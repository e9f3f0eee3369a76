// Which way a call takes to its server: directly, or through a proxy. Pure functions and values; the
// connector acts on them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.hpp"
#include "http/url.hpp"

namespace dvcs::net {

struct Proxy {
  std::string host;  // name or address; an IPv6 address without brackets
  std::uint16_t port = 0;
  bool tls = false;  // the proxy itself is reached by TLS
  std::string user = {};
  std::string password = {};  // goes to the proxy only, never into a text

  bool operator==(const Proxy&) const = default;
  std::string origin() const;  // "http://proxy.example.com:3128", without the credential
};

// As the JVM and curl have them: one proxy per scheme of the target, and exceptions for both.
struct ProxySettings {
  std::optional<Proxy> for_http = std::nullopt;
  std::optional<Proxy> for_https = std::nullopt;
  // Hosts that are reached directly: Java's patterns ("*" at the start, the end or both; case does not
  // matter; IPv6 addresses with or without brackets), or address blocks like "10.0.0.0/8". Nothing is added
  // to this list: callers add kLoopback when it is to be.
  std::vector<std::string> direct_hosts = {};
};

// What the JVM never sends through a proxy (sun.net.spi.DefaultProxySelector).
std::vector<std::string> loopback_hosts();

// Null: directly. The result lives as long as `settings`.
const Proxy* proxy_for(const ProxySettings& settings, const http::Url& target);

// "[http[s]://][user[:password]@]host[:port][/]", percent escapes in user and password, as curl reads
// --proxy; without a port it is 443 for https:// and 1080 otherwise, as in curl. The error does not repeat
// the text: it may hold a password.
base::Result<Proxy> parse_proxy(std::string_view url);

// A list in the form of no_proxy, parted by commas or blanks, as direct_hosts: "example.com" and
// ".example.com" stand for the host and everything below it.
std::vector<std::string> parse_no_proxy(std::string_view list);

}  // namespace dvcs::net
