// What a session has learned of its forge's git servers, so that not every repository has to ask. On the
// engine's thread.
#pragma once

#include <string>
#include <string_view>

namespace dvcs::sync {

struct GitHost {
  bool works = false;           // a repository was read: version 2 and filters are there
  std::string refusal = {};     // why none will be read with this token; empty: that is not known
  std::string credential = {};  // faint_mark of the token
};

// 16 bits of a text as 4 hex digits: they show that it is another one now, and are too few to learn it from.
std::string faint_mark(std::string_view text);

}  // namespace dvcs::sync
