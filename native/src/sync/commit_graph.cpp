#include "sync/commit_graph.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "base/hex.hpp"
#include "sync/id_hash.hpp"

namespace dvcs::sync {
namespace {

constexpr std::size_t kMostExpected = 8'000'000;

using RawId = std::array<char, 32>;

// Decodes lower-case digits without taking memory; false: they are none.
bool decode_id(std::string_view digits, RawId& raw) {
  const auto value = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  int faults = 0;
  for (std::size_t i = 0; i < digits.size() / 2; ++i) {
    const int high = value(digits[2 * i]);
    const int low = value(digits[2 * i + 1]);
    faults |= high | low;
    raw[i] = static_cast<char>(high * 16 + low);
  }
  return faults >= 0;
}

// Slots for `count` entries: a quarter stays free.
std::size_t slots_for(std::size_t count) {
  return count + count / 3 + 16;
}

// Keeps the first of each. What is named a million times is hostile, and costs no square of that.
void drop_repeated(std::vector<CommitGraph::Number>& parents) {
  if (parents.size() < 2 || (parents.size() == 2 && parents[0] != parents[1])) return;
  std::unordered_set<CommitGraph::Number> seen;
  std::erase_if(parents, [&](CommitGraph::Number parent) { return !seen.insert(parent).second; });
}

}  // namespace

// Memory that is reserved and not used costs nothing, up to a point.
void CommitGraph::expect(std::size_t commits) {
  expected_ = std::min(commits, kMostExpected);
  ids_.reserve(expected_ * width_);
  first_.reserve(expected_);
  second_.reserve(expected_);
}

std::size_t CommitGraph::slot_of(std::string_view raw_id) const {
  // The upper half of the hash, scaled to the table: any number of slots will do.
  std::size_t slot = static_cast<std::size_t>(((hash_of_id(raw_id) >> 32) * slots_.size()) >> 32);
  while (slots_[slot] != kNone && raw(slots_[slot]) != raw_id) {
    if (++slot == slots_.size()) slot = 0;
  }
  return slot;
}

// Believes in what is expected when an eighth of it has come.
void CommitGraph::grow() {
  const std::size_t count = first_.size();
  const std::size_t next = expected_ > count && expected_ / 8 <= count ? expected_ : count + count / 2;
  std::vector<Number>().swap(slots_);  // before the new ones are there
  slots_.assign(slots_for(next + 1), kNone);
  for (Number number = 0; number < count; ++number) slots_[slot_of(raw(number))] = number;
}

CommitGraph::Number CommitGraph::find_raw(std::string_view raw_id) const {
  return raw_id.size() == width_ && !slots_.empty() ? slots_[slot_of(raw_id)] : kNone;
}

CommitGraph::Number CommitGraph::number_of(std::string_view raw_id) {
  if (slots_for(first_.size()) > slots_.size()) grow();
  Number& slot = slots_[slot_of(raw_id)];
  if (slot == kNone) {
    slot = static_cast<Number>(first_.size());
    ids_.append(raw_id);
    first_.push_back(kUnread);
    second_.push_back(kNone);
  }
  return slot;
}

CommitGraph::Number CommitGraph::add(std::string_view raw_id, const std::vector<std::string_view>& parents,
                                     const std::vector<std::string>& keys) {
  if (raw_id.size() != width_) return kNone;
  const Number number = number_of(raw_id);
  if (first_[number] != kUnread) return kNone;
  std::vector<Number> numbers;
  numbers.reserve(parents.size());
  RawId raw{};
  for (const std::string_view parent : parents) {
    if (parent.size() == width_ * 2 && decode_id(parent, raw))
      numbers.push_back(number_of({raw.data(), width_}));
  }
  drop_repeated(numbers);
  first_[number] = numbers.empty() ? kNone : numbers[0];
  if (numbers.size() == 2) second_[number] = numbers[1];
  if (numbers.size() > 2) {
    second_[number] = kMore | static_cast<Number>(more_.size());
    numbers.shrink_to_fit();
    more_bytes_ += numbers.size() * sizeof(Number);
    more_.push_back(std::move(numbers));
  }
  add_keys(number, keys);
  ++read_;
  return number;
}

void CommitGraph::add_keys(Number number, const std::vector<std::string>& keys) {
  if (keys.empty()) return;
  keys_sorted_ = keys_sorted_ && (keys_of_.empty() || keys_of_.back().commit < number);
  for (const std::string& key : keys) keys_of_.push_back({number, keys_.key_of(key)});
}

void CommitGraph::sort_keys() const {
  std::sort(keys_of_.begin(), keys_of_.end(),
            [](const KeyOf& a, const KeyOf& b) { return a.commit < b.commit; });
  keys_sorted_ = true;
}

bool CommitGraph::has_read(std::string_view id) const {
  const Number number = find(id);
  return number != kNone && is_read(number);
}

bool CommitGraph::names_key(Number number) const {
  bool any = false;
  each_key(number, [&](const KeyTable::Key&) { any = true; });
  return any;
}

std::vector<CommitGraph::Number> CommitGraph::parents_first() const {
  std::vector<Number> order;
  order.reserve(read_);
  enum : char { kNew, kOpen, kDone };
  std::vector<char> state(size(), kNew);
  std::vector<Number> todo;
  for (Number start = 0; start < size(); ++start) {
    todo.push_back(start);
    while (!todo.empty()) {
      const Number at = todo.back();
      if (state[at] == kNew) {
        state[at] = kOpen;
        each_parent(at, [&](Number parent) {
          if (state[parent] == kNew) todo.push_back(parent);
        });
        continue;
      }
      todo.pop_back();
      if (std::exchange(state[at], kDone) == kOpen && is_read(at)) order.push_back(at);
    }
  }
  return order;
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
  return ids_.size() + (first_.size() + second_.size() + slots_.size()) * sizeof(Number) +
         more_.capacity() * sizeof(std::vector<Number>) + more_bytes_ + keys_of_.size() * sizeof(KeyOf) +
         keys_.bytes();
}

}  // namespace dvcs::sync
