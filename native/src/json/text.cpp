#include "json/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace dvcs::json {
namespace {

// What follows the backslash; 0: the character stands for itself.
constexpr std::array<char, 256> kEscapes = [] {
  std::array<char, 256> escapes{};
  for (std::size_t c = 0; c < 0x20; ++c) escapes[c] = 'u';
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}();

// The first character at or after `at` that may have to be escaped, eight bytes a step.
std::size_t skip_plain(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighs = 0x8080808080808080U;
  const auto zeros = [](std::uint64_t word) { return (word - kOnes) & ~word; };  // the high bit of zero bytes
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t controls = (word - kOnes * 0x20) & ~word;
    if (((controls | zeros(word ^ kOnes * '"') | zeros(word ^ kOnes * '\\')) & kHighs) != 0) break;
  }
  return at;
}

// Where the next character is that has to be escaped; the end: there is none.
std::size_t next_escape(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    at = skip_plain(text, at);
    for (const std::size_t end = std::min(at + 8, text.size()); at < end; ++at) {
      if (kEscapes[static_cast<unsigned char>(text[at])] != 0) return at;
    }
  }
  return at;
}

void append_code(std::string& out, unsigned char control) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out.append("00").push_back(kDigits[control >> 4]);
  out.push_back(kDigits[control & 15]);
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t copied = 0;  // everything before is in `out`
  for (std::size_t at = next_escape(text, 0); at < text.size(); at = next_escape(text, copied)) {
    const auto c = static_cast<unsigned char>(text[at]);
    out.append(text, copied, at - copied).push_back('\\');
    out.push_back(kEscapes[c]);
    if (kEscapes[c] == 'u') append_code(out, c);
    copied = at + 1;
  }
  out.append(text, copied).push_back('"');
}

std::string quoted(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

bool looks_like_html(std::string_view body) {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && body[first] == '<';
}

}  // namespace dvcs::json
