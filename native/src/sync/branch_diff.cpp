#include "sync/branch_diff.hpp"

#include <algorithm>

namespace dvcs::sync {

BranchDiff diff_branches(const std::vector<Branch>& listed, const std::vector<KnownBranch>& known,
                         std::string_view default_branch) {
  std::unordered_map<std::string_view, std::string_view> known_heads;
  for (const KnownBranch& branch : known) known_heads.emplace(branch.name, branch.sha);

  const Branch* main = nullptr;  // the forge's own mark wins over the name
  for (const Branch& branch : listed) {
    if (branch.is_default || (main == nullptr && branch.name == default_branch)) main = &branch;
  }

  BranchDiff diff;
  std::unordered_set<std::string_view> names;
  std::vector<Branch> fresh;
  for (const Branch& branch : listed) {
    if (!names.insert(branch.name).second) continue;
    const auto old = known_heads.find(branch.name);
    if (old == known_heads.end()) {
      fresh.push_back(branch);
    } else if (old->second != branch.sha) {
      diff.changed.push_back(branch);
    }
  }
  diff.changed.insert(diff.changed.end(), fresh.begin(), fresh.end());
  if (main != nullptr) {
    diff.default_head = main->sha;
    const auto at = std::find_if(diff.changed.begin(), diff.changed.end(),
                                 [&](const Branch& branch) { return branch.name == main->name; });
    if (at != diff.changed.end()) std::rotate(diff.changed.begin(), at, at + 1);
  }
  for (const KnownBranch& branch : known) {
    if (!names.contains(branch.name)) diff.deleted.push_back(branch.name);
  }
  return diff;
}

}  // namespace dvcs::sync
