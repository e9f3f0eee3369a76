#include "sync/key_table.hpp"

#include "sync/id_hash.hpp"

namespace dvcs::sync {

std::string_view KeyTable::key(std::uint32_t number) const {
  const std::uint32_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(text_).substr(begin, ends_[number] - begin);
}

std::size_t KeyTable::slot_of(std::string_view key) const {
  std::size_t slot = static_cast<std::size_t>(hash_of_id(key)) % slots_.size();
  while (slots_[slot] != 0 && this->key(slots_[slot] - 1) != key) slot = (slot + 1) % slots_.size();
  return slot;
}

void KeyTable::grow() {
  slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, 0);
  for (std::uint32_t number = 0; number < ends_.size(); ++number) slots_[slot_of(key(number))] = number + 1;
}

std::uint32_t KeyTable::number_of(std::string_view key) {
  if ((ends_.size() + 1) * 4 > slots_.size() * 3) grow();
  std::uint32_t& slot = slots_[slot_of(key)];
  if (slot == 0) {
    text_.append(key);
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    slot = static_cast<std::uint32_t>(ends_.size());
  }
  return slot - 1;
}

}  // namespace dvcs::sync
