#include "net/proxy.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace dvcs::net {
namespace {

using base::Code;
using base::Error;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

struct Address {
  std::array<unsigned char, 16> bytes{};
  int bits = 0;  // 32 or 128
};

std::optional<Address> parse_address(std::string_view text) {
  Address address;
  const std::string copy(text);
  if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1) return address.bits = 32, address;
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address.bits = 128, address;
  return std::nullopt;
}

bool same_start(const Address& a, const Address& b, int bits) {
  for (int i = 0; i < bits; ++i) {
    const auto at = static_cast<std::size_t>(i / 8);
    const int shift = 7 - i % 8;
    if (((a.bytes[at] ^ b.bytes[at]) >> shift & 1) != 0) return false;
  }
  return true;
}

bool in_block(std::string_view block, const http::Url& target) {
  const std::size_t slash = block.find('/');
  if (slash == std::string_view::npos || !target.ip_literal) return false;
  const auto network = parse_address(block.substr(0, slash));
  const auto host = parse_address(target.host);
  const std::string_view length = block.substr(slash + 1);
  int bits = -1;
  const auto [end, problem] = std::from_chars(length.data(), length.data() + length.size(), bits);
  if (problem != std::errc() || end != length.data() + length.size()) return false;
  return network && host && network->bits == host->bits && bits >= 0 && bits <= host->bits &&
         same_start(*network, *host, bits);
}

// `pattern` in lower case.
bool matches(std::string_view pattern, std::string_view host) {
  if (pattern == "*") return true;
  const bool open_start = pattern.starts_with('*');
  const bool open_end = pattern.ends_with('*');
  if (open_start) pattern.remove_prefix(1);
  if (open_end) pattern.remove_suffix(1);
  if (open_start && open_end) return host.find(pattern) != std::string_view::npos;
  if (open_start) return host.ends_with(pattern);
  if (open_end) return host.starts_with(pattern);
  return host == pattern;
}

bool is_direct(const std::string& written, const http::Url& target) {
  const std::string pattern = lower(written);
  if (pattern.empty()) return false;
  if (in_block(pattern, target) || matches(pattern, target.host)) return true;
  return target.host.find(':') != std::string::npos && matches(pattern, "[" + target.host + "]");
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// An escape that is none stays as it is written, as in curl.
std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
    out += escape ? static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

Error bad_proxy(const std::string& why) {
  return {Code::kBadArgument, "The proxy's address is not usable: " + why +
                                  ". It looks like http://proxy.example.com:3128 or "
                                  "https://user:password@proxy.example.com:3129."};
}

}  // namespace

std::string Proxy::origin() const {
  const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return (tls ? "https://" : "http://") + shown + ":" + std::to_string(port);
}

std::vector<std::string> loopback_hosts() {
  return {"localhost", "127.*", "[::1]", "0.0.0.0", "[::0]", "[::]"};
}

const Proxy* proxy_for(const ProxySettings& settings, const http::Url& target) {
  const auto& proxy = target.scheme == "https" ? settings.for_https : settings.for_http;
  if (!proxy) return nullptr;
  const auto& direct = settings.direct_hosts;
  const bool found = std::any_of(direct.begin(), direct.end(),
                                 [&](const std::string& pattern) { return is_direct(pattern, target); });
  return found ? nullptr : &*proxy;
}

base::Result<Proxy> parse_proxy(std::string_view url) {
  Proxy proxy;
  std::string scheme = "http";
  if (const std::size_t end = url.find("://"); end != std::string_view::npos) {
    scheme = lower(url.substr(0, end));
    url.remove_prefix(end + 3);
  }
  if (scheme != "http" && scheme != "https")
    return bad_proxy("it must begin with http:// or https://; SOCKS proxies are not supported");
  proxy.tls = scheme == "https";
  url = url.substr(0, url.find_first_of("/?#", url.find('@') == std::string_view::npos ? 0 : url.rfind('@')));
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
    const std::string_view credential = url.substr(0, at);
    const std::size_t colon = credential.find(':');
    proxy.user = percent_decode(credential.substr(0, colon));
    if (colon != std::string_view::npos) proxy.password = percent_decode(credential.substr(colon + 1));
    url.remove_prefix(at + 1);
  }
  const bool has_port =
      url.find(':', url.starts_with('[') ? std::min(url.find(']'), url.size()) : 0) != std::string_view::npos;
  auto parsed = http::parse_url("http://" + std::string(url) +
                                (has_port ? "/" : std::string(proxy.tls ? ":443/" : ":1080/")));
  if (!parsed.ok()) return bad_proxy("what stands for host and port is neither");
  proxy.host = parsed->host;
  proxy.port = parsed->port;
  return proxy;
}

std::vector<std::string> parse_no_proxy(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(", \t"), list.size());
    std::string_view entry = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (entry.starts_with('.')) entry.remove_prefix(1);
    if (entry.empty()) continue;
    out.emplace_back(entry);
    if (entry.find_first_of("*/:[") == std::string_view::npos && !parse_address(entry))
      out.push_back("*." + std::string(entry));
  }
  return out;
}

}  // namespace dvcs::net
