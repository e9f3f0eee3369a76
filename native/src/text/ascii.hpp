// Classes of ASCII characters, whatever the locale. Bytes from 0x80 on belong to none.
#pragma once

#include <string>
#include <string_view>

namespace dvcs::text {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool is_letter(char c) {
  return lower_case(c) >= 'a' && lower_case(c) <= 'z';
}
// Java's `\s`.
constexpr bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
// What may directly follow a word in a sentence.
constexpr bool is_mark(char c) {
  return std::string_view(".,:;!?)").find(c) != std::string_view::npos;
}
inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_case(c);
  return lower;
}

}  // namespace dvcs::text
