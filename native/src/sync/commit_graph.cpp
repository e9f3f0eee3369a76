#include "sync/commit_graph.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/hex.hpp"
#include "sync/id_hash.hpp"

namespace dvcs::sync {
namespace {

// Slots for `count` entries: a quarter stays free.
std::size_t slots_for(std::size_t count) {
  return count + count / 3 + 16;
}

}  // namespace

CommitGraph::CommitGraph(std::size_t id_bytes, std::size_t commits) : width_(id_bytes) {
  ids_.reserve(commits * width_);
  first_.reserve(commits);
  second_.reserve(commits);
  slots_.assign(slots_for(commits), kNone);
}

std::size_t CommitGraph::slot_of(std::string_view raw_id) const {
  // The upper half of the hash, scaled to the table: any number of slots will do.
  std::size_t slot = static_cast<std::size_t>(((hash_of_id(raw_id) >> 32) * slots_.size()) >> 32);
  while (slots_[slot] != kNone && raw(slots_[slot]) != raw_id) {
    if (++slot == slots_.size()) slot = 0;
  }
  return slot;
}

void CommitGraph::grow(std::size_t slots) {
  slots_.assign(slots, kNone);
  for (Number number = 0; number < first_.size(); ++number) slots_[slot_of(raw(number))] = number;
}

CommitGraph::Number CommitGraph::find_raw(std::string_view raw_id) const {
  return raw_id.size() == width_ ? slots_[slot_of(raw_id)] : kNone;
}

CommitGraph::Number CommitGraph::number_of(std::string_view raw_id) {
  if (slots_for(first_.size()) > slots_.size()) grow(slots_.size() + slots_.size() / 2);
  Number& slot = slots_[slot_of(raw_id)];
  if (slot == kNone) {
    slot = static_cast<Number>(first_.size());
    ids_.append(raw_id);
    first_.push_back(kUnread);
    second_.push_back(kNone);
  }
  return slot;
}

bool CommitGraph::add(std::string_view sha, const std::vector<std::string>& parents,
                      const std::vector<std::string>& keys) {
  const auto is_id = [this](std::string_view id) {
    return id.size() == width_ * 2 && base::is_object_id(id);
  };
  if (!is_id(sha) || !std::all_of(parents.begin(), parents.end(), is_id)) return false;
  const Number number = number_of(base::from_hex(sha));
  if (first_[number] != kUnread) return false;
  std::vector<Number> numbers;
  numbers.reserve(parents.size());
  for (const std::string& parent : parents) numbers.push_back(number_of(base::from_hex(parent)));
  first_[number] = numbers.empty() ? kNone : numbers[0];
  if (numbers.size() == 2) second_[number] = numbers[1];
  if (numbers.size() > 2) {
    second_[number] = kMore | static_cast<Number>(more_.size());
    more_.push_back(std::move(numbers));
  }
  for (const std::string& key : keys) keys_of_.push_back({number, keys_.number_of(key)});
  keys_sorted_ = keys_sorted_ && keys.empty();
  ++read_;
  return true;
}

bool CommitGraph::has_read(std::string_view id) const {
  const Number number = find(id);
  return number != kNone && is_read(number);
}

bool CommitGraph::names_key(std::string_view id) const {
  bool any = false;
  const Number number = find(id);
  if (number != kNone) each_key(number, [&](std::uint32_t) { any = true; });
  return any;
}

std::vector<std::string> CommitGraph::unread_parents(std::string_view id) const {
  std::vector<std::string> found;
  const Number number = find(id);
  if (number == kNone) return found;
  each_parent(number, [&](Number parent) {
    if (!is_read(parent)) found.push_back(sha(parent));
  });
  return found;
}

void CommitGraph::mark(std::vector<Number> from, std::vector<bool>& marked) const {
  marked.resize(size());
  while (!from.empty()) {
    const Number at = from.back();
    from.pop_back();
    if (marked[at]) continue;
    marked[at] = true;
    each_parent(at, [&](Number parent) {
      if (!marked[parent]) from.push_back(parent);
    });
  }
}

std::size_t CommitGraph::bytes() const {
  return ids_.capacity() + (first_.capacity() + second_.capacity() + slots_.capacity()) * sizeof(Number) +
         keys_of_.capacity() * sizeof(KeyOf) + keys_.bytes();
}

}  // namespace dvcs::sync
