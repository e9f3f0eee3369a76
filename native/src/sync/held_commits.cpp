#include "sync/held_commits.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace dvcs::sync {

void HeldCommits::add(Commit commit, bool wanted) {
  if (!index_.emplace(commit.sha, nodes_.size()).second) return;
  Node node;
  node.wanted = wanted;
  if (wanted) {
    bytes_ += commit.message.size();
    node.commit = std::move(commit);
  } else {
    node.commit.sha = std::move(commit.sha);
    node.commit.parents = std::move(commit.parents);
  }
  bytes_ += sizeof(Node) + (node.commit.parents.size() + 2) * (node.commit.sha.size() + sizeof(std::string));
  nodes_.push_back(std::move(node));
  ++remaining_;
}

const HeldCommits::Node* HeldCommits::find(std::string_view sha) const {
  const auto found = index_.find(std::string(sha));
  return found == index_.end() ? nullptr : &nodes_[found->second];
}

bool HeldCommits::remains(std::string_view sha) const {
  const Node* node = find(sha);
  return node != nullptr && !node->dropped;
}

// Calls `visit(index)` for `from` and its held ancestors; it says whether to go on below that one.
template <class Visit>
void HeldCommits::walk(std::string_view from, Visit visit) const {
  std::vector<std::size_t> todo;
  const auto push = [&](const std::string& sha) {
    if (const auto found = index_.find(sha); found != index_.end()) todo.push_back(found->second);
  };
  push(std::string(from));
  while (!todo.empty()) {
    const std::size_t at = todo.back();
    todo.pop_back();
    if (!visit(at)) continue;
    for (const std::string& parent : nodes_[at].commit.parents) push(parent);
  }
}

void HeldCommits::drop_from(std::string_view sha) {
  walk(sha, [this](std::size_t at) {
    if (nodes_[at].dropped) return false;  // its ancestors are dropped already
    nodes_[at].dropped = true;
    nodes_[at].commit.message.clear();
    --remaining_;
    return true;
  });
}

std::vector<std::string> HeldCommits::bottoms() const {
  std::vector<std::string> found;
  for (const Node& node : nodes_) {
    const auto& parents = node.commit.parents;
    const bool has_parent =
        std::any_of(parents.begin(), parents.end(), [this](const std::string& sha) { return remains(sha); });
    if (!node.dropped && !has_parent) found.push_back(node.commit.sha);
  }
  return found;
}

std::vector<std::string> HeldCommits::tops() const {
  std::unordered_set<std::string_view> with_child;
  for (const Node& node : nodes_) {
    if (!node.dropped) with_child.insert(node.commit.parents.begin(), node.commit.parents.end());
  }
  std::vector<std::string> found;
  for (const Node& node : nodes_) {
    if (!node.dropped && !with_child.contains(node.commit.sha)) found.push_back(node.commit.sha);
  }
  return found;
}

std::vector<std::string> HeldCommits::reached_from(std::string_view sha) const {
  std::vector<std::string> found;
  std::unordered_set<std::size_t> visited;
  walk(sha, [&](std::size_t at) {
    if (nodes_[at].dropped || !visited.insert(at).second) return false;
    found.push_back(nodes_[at].commit.sha);
    return true;
  });
  return found;
}

std::vector<Commit> HeldCommits::take() {
  std::vector<Commit> commits;
  for (Node& node : nodes_) {
    if (node.wanted && !node.dropped) commits.push_back(std::move(node.commit));
  }
  *this = HeldCommits();
  return commits;
}

}  // namespace dvcs::sync
