#include "git/refusal.hpp"

#include <algorithm>
#include <string>

#include "base/utf8.hpp"
#include "http/url.hpp"

namespace dvcs::git {
namespace {

using base::Code;

constexpr std::size_t kMaxWords = 200;

Code code_of(int status) {
  switch (status) {
    case 401:
      return Code::kUnauthorized;
    case 403:
      return Code::kForbidden;
    case 404:
      return Code::kNotFound;
    case 429:
      return Code::kRateLimited;
    default:
      return status >= 500 ? Code::kServer : Code::kRejected;
  }
}

// The first line of a plain text, as servers write it for people at a terminal; pages of HTML say nothing.
std::string words_of(const http::Response& answer) {
  if (answer.headers.get("Content-Type").starts_with("text/html")) return {};
  std::string words = base::repair_utf8(answer.body.substr(0, kMaxWords));
  words.resize(std::min(words.size(), words.find_first_of("\r\n")));
  std::replace_if(
      words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
      ' ');
  return words;
}

}  // namespace

base::Error refusal(const http::Request& asked, const http::Response& answer) {
  const std::string words = words_of(answer);
  return {code_of(answer.status), "The git server at " + http::printable_url(asked.url) + " answered " +
                                      std::to_string(answer.status) + (words.empty() ? "" : ": " + words) +
                                      (words.ends_with('.') ? "" : ".")};
}

}  // namespace dvcs::git
