// Where issue keys stand in a text (native/doc/grammar.md), one after the other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dvcs/session.hpp"

namespace dvcs::text {

struct KeyPlace {
  std::size_t begin = 0;
  std::size_t end = 0;  // one past the last digit
};

// One pass over any bytes, linear in their number. Keeps a view of `text`; one thread.
class KeyScanner {
 public:
  KeyScanner(std::string_view text, KeyGrammar grammar);

  // The next key; nothing when there is no more.
  std::optional<KeyPlace> next();

 private:
  std::optional<std::size_t> project_begin(std::size_t dash) const;

  std::string_view text_;
  unsigned letter_;        // classes that may begin a project part
  unsigned part_;          // classes that may belong to one
  std::size_t floor_ = 0;  // the character after the previous hyphen
};

// As Jira writes it: ASCII letters in upper case.
std::string upper_case_key(std::string_view key);

}  // namespace dvcs::text
