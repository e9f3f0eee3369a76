#include "text/issue_keys.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <unordered_set>

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

std::uint8_t class_of(char c) {
  return kClass[static_cast<unsigned char>(c)];
}
bool is(char c, unsigned classes) {
  return (class_of(c) & classes) != 0;
}
bool bounds(char c) {
  return !is(c, kUpper | kLower | kDigit);
}

struct Alphabet {
  unsigned letter;  // may begin a project part
  unsigned part;    // may belong to one
  explicit Alphabet(KeyGrammar grammar)
      : letter(grammar.lower_case ? kUpper | kLower : kUpper),
        part(letter | kDigit | (grammar.underscore ? kUnderscore : kOther)) {}
};

// Where the longest legal project part that ends at `dash` begins. `floor` is where the previous hyphen's
// reach ends.
std::optional<std::size_t> project_begin(std::string_view text, std::size_t floor, std::size_t dash,
                                         const Alphabet& alphabet) {
  std::size_t run = dash;
  while (run > floor && is(text[run - 1], alphabet.part)) --run;
  for (std::size_t begin = run; begin + 2 <= dash; ++begin) {
    if (is(text[begin], alphabet.letter) && (begin == 0 || bounds(text[begin - 1]))) return begin;
    // Without `_` in the alphabet nothing inside the run can be bounded.
    if ((alphabet.part & kUnderscore) == 0) break;
  }
  return std::nullopt;
}

// Collects keys, each once. Few are the rule; a hostile text of a hundred thousand must not cost their
// square.
class UniqueKeys {
 public:
  explicit UniqueKeys(std::vector<std::string>& keys) : keys_(keys) {}

  void add(std::string key) {
    if (keys_.size() < kLinear) {
      if (std::find(keys_.begin(), keys_.end(), key) != keys_.end()) return;
    } else {
      if (seen_.empty()) seen_.insert(keys_.begin(), keys_.end());
      if (!seen_.insert(key).second) return;
    }
    keys_.push_back(std::move(key));
  }

 private:
  static constexpr std::size_t kLinear = 32;
  std::vector<std::string>& keys_;
  std::unordered_set<std::string> seen_;
};

std::string upper_case(std::string_view key) {
  std::string upper(key);
  for (char& c : upper) {
    if (is(c, kLower)) c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

}  // namespace

std::uint32_t grammar_stamp(KeyGrammar grammar) {
  return kGrammarVersion * 4 + (grammar.lower_case ? 1U : 0U) + (grammar.underscore ? 2U : 0U);
}

void find_keys(std::string_view text, KeyGrammar grammar, std::vector<std::string>& unique_in_order) {
  const Alphabet alphabet(grammar);
  UniqueKeys keys(unique_in_order);
  std::size_t floor = 0;  // the character after the previous hyphen
  while (floor < text.size()) {
    const void* found = std::memchr(text.data() + floor, '-', text.size() - floor);
    if (found == nullptr) return;
    const auto dash = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    std::size_t end = dash + 1;
    while (end < text.size() && is(text[end], kDigit)) ++end;
    if (end > dash + 1 && (end == text.size() || bounds(text[end]))) {
      if (const auto begin = project_begin(text, floor, dash, alphabet)) {
        keys.add(upper_case(text.substr(*begin, end - *begin)));
      }
    }
    floor = dash + 1;
  }
}

}  // namespace dvcs::text
