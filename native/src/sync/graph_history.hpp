// What a graph that was read whole answers about the keys between two commits.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "sync/commit_graph.hpp"
#include "sync/commit_history.hpp"

namespace dvcs::sync {

class GraphHistory final : public CommitHistory {
 public:
  explicit GraphHistory(const CommitGraph& graph) : graph_(graph) {}  // borrowed

  void set_head(std::string branch, std::string sha) { heads_[std::move(branch)] = std::move(sha); }

  std::optional<std::string> first_parent(std::string_view sha) const override;
  std::string head_of(std::string_view branch) const override;
  std::optional<std::vector<std::string>> keys_between(std::string_view head,
                                                       std::string_view exclude) const override;

 private:
  using Number = CommitGraph::Number;
  struct Reach {
    Number from;
    std::vector<bool> commits;
  };

  const std::vector<bool>& reach_of(Number head) const;
  void rank() const;
  bool keys_outside(Number head, const std::vector<bool>& known, std::vector<KeyTable::Key>& keys) const;
  bool keys_of_difference(Number head, Number exclude, std::vector<KeyTable::Key>& keys) const;

  const CommitGraph& graph_;
  std::unordered_map<std::string, std::string> heads_;  // by branch
  mutable std::vector<Number> rank_;    // 1 above the highest parent; filled when first needed
  mutable std::vector<Reach> reached_;  // of the heads asked for last
};

}  // namespace dvcs::sync
