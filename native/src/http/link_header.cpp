#include "http/link_header.hpp"

#include <algorithm>

namespace dvcs::http {
namespace {

constexpr std::string_view kSpace = " \t";

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

// Reads from the front of `rest`; every step leaves `rest` at what follows.
struct Scanner {
  std::string_view rest;

  void skip_space() { rest.remove_prefix(std::min(rest.find_first_not_of(kSpace), rest.size())); }

  bool take(char expected) {
    skip_space();
    if (!rest.starts_with(expected)) return false;
    rest.remove_prefix(1);
    return true;
  }

  std::string_view take_until(std::string_view stops) {
    skip_space();
    std::string_view taken = rest.substr(0, rest.find_first_of(stops));
    rest.remove_prefix(taken.size());
    return taken;
  }

  // A quoted string after its opening quote. False: it never ends.
  bool take_quoted(std::string& out) {
    while (!rest.empty() && rest.front() != '"') {
      if (rest.front() == '\\') rest.remove_prefix(1);
      if (rest.empty()) return false;
      out += rest.front();
      rest.remove_prefix(1);
    }
    return take('"');
  }

  // `name[=value]` after a semicolon.
  bool take_parameter(std::string& name, std::string& value) {
    name = lower(take_until(" \t=;,"));
    if (!take('=')) return true;
    if (take('"')) return take_quoted(value);
    value = take_until(" \t;,");
    return true;
  }
};

bool take_link(Scanner& scanner, Link& link) {
  if (!scanner.take('<')) return false;
  link.target = scanner.take_until(">");
  if (!scanner.take('>')) return false;
  bool has_relation = false;
  while (scanner.take(';')) {
    std::string name;
    std::string value;
    if (!scanner.take_parameter(name, value)) return false;
    if (name == "rel" && !has_relation) {
      link.relations = lower(value);
      has_relation = true;
    }
  }
  return true;
}

bool has_word(std::string_view words, std::string_view word) {
  Scanner scanner{words};
  for (std::string_view next = scanner.take_until(kSpace); !next.empty(); next = scanner.take_until(kSpace)) {
    if (next == word) return true;
  }
  return false;
}

}  // namespace

std::vector<Link> parse_links(std::string_view value) {
  std::vector<Link> links;
  Scanner scanner{value};
  do {
    while (scanner.take(',')) {  // RFC 9110 5.6.1: empty elements of a list are to be ignored
    }
    Link link;
    if (!take_link(scanner, link)) break;
    links.push_back(std::move(link));
  } while (scanner.take(','));
  return links;
}

std::string link_target(const Headers& headers, std::string_view relation) {
  const std::string wanted = lower(relation);
  for (const auto& [name, value] : headers.all()) {
    if (lower(name) != "link") continue;
    for (Link& link : parse_links(value)) {
      if (has_word(link.relations, wanted)) return std::move(link.target);
    }
  }
  return {};
}

}  // namespace dvcs::http
