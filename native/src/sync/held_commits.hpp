// Commits that look new, held back until it is certain that the caller does not know them. A small graph.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dvcs/model.hpp"

namespace dvcs::sync {

class HeldCommits {
 public:
  // Of a commit that is not `wanted` only its place in the graph is kept.
  void add(Commit commit, bool wanted);
  bool contains(std::string_view sha) const { return index_.contains(std::string(sha)); }
  bool remains(std::string_view sha) const;

  // The caller knows this commit and so everything that it reaches.
  void drop_from(std::string_view sha);

  std::size_t count() const { return nodes_.size(); }  // dropped ones too
  std::size_t remaining() const { return remaining_; }
  std::size_t bytes() const { return bytes_; }

  // Of what remains: those without a remaining parent, those without a remaining child.
  std::vector<std::string> bottoms() const;
  std::vector<std::string> tops() const;
  // Remaining ones that `sha` reaches, itself included.
  std::vector<std::string> reached_from(std::string_view sha) const;

  // The wanted ones that remain, in the order of adding. Nothing is held afterwards.
  std::vector<Commit> take();

 private:
  struct Node {
    Commit commit;
    bool wanted = false;
    bool dropped = false;
  };

  const Node* find(std::string_view sha) const;
  template <class Visit>
  void walk(std::string_view from, Visit visit) const;

  std::vector<Node> nodes_;
  std::unordered_map<std::string, std::size_t> index_;
  std::size_t remaining_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace dvcs::sync
