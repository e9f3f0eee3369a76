// Git's commit object as a dvcs::Commit. Sources: git's commit.c and Documentation/gitformat-signature.txt.
#pragma once

#include <string_view>

#include "base/status.hpp"
#include "dvcs/model.hpp"

namespace dvcs::git {

// Headers may come in any order and be unknown (mergetag, gpgsig and their continuation lines are passed
// over). Text is made valid UTF-8: the `encoding` header is honoured (ISO-8859-1, UTF-8, and what iconv
// knows), what cannot be decoded becomes U+FFFD. Odd but legal objects are read: no message, no e-mail, a
// date before 1970 or of garbage (epoch 0, as git shows it), 64 parents. kMalformed only when there is no
// tree, no header at all, or a parent that is no object id. `keys` and `web_url` are left empty.
base::Result<Commit> parse_commit(std::string_view id, std::string_view content);

}  // namespace dvcs::git
