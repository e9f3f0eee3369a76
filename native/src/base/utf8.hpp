// UTF-8 as the Unicode standard defines it (chapter 3.9, table 3-7): no surrogates, no overlong forms, at
// most U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dvcs::base {

bool is_valid_utf8(std::string_view bytes);

// Replaces every maximal subpart of an ill-formed sequence by one U+FFFD (chapter 3.9, "substitution of
// maximal subparts", which is what browsers, Java and Python do). Valid text comes back unchanged.
std::string repair_utf8(std::string_view bytes);

// Every NUL becomes U+FFFD: databases refuse it. In linear time, whatever the text.
std::string replace_nul(std::string text);

// The longest prefix of at most `max_bytes` that does not end inside a code point. `text` is valid UTF-8.
std::string_view cut_utf8(std::string_view text, std::size_t max_bytes);

}  // namespace dvcs::base
