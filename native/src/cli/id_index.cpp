#include "cli/id_index.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/entropy.hpp"

namespace dvcs::cli {

IdIndex::IdIndex() : seed_(base::random_seed()) {}

// Ids are hashes already; the seed and two rounds of splitmix64's finish keep chosen ones from meeting.
std::uint64_t IdIndex::hash_of(std::string_view id) const {
  auto hash = seed_;
  for (std::size_t at = 0; at < id.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, id.data() + at, std::min(sizeof word, id.size() - at));
    hash = (hash ^ word) * 0xbf58476d1ce4e5b9u;
    hash ^= hash >> 29;
  }
  hash *= 0x94d049bb133111ebu;
  return hash ^ (hash >> 31);
}

// A slot's place follows from its print, so a part grows without the ids.
void IdIndex::put(Part& part, Slot slot) {
  auto at = static_cast<std::size_t>((std::uint64_t{slot.print} * part.slots.size()) >> 32);
  while (part.slots[at].number != kEmpty) at = (at + 1) % part.slots.size();
  part.slots[at] = slot;
  ++part.used;
}

void IdIndex::grow(Part& part) {
  constexpr std::size_t kLeast = 16;
  Part larger;
  larger.slots.resize(std::max(kLeast, part.slots.size() + part.slots.size() / 2));
  for (const auto& slot : part.slots)
    if (slot.number < kErased) put(larger, slot);
  part = std::move(larger);
}

void IdIndex::insert(std::string_view id, std::uint32_t number) {
  const auto hash = hash_of(id);
  auto& part = parts_[hash % kParts];
  if ((part.used + 1) * 5 > part.slots.size() * 4) grow(part);
  put(part, {print(hash), number});
  ++size_;
}

void IdIndex::erase(std::string_view id, std::uint32_t number) {
  if (id.empty()) return;
  const auto hash = hash_of(id);
  auto& part = parts_[hash % kParts];
  if (part.slots.empty()) return;
  for (auto at = start(part, hash); part.slots[at].number != kEmpty; at = (at + 1) % part.slots.size()) {
    if (part.slots[at].number != number) continue;
    part.slots[at].number = kErased;
    --size_;
    return;
  }
}

void IdIndex::each(const std::function<void(std::uint32_t)>& visit) const {
  for (const auto& part : parts_)
    for (const auto& slot : part.slots)
      if (slot.number < kErased) visit(slot.number);
}

}  // namespace dvcs::cli
