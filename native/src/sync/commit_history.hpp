// What a run knows of a repository's commit graph, for whoever asks which keys lie between two commits.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dvcs::sync {

class CommitHistory {
 public:
  virtual ~CommitHistory() = default;

  // The first parent; empty for a root, nothing when the commit was not read.
  virtual std::optional<std::string> first_parent(std::string_view sha) const = 0;
  // The head of a branch as listed in this run; empty: there is none.
  virtual std::string head_of(std::string_view branch) const = 0;
  // The keys named by commits that `head` reaches and `exclude` does not (empty: nothing is excluded), each
  // once, in no particular order. Nothing when a commit on the way was not read in this run: then the forge
  // has to be asked.
  virtual std::optional<std::vector<std::string>> keys_between(std::string_view head,
                                                               std::string_view exclude) const = 0;
};

}  // namespace dvcs::sync
