// The plan's grammar written down as plainly as possible, without care for speed: what the fast scan is
// compared with.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "dvcs/session.hpp"

namespace dvcs::test {

class SlowKeys {
 public:
  explicit SlowKeys(KeyGrammar grammar) : grammar_(grammar) {}

  std::vector<std::string> find(const std::string& text) const {
    std::vector<std::string> keys;
    for (std::size_t dash = 0; dash < text.size(); ++dash) {
      if (text[dash] != '-') continue;
      for (std::size_t begin = 0; begin < dash; ++begin) {  // the longest project part comes first
        std::size_t end = dash + 1;
        while (end < text.size() && digit(text[end])) ++end;
        if (end == dash + 1 || !bounded(text, begin, end) || !project(text.substr(begin, dash - begin)))
          continue;
        std::string key = text.substr(begin, end - begin);
        for (char& c : key) c = lower(c) ? static_cast<char>(c - 32) : c;
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
        break;
      }
    }
    return keys;
  }

 private:
  static bool digit(char c) { return c >= '0' && c <= '9'; }
  static bool upper(char c) { return c >= 'A' && c <= 'Z'; }
  static bool lower(char c) { return c >= 'a' && c <= 'z'; }
  static bool alphanumeric(char c) { return digit(c) || upper(c) || lower(c); }

  static bool bounded(const std::string& text, std::size_t begin, std::size_t end) {
    return (begin == 0 || !alphanumeric(text[begin - 1])) && (end == text.size() || !alphanumeric(text[end]));
  }
  bool letter(char c) const { return upper(c) || (grammar_.lower_case && lower(c)); }
  bool project(const std::string& part) const {
    if (part.size() < 2 || !letter(part[0])) return false;
    return std::all_of(part.begin() + 1, part.end(),
                       [this](char c) { return letter(c) || digit(c) || (grammar_.underscore && c == '_'); });
  }

  KeyGrammar grammar_;
};

}  // namespace dvcs::test
