#include "sync/random_world.hpp"

#include <iterator>

namespace dvcs::test {

std::string RandomWorld::any_branch() {
  auto at = forge.branches.begin();
  std::advance(at, static_cast<std::ptrdiff_t>(below(forge.branches.size())));
  return at->first;
}

std::string RandomWorld::any_commit() {
  const std::set<std::string> all = forge.reachable();
  auto at = all.begin();
  std::advance(at, static_cast<std::ptrdiff_t>(below(all.size())));
  return *at;
}

std::string RandomWorld::fresh_name() {
  static const char* const kOdd[] = {"feature/KEY-", "fix#",        "50%-", "\xF0\x9F\x90\x99-",
                                     "a+b&c=",       "\"quoted\"-", "z"};
  return kOdd[below(std::size(kOdd))] + std::to_string(++names_);
}

// Dates mostly rise; some run backwards, as clocks do.
void RandomWorld::push(const std::string& branch, std::size_t commits) {
  for (std::size_t i = 0; i < commits; ++i) {
    now_ += 60;
    const std::int64_t date =
        !clocks_agree && chance(10) ? now_ - static_cast<std::int64_t>(below(5000)) : now_;
    std::vector<std::string> parents;
    if (const auto head = forge.branches.find(branch); head != forge.branches.end())
      parents.push_back(head->second);
    forge.branches[branch] = forge.commit(
        parents, date, chance(50) ? "KEY-" + std::to_string(1 + below(200)) + " change" : "tidy up");
  }
}

void RandomWorld::merge() {
  const std::string into = any_branch();
  const std::string other = forge.branches.at(any_branch());
  if (forge.reach(forge.branches.at(into)).contains(other)) return push(into, 1);
  now_ += 60;
  forge.branches[into] = forge.commit({forge.branches.at(into), other}, now_, "Merge");
}

void RandomWorld::touch_merge_request() {
  now_ += 60;
  if (forge.merge_requests.empty() || chance(60)) {
    const auto iid = static_cast<std::int64_t>(forge.merge_requests.size()) + 1;
    forge.merge_requests.push_back({iid, "KEY-" + std::to_string(iid), now_});
  } else {
    forge.merge_requests[below(forge.merge_requests.size())].updated = now_;
  }
}

void RandomWorld::create(std::size_t commits) {
  push("main", 1 + below(3));
  for (std::size_t made = 0; made < commits; ++made) {
    if (chance(10) && forge.branches.size() < 6) {
      forge.branches[fresh_name()] = any_commit();
    } else if (chance(15)) {
      merge();
    } else {
      push(any_branch(), 1);
    }
    if (chance(15)) touch_merge_request();
  }
}

void RandomWorld::mutate() {
  const std::string branch = any_branch();
  const std::string head = forge.branches.at(branch);
  switch (below(9)) {
    case 0:
      return push(branch, 1 + below(8));
    case 1:
      return merge();
    case 2: {
      const std::string name = fresh_name();
      forge.branches[name] = any_commit();
      return push(name, below(4));
    }
    case 3:
      if (branch != forge.default_branch) forge.branches.erase(branch);
      return;
    case 4:
      if (branch == forge.default_branch) return push(branch, 1);
      forge.branches.erase(branch);
      forge.branches[fresh_name()] = head;
      return;
    case 5:  // forced to any older or foreign commit, with new ones on top
      forge.branches[branch] = any_commit();
      return push(branch, below(3));
    case 6:  // merged and removed, as merge requests end
      merge();
      if (branch != forge.default_branch) forge.branches.erase(branch);
      return;
    case 7:
      forge.branches[branch] = forge.branches.at(any_branch());
      return;
    default:
      return touch_merge_request();
  }
}

}  // namespace dvcs::test
