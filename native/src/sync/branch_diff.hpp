// What became of the branches since the caller last knew them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dvcs/model.hpp"
#include "dvcs/session.hpp"

namespace dvcs::sync {

struct BranchDiff {
  // Branches whose head differs from what is known or that are new: the default branch first (others lean on
  // it), then moved ones, then new ones. A renamed branch is a deleted one and a new one.
  std::vector<Branch> changed;
  std::vector<std::string> deleted;
  std::string default_head;  // empty: there is no default branch among the listed ones
};

BranchDiff diff_branches(const std::vector<Branch>& listed, const std::vector<KnownBranch>& known,
                         std::string_view default_branch);

}  // namespace dvcs::sync
