// Git's commit object as a dvcs::Commit. Sources: git's commit.c and Documentation/gitformat-signature.txt.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/status.hpp"
#include "dvcs/model.hpp"

namespace dvcs::git {

// A commit object cut into its parts, which are borrowed from it.
struct CommitParts {
  bool has_tree = false;
  std::vector<std::string_view> parents;  // as they are written
  std::string_view author;
  std::string_view committer;
  std::string_view encoding;
  std::string_view message;
};

// Any bytes can be cut. Parents are, as for git, the lines right after the tree; what calls itself one
// further down is passed over.
CommitParts split_commit(std::string_view content);

// What keeps the object from being a commit of a repository whose ids have `digits`, in words; null: nothing.
const char* fault_of(const CommitParts& parts, std::size_t digits);

// Headers may come in any order and be unknown (mergetag, gpgsig and their continuation lines are passed
// over). Text is made valid UTF-8: the `encoding` header is honoured (ISO-8859-1, UTF-8, and what iconv
// knows), what cannot be decoded becomes U+FFFD. Odd but legal objects are read: no message, no e-mail, a
// date before 1970 or of garbage (epoch 0, as git shows it), 64 parents. kMalformed only when there is no
// tree, no header at all, or a parent that is no object id of this repository's format. `keys` and `web_url`
// are left empty.
base::Result<Commit> parse_commit(std::string_view id, std::string_view content);

}  // namespace dvcs::git
