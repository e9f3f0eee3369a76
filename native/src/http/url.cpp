// Written by hand because Boost.URL 1.81, what Debian 12 has, aborts on some relative references that a
// server may send in a Location header, and takes 127.0.0.1.example.com for an IPv4 address. The tests of
// this file show both inputs.
#include "http/url.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace dvcs::http {
namespace {

constexpr std::size_t kLongest = 16u << 10;  // what servers take is half of it

base::Error bad_url(std::string_view url, const std::string& why) {
  return {base::Code::kBadArgument, "'" + printable_url(url) + "' is not a usable address: " + why + "."};
}

bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_unreserved(char c) {
  return is_alpha(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Only the characters of RFC 3986, and complete percent escapes. What passes can't split a request line or a
// log line.
bool is_clean(std::string_view text) {
  constexpr std::string_view kReserved = ":/?#[]@!$&'()*+,;=";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
    } else if (!is_unreserved(text[i]) && kReserved.find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

// The parts of RFC 3986 appendix B, without the fragment, which never goes over the wire.
struct Parts {
  std::string_view scheme;  // empty: none
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
};

std::string_view take_scheme(std::string_view& rest) {
  const std::size_t end = rest.find_first_of(":/?#");
  if (end == 0 || end == std::string_view::npos || rest[end] != ':' || !is_alpha(rest[0])) return {};
  const std::string_view scheme = rest.substr(0, end);
  const bool legal = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  if (!legal) return {};
  rest.remove_prefix(end + 1);
  return scheme;
}

std::optional<Parts> split(std::string_view text) {
  if (text.size() > kLongest || !is_clean(text)) return std::nullopt;
  Parts parts;
  std::string_view rest = text.substr(0, text.find('#'));
  parts.scheme = take_scheme(rest);
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    parts.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    parts.authority = rest.substr(0, rest.find('/'));
    rest.remove_prefix(parts.authority->size());
  }
  parts.path = rest;
  return parts;
}

std::uint16_t default_port(std::string_view scheme) {
  return scheme == "https" ? 443 : 80;
}

// What follows the host: nothing, or a colon and a number. Empty: neither.
std::optional<std::uint16_t> port_of(std::string_view text, std::string_view scheme) {
  if (text.empty() || text == ":") return default_port(scheme);
  if (text[0] != ':') return std::nullopt;
  text.remove_prefix(1);
  std::uint16_t port = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (problem != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool is_address(int family, const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> binary{};
  return inet_pton(family, host.c_str(), binary.data()) == 1;
}

bool is_host_name(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
  });
}

// Sets host, port and ip_literal. Empty: fine; otherwise what is wrong.
std::string parse_authority(std::string_view authority, Url& out) {
  if (authority.find('@') != std::string_view::npos)
    return "leave out the user name and password before the @";
  std::string_view after;
  if (authority.starts_with('[')) {
    const std::size_t end = std::min(authority.find(']'), authority.size());
    out.host = lower(authority.substr(1, end - 1));
    out.ip_literal = is_address(AF_INET6, out.host);
    if (end == authority.size() || !out.ip_literal) return "between [ and ] must stand an IPv6 address";
    after = authority.substr(end + 1);
  } else {
    out.host = lower(authority.substr(0, authority.find(':')));
    if (out.host.empty()) return "the host name is missing";
    if (!is_host_name(out.host)) return "a host name has letters, digits, dots and hyphens only";
    out.ip_literal = is_address(AF_INET, out.host);
    after = authority.substr(out.host.size());
  }
  const auto port = port_of(after, out.scheme);
  if (!port) return "the port must be a number between 1 and 65535";
  out.port = *port;
  return {};
}

// RFC 3986 5.2.4 for a path that begins with a slash.
std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);  // "/name"
    path.remove_prefix(end);
    const bool last = path.empty();
    if (segment == "/." || segment == "/..") {
      if (segment == "/..") out.erase(std::min(out.rfind('/'), out.size()));
      if (last) out += '/';
    } else {
      out += segment;
    }
  }
  return out;
}

// RFC 3986 5.2.3
std::string merged(const Parts& base, std::string_view path) {
  if (path.starts_with('/')) return std::string(path);
  const std::size_t slash = base.path.rfind('/');
  return slash == std::string_view::npos ? "/" + std::string(path)
                                         : std::string(base.path.substr(0, slash + 1)).append(path);
}

std::string joined(std::string_view scheme, std::string_view authority, std::string_view path,
                   const std::optional<std::string_view>& query) {
  std::string out;
  out.append(scheme).append("://").append(authority).append(path);
  if (query) out.append("?").append(*query);
  return out;
}

}  // namespace

std::string Url::authority() const {
  std::string out = host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (port != default_port(scheme)) out += ":" + std::to_string(port);
  return out;
}

std::string Url::origin() const {
  return scheme + "://" + authority();
}

base::Result<Url> parse_url(std::string_view url) {
  const auto parts = split(url);
  if (!parts) return bad_url(url, "it is too long or holds characters that belong percent-encoded");
  Url out;
  out.scheme = lower(parts->scheme);
  if (out.scheme != "http" && out.scheme != "https")
    return bad_url(url, "it must begin with https:// or http://");
  if (!parts->authority) return bad_url(url, "it must look like https://host/path");
  if (std::string why = parse_authority(*parts->authority, out); !why.empty()) return bad_url(url, why);
  out.target = parts->path.empty() ? "/" : std::string(parts->path);
  if (parts->query) out.target.append("?").append(*parts->query);
  return out;
}

base::Result<std::string> resolve_url(std::string_view base, std::string_view reference) {
  const auto from = split(base);
  if (!from || from->scheme.empty() || !from->authority)
    return bad_url(base, "it must look like https://host/path");
  const auto to = split(reference);
  if (!to) return bad_url(reference, "it is too long or holds characters that belong percent-encoded");
  if (!to->scheme.empty() && !to->authority) return bad_url(reference, "it names no host");
  std::string out;
  if (to->authority) {
    const std::string_view scheme = to->scheme.empty() ? from->scheme : to->scheme;
    out = joined(scheme, *to->authority, without_dots(to->path), to->query);
  } else if (to->path.empty()) {
    out = joined(from->scheme, *from->authority, from->path, to->query ? to->query : from->query);
  } else {
    out = joined(from->scheme, *from->authority, without_dots(merged(*from, to->path)), to->query);
  }
  if (auto usable = parse_url(out); !usable.ok()) return usable.error();
  return out;
}

bool same_origin(std::string_view a, std::string_view b) {
  auto one = parse_url(a);
  auto two = parse_url(b);
  return one.ok() && two.ok() && one->scheme == two->scheme && one->host == two->host &&
         one->port == two->port;
}

}  // namespace dvcs::http
