// What a session has learned of its forge's git servers, so that not every repository has to ask. On the
// engine's thread.
#pragma once

#include <string>

namespace dvcs::sync {

struct GitHost {
  bool works = false;        // a repository was read: version 2 and filters are there
  std::string refusal = {};  // why none will be read in this session; empty: that is not known
};

}  // namespace dvcs::sync
