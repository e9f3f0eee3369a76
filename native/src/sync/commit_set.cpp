#include "sync/commit_set.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/hex.hpp"
#include "sync/id_hash.hpp"

namespace dvcs::sync {
namespace {

constexpr std::size_t kFirstSlots = 64;

bool is_zero(std::string_view id) {
  return std::all_of(id.begin(), id.end(), [](char c) { return c == 0; });
}

}  // namespace

std::size_t CommitSet::Table::slot_of(std::string_view id) const {
  std::size_t slot = hash_of_id(id) & (slots - 1);
  while (!is_free(slot) && std::memcmp(ids.data() + slot * width, id.data(), width) != 0) {
    slot = (slot + 1) & (slots - 1);
  }
  return slot;
}

bool CommitSet::Table::is_free(std::size_t slot) const {
  return is_zero({ids.data() + slot * width, width});
}

void CommitSet::Table::grow() {
  Table larger(width);
  larger.slots = slots == 0 ? kFirstSlots : slots * 2;
  larger.ids.resize(larger.slots * width);
  for (std::size_t slot = 0; slot < slots; ++slot) {
    if (is_free(slot)) continue;
    const std::string_view id(ids.data() + slot * width, width);
    std::memcpy(larger.ids.data() + larger.slot_of(id) * width, id.data(), width);
  }
  larger.used = used;
  *this = std::move(larger);
}

const CommitSet::Table* CommitSet::table_for(std::size_t width) const {
  if (width == sha1_.width) return &sha1_;
  return width == sha256_.width ? &sha256_ : nullptr;
}

bool CommitSet::insert(std::string_view sha) {
  const base::BinaryId binary(sha);
  const std::string_view id = binary.view();
  auto* table = const_cast<Table*>(table_for(id.size()));
  if (table == nullptr || is_zero(id)) return false;
  if ((table->used + 1) * 4 > table->slots * 3) table->grow();
  const std::size_t slot = table->slot_of(id);
  if (!table->is_free(slot)) return false;
  std::memcpy(table->ids.data() + slot * table->width, id.data(), id.size());
  ++table->used;
  return true;
}

bool CommitSet::contains(std::string_view sha) const {
  if (size() == 0) return false;
  const base::BinaryId binary(sha);
  const std::string_view id = binary.view();
  const Table* table = table_for(id.size());
  if (table == nullptr || table->used == 0 || is_zero(id)) return false;
  return !table->is_free(table->slot_of(id));
}

}  // namespace dvcs::sync
