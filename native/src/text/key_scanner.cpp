#include "text/key_scanner.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace dvcs::text {
namespace {

enum : std::uint8_t { kOther = 0, kUpper = 1, kLower = 2, kDigit = 4, kUnderscore = 8 };

constexpr std::array<std::uint8_t, 256> kClass = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t c = 'A'; c <= 'Z'; ++c) table[c] = kUpper;
  for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] = kLower;
  for (std::size_t c = '0'; c <= '9'; ++c) table[c] = kDigit;
  table['_'] = kUnderscore;
  return table;
}();

bool is(char c, unsigned classes) {
  return (kClass[static_cast<unsigned char>(c)] & classes) != 0;
}
bool bounds(char c) {
  return !is(c, kUpper | kLower | kDigit);
}

}  // namespace

KeyScanner::KeyScanner(std::string_view text, KeyGrammar grammar)
    : text_(text),
      letter_(grammar.lower_case ? kUpper | kLower : kUpper),
      part_(letter_ | kDigit | (grammar.underscore ? kUnderscore : kOther)) {}

// Where the longest legal project part that ends at `dash` begins.
std::optional<std::size_t> KeyScanner::project_begin(std::size_t dash) const {
  std::size_t run = dash;
  while (run > floor_ && is(text_[run - 1], part_)) --run;
  for (std::size_t begin = run; begin + 2 <= dash; ++begin) {
    if (is(text_[begin], letter_) && (begin == 0 || bounds(text_[begin - 1]))) return begin;
    // Without `_` in the alphabet nothing inside the run can be bounded.
    if ((part_ & kUnderscore) == 0) break;
  }
  return std::nullopt;
}

std::optional<KeyPlace> KeyScanner::next() {
  while (floor_ < text_.size()) {
    const void* found = std::memchr(text_.data() + floor_, '-', text_.size() - floor_);
    if (found == nullptr) break;
    const auto dash = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
    std::size_t end = dash + 1;
    while (end < text_.size() && is(text_[end], kDigit)) ++end;
    std::optional<std::size_t> begin;
    if (end > dash + 1 && (end == text_.size() || bounds(text_[end]))) begin = project_begin(dash);
    floor_ = dash + 1;
    if (begin) return KeyPlace{*begin, end};
  }
  floor_ = text_.size();
  return std::nullopt;
}

std::string upper_case_key(std::string_view key) {
  std::string upper(key);
  for (char& c : upper) {
    if (is(c, kLower)) c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

}  // namespace dvcs::text
