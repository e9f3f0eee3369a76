#include "sync/key_table.hpp"

#include <charconv>
#include <system_error>

#include "sync/id_hash.hpp"

namespace dvcs::sync {

std::string_view KeyTable::part(std::uint32_t place) const {
  const std::uint32_t begin = place == 0 ? 0 : ends_[place - 1];
  return std::string_view(text_).substr(begin, ends_[place] - begin);
}

std::size_t KeyTable::slot_of(std::string_view part) const {
  std::size_t slot = static_cast<std::size_t>(hash_of_id(part)) % slots_.size();
  while (slots_[slot] != 0 && this->part(slots_[slot] - 1) != part) slot = (slot + 1) % slots_.size();
  return slot;
}

void KeyTable::grow() {
  slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, 0);
  for (std::uint32_t place = 0; place < ends_.size(); ++place) slots_[slot_of(part(place))] = place + 1;
}

std::uint32_t KeyTable::place_of(std::string_view part) {
  if ((ends_.size() + 1) * 4 > slots_.size() * 3) grow();
  std::uint32_t& slot = slots_[slot_of(part)];
  if (slot == 0) {
    text_.append(part);
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    slot = static_cast<std::uint32_t>(ends_.size());
  }
  return slot - 1;
}

KeyTable::Key KeyTable::key_of(std::string_view text) {
  const std::size_t dash = text.rfind('-');
  const std::string_view digits = text.substr(dash == std::string_view::npos ? text.size() : dash + 1);
  std::uint32_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool as_written = fault == std::errc() && end == digits.data() + digits.size() &&
                          number >> kNumberBits == 0 && (digits.front() != '0' || digits.size() == 1);
  if (as_written) {
    const std::uint32_t place = place_of(text.substr(0, dash));
    if (place < kProjects) return place << kNumberBits | number;
  }
  return kWhole | place_of(text);
}

std::string KeyTable::text(Key key) const {
  if ((key & kWhole) != 0) return std::string(part(key & ~kWhole));
  return std::string(part(key >> kNumberBits)) + "-" + std::to_string(key & ((1U << kNumberBits) - 1));
}

}  // namespace dvcs::sync
