// Writing addresses; url.cpp reads them.
#include <algorithm>

#include "http/url.hpp"

namespace dvcs::http {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::string join_url(std::string_view base, std::string_view path) {
  std::string out(base.substr(0, base.find_first_of("?#")));
  while (!out.empty() && out.back() == '/') out.pop_back();
  if (!path.starts_with('/')) out += '/';
  return out.append(path);
}

std::string percent_encode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_percent_encoded(out, text);
  return out;
}

void append_percent_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(c)) {
      out += c;
    } else {
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
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
