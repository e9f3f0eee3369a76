// The commits of a pack as a compact graph: id, parents by number, the keys that each names. Some 34 bytes a
// commit and 8 a key, so that a million of them fit beside a Jira.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/hex.hpp"
#include "sync/key_table.hpp"

namespace dvcs::sync {

class CommitGraph {
 public:
  // A commit's place, in the order in which its id was first met. Those below size() are commits that were
  // added, or only named as a parent.
  using Number = std::uint32_t;
  static constexpr Number kNone = 0x7FFF'FFFF;

  explicit CommitGraph(std::size_t id_bytes) : width_(id_bytes) {}  // 20 or 32
  // So many commits are to come, by the word of somebody who may lie.
  void expect(std::size_t commits);

  // The commit's number; kNone: it was added before. `parents` are hexadecimal digits: those that are no id
  // of this repository's format are passed over, one that is named again counts once.
  Number add(std::string_view raw_id, const std::vector<std::string_view>& parents,
             const std::vector<std::string>& keys);

  std::size_t size() const { return first_.size(); }
  std::size_t read() const { return read_; }                                         // commits added
  std::size_t unread() const { return size() - read_; }                              // named as a parent only
  Number find(std::string_view sha) const { return find_raw(base::from_hex(sha)); }  // kNone: unknown
  std::string sha(Number number) const { return base::to_hex(raw(number)); }
  bool is_read(Number number) const { return first_[number] != kUnread; }
  template <class Visit>
  void each_parent(Number number, Visit visit) const;
  template <class Visit>
  void each_key(Number number, Visit visit) const;  // KeyTable::Key
  const KeyTable& keys() const { return keys_; }

  bool knows(std::string_view id) const { return find(id) != kNone; }
  bool has_read(std::string_view id) const;
  bool names_key(Number number) const;
  // All commits that were added, each after its parents. Linear in their number and that of their parents.
  std::vector<Number> parents_first() const;
  // Sets the bits of these and of what they reach.
  void mark(std::vector<Number> from, std::vector<bool>& marked) const;

  std::size_t bytes() const;  // of memory

 private:
  static constexpr Number kUnread = 0x7FFF'FFFE;  // in first_: only named as a parent so far
  static constexpr Number kMore = 0x8000'0000;    // in second_: an index into more_

  struct KeyOf {
    Number commit;
    KeyTable::Key key;
  };

  Number find_raw(std::string_view raw) const;
  Number number_of(std::string_view raw);
  std::size_t slot_of(std::string_view raw) const;
  void grow();
  std::string_view raw(Number number) const { return {ids_.data() + number * width_, width_}; }

  void add_keys(Number number, const std::vector<std::string>& keys);
  void sort_keys() const;

  std::size_t width_;
  std::size_t expected_ = 0;
  std::size_t read_ = 0;
  std::string ids_;  // width_ each
  std::vector<Number> first_;
  std::vector<Number> second_;
  std::vector<std::vector<Number>> more_;  // all parents of commits with three or more
  std::size_t more_bytes_ = 0;             // of what more_ points to
  std::vector<Number> slots_;              // open addressing; kNone is free
  mutable std::deque<KeyOf> keys_of_;      // by commit, once keys_sorted_
  mutable bool keys_sorted_ = true;
  KeyTable keys_;
};

template <class Visit>
void CommitGraph::each_parent(Number number, Visit visit) const {
  const Number second = second_[number];
  if (second != kNone && (second & kMore) != 0) {
    for (const Number parent : more_[second & ~kMore]) visit(parent);
    return;
  }
  if (first_[number] == kNone || first_[number] == kUnread) return;
  visit(first_[number]);
  if (second != kNone) visit(second);
}

template <class Visit>
void CommitGraph::each_key(Number number, Visit visit) const {
  if (!keys_sorted_) sort_keys();
  const auto less = [](const KeyOf& key, Number commit) { return key.commit < commit; };
  for (auto at = std::lower_bound(keys_of_.begin(), keys_of_.end(), number, less);
       at != keys_of_.end() && at->commit == number; ++at) {
    visit(at->key);
  }
}

}  // namespace dvcs::sync
