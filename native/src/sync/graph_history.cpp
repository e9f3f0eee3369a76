#include "sync/graph_history.hpp"

#include <algorithm>
#include <queue>
#include <unordered_map>
#include <utility>

namespace dvcs::sync {
namespace {

constexpr std::size_t kRememberedHeads = 8;
constexpr unsigned kFromHead = 1;
constexpr unsigned kFromExclude = 2;

}  // namespace

std::optional<std::string> GraphHistory::first_parent(std::string_view sha) const {
  const Number number = graph_.find(sha);
  if (number == CommitGraph::kNone || !graph_.is_read(number)) return std::nullopt;
  std::string parent;
  graph_.each_parent(number, [&](Number one) {
    if (parent.empty()) parent = graph_.sha(one);
  });
  return parent;
}

std::string GraphHistory::head_of(std::string_view branch) const {
  const auto found = heads_.find(std::string(branch));
  return found == heads_.end() ? std::string() : found->second;
}

std::optional<std::vector<std::string>> GraphHistory::keys_between(std::string_view head,
                                                                   std::string_view exclude) const {
  const Number from = graph_.find(head);
  const Number without = exclude.empty() ? CommitGraph::kNone : graph_.find(exclude);
  if (from == CommitGraph::kNone || (without == CommitGraph::kNone && !exclude.empty())) return std::nullopt;
  // Many merge requests go to the same few branches, whose whole reach is worth remembering; any other end
  // is near.
  const bool is_head =
      std::any_of(heads_.begin(), heads_.end(), [&](const auto& branch) { return branch.second == exclude; });
  std::vector<KeyTable::Key> keys;
  const bool whole = without == CommitGraph::kNone ? keys_outside(from, {}, keys)
                     : is_head                     ? keys_outside(from, reach_of(without), keys)
                                                   : keys_of_difference(from, without, keys);
  if (!whole) return std::nullopt;
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::vector<std::string> texts;
  texts.reserve(keys.size());
  for (const KeyTable::Key key : keys) texts.push_back(graph_.keys().text(key));
  return texts;
}

const std::vector<bool>& GraphHistory::reach_of(Number head) const {
  for (const Reach& reach : reached_) {
    if (reach.from == head) return reach.commits;
  }
  if (reached_.size() == kRememberedHeads) reached_.erase(reached_.begin());
  reached_.push_back({head, {}});
  graph_.mark({head}, reached_.back().commits);
  return reached_.back().commits;
}

// False: a commit on the way was not read.
bool GraphHistory::keys_outside(Number head, const std::vector<bool>& known,
                                std::vector<KeyTable::Key>& keys) const {
  std::unordered_map<Number, bool> seen;
  std::vector<Number> todo{head};
  while (!todo.empty()) {
    const Number at = todo.back();
    todo.pop_back();
    if ((at < known.size() && known[at]) || !seen.emplace(at, true).second) continue;
    if (!graph_.is_read(at)) return false;
    graph_.each_key(at, [&](KeyTable::Key key) { keys.push_back(key); });
    graph_.each_parent(at, [&](Number parent) { todo.push_back(parent); });
  }
  return true;
}

// Both ends walk down side by side, highest rank first: a commit is looked at only after all that could reach
// it. It ends when only commits below `exclude` are left.
bool GraphHistory::keys_of_difference(Number head, Number exclude, std::vector<KeyTable::Key>& keys) const {
  rank();
  std::unordered_map<Number, unsigned> colours;
  std::priority_queue<std::pair<Number, Number>> queue;  // rank, commit
  std::size_t wanted = 0;                                // in the queue, reached from `head` only
  const auto paint = [&](Number commit, unsigned colour) {
    unsigned& before = colours[commit];
    const unsigned after = before | colour;
    if (before == 0) queue.emplace(rank_[commit], commit);
    wanted += (after == kFromHead ? 1U : 0U);
    wanted -= (before == kFromHead ? 1U : 0U);
    before = after;
  };
  paint(head, kFromHead);
  paint(exclude, kFromExclude);
  while (wanted > 0) {
    const Number at = queue.top().second;
    queue.pop();
    const unsigned colour = colours[at];
    if (colour == kFromHead) {
      --wanted;
      if (!graph_.is_read(at)) return false;
      graph_.each_key(at, [&](KeyTable::Key key) { keys.push_back(key); });
    }
    graph_.each_parent(at, [&](Number parent) { paint(parent, colour); });
  }
  return true;
}

void GraphHistory::rank() const {
  if (rank_.size() == graph_.size()) return;
  rank_.assign(graph_.size(), 0);
  std::vector<Number> todo;
  for (Number start = 0; start < graph_.size(); ++start) {
    todo.push_back(start);
    while (!todo.empty()) {
      const Number at = todo.back();
      const std::size_t before = todo.size();
      Number highest = 0;
      if (rank_[at] == 0) {
        graph_.each_parent(at, [&](Number parent) {
          if (rank_[parent] == 0) todo.push_back(parent);
          highest = std::max(highest, rank_[parent]);
        });
      }
      if (todo.size() > before) continue;  // parents first
      todo.pop_back();
      if (rank_[at] == 0) rank_[at] = highest + 1;
    }
  }
}

}  // namespace dvcs::sync
