#include "http/url.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <boost/url/url_view.hpp>

namespace dvcs::http {
namespace {

constexpr std::size_t kLongest = 16u << 10;  // what servers take is half of it

boost::urls::string_view as_boost(std::string_view text) {
  return {text.data(), text.size()};
}

std::string_view as_std(boost::urls::string_view text) {
  return {text.data(), text.size()};
}

base::Error bad_url(std::string_view url, const std::string& why) {
  return {base::Code::kBadArgument, "'" + printable_url(url) + "' is not a usable address: " + why};
}

std::uint16_t default_port(std::string_view scheme) {
  return scheme == "https" ? 443 : 80;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

base::Result<std::uint16_t> port_of(std::string_view url, const boost::urls::url_view& parsed,
                                    std::string_view scheme) {
  if (!parsed.has_port() || parsed.port().empty()) return default_port(scheme);
  std::uint16_t port = parsed.port_number();  // 0 when it does not fit
  if (port == 0) return bad_url(url, "the port must be between 1 and 65535");
  return port;
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
  if (url.size() > kLongest) return bad_url(url.substr(0, 100), "it is longer than 16 KiB");
  auto parsed = boost::urls::parse_uri(as_boost(url));
  if (!parsed) return bad_url(url, "it must look like https://host/path");
  Url out;
  out.scheme = lower(as_std(parsed->scheme()));
  if (out.scheme != "http" && out.scheme != "https")
    return bad_url(url, "it must begin with https:// or http://");
  if (parsed->has_userinfo()) return bad_url(url, "leave out the user name and password before the @");
  out.host = lower(as_std(parsed->encoded_host_address()));
  if (out.host.empty()) return bad_url(url, "the host name is missing");
  if (out.host.find('%') != std::string::npos) return bad_url(url, "write the host name in ASCII (xn--…)");
  out.ip_literal = parsed->host_type() == boost::urls::host_type::ipv4 ||
                   parsed->host_type() == boost::urls::host_type::ipv6;
  auto port = port_of(url, *parsed, out.scheme);
  if (!port.ok()) return port.error();
  out.port = *port;
  out.target = parsed->encoded_path().empty() ? "/" : std::string(as_std(parsed->encoded_path()));
  if (parsed->has_query()) out.target.append("?").append(as_std(parsed->encoded_query()));
  return out;
}

base::Result<std::string> resolve_url(std::string_view base, std::string_view reference) {
  if (reference.size() > kLongest) return bad_url(reference.substr(0, 100), "it is longer than 16 KiB");
  auto from = boost::urls::parse_uri(as_boost(base));
  if (!from) return bad_url(base, "it must look like https://host/path");
  auto to = boost::urls::parse_uri_reference(as_boost(reference));
  if (!to) return bad_url(reference, "it is not an address");
  boost::urls::url out;
  if (auto done = boost::urls::resolve(*from, *to, out); !done)
    return bad_url(reference, "it cannot be resolved");
  return std::string(out.data(), out.size());
}

bool same_origin(std::string_view a, std::string_view b) {
  auto one = parse_url(a);
  auto two = parse_url(b);
  return one.ok() && two.ok() && one->scheme == two->scheme && one->host == two->host &&
         one->port == two->port;
}

std::string join_url(std::string_view base, std::string_view path) {
  std::string out(base.substr(0, base.find_first_of("?#")));
  while (!out.empty() && out.back() == '/') out.pop_back();
  if (!path.starts_with('/')) out += '/';
  return out.append(path);
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                            c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      out += c;
    } else {
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return out;
}

void add_query(std::string& url, std::string_view name, std::string_view value) {
  url += url.find('?') == std::string::npos ? '?' : '&';
  url.append(percent_encode(name)).append("=").append(percent_encode(value));
}

std::string printable_url(std::string_view url) {
  std::string out(url.substr(0, std::min<std::size_t>(url.find_first_of("?#"), 200)));
  const std::size_t authority = out.find("//");
  const std::size_t begin = authority == std::string::npos ? 0 : authority + 2;
  const std::size_t at = out.substr(0, out.find('/', begin)).rfind('@');
  if (at != std::string::npos && at >= begin) out.erase(begin, at + 1 - begin);
  std::replace_if(out.begin(), out.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return out;
}

}  // namespace dvcs::http
