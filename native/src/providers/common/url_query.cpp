#include "providers/common/url_query.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "http/url.hpp"

namespace dvcs::providers {
namespace {

std::string_view query_of(std::string_view url) {
  const std::size_t mark = url.find('?');
  return mark == std::string_view::npos ? std::string_view() : url.substr(mark + 1);
}

std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      decoded.push_back(' ');
    } else if (const std::string byte =
                   text[i] == '%' ? base::from_hex(text.substr(i + 1, 2)) : std::string();
               byte.size() == 1) {
      decoded += byte;
      i += 2;
    } else {
      decoded.push_back(text[i]);
    }
  }
  return decoded;
}

// Calls `use(name, value, whole)` for each parameter as written.
template <class Use>
void each_parameter(std::string_view query, Use use) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view whole = query.substr(0, end);
    const std::size_t equals = std::min(whole.find('='), whole.size());
    use(whole.substr(0, equals), whole.substr(std::min(equals + 1, whole.size())), whole);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
}

}  // namespace

std::string parameter(std::string_view url, std::string_view name) {
  std::string found;
  each_parameter(query_of(url), [&](std::string_view key, std::string_view value, std::string_view) {
    if (percent_decode(key) == name) found = percent_decode(value);
  });
  return found;
}

std::string with_parameter(std::string_view url, std::string_view name, std::string_view value) {
  std::string result(url.substr(0, url.find('?')));
  std::string query;
  each_parameter(query_of(url), [&](std::string_view key, std::string_view, std::string_view whole) {
    if (percent_decode(key) != name) query.append(query.empty() ? "" : "&").append(whole);
  });
  if (!query.empty()) result.append("?").append(query);
  http::add_query(result, name, value);
  return result;
}

std::string with_query(std::string_view url, std::string_view query) {
  return std::string(url.substr(0, url.find('?'))).append("?").append(query);
}

}  // namespace dvcs::providers
