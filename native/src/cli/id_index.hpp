// From an id to its number, in 8 bytes an id and some room: 32 bits of its hash and the number. Who asks
// compares the id itself. Split in parts that grow one at a time, so that growing never doubles the memory.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace dvcs::cli {

class IdIndex {
 public:
  IdIndex();

  void insert(std::string_view id, std::uint32_t number);
  // The number for which `is_same` is true.
  template <class IsSame>
  std::optional<std::uint32_t> find(std::string_view id, IsSame&& is_same) const {
    const auto hash = hash_of(id);
    const auto& part = parts_[hash % kParts];
    for (auto at = start(part, hash); !part.slots.empty() && part.slots[at].number != kEmpty;
         at = (at + 1) % part.slots.size()) {
      const auto& slot = part.slots[at];
      if (slot.number != kErased && slot.print == print(hash) && is_same(slot.number)) return slot.number;
    }
    return std::nullopt;
  }
  void erase(std::string_view id, std::uint32_t number);
  void each(const std::function<void(std::uint32_t)>& visit) const;
  std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kParts = 64;
  static constexpr std::uint32_t kEmpty = 0xffffffff;
  static constexpr std::uint32_t kErased = 0xfffffffe;
  struct Slot {
    std::uint32_t print = 0;
    std::uint32_t number = kEmpty;
  };
  struct Part {
    std::vector<Slot> slots;
    std::size_t used = 0;  // erased ones too
  };

  static std::uint32_t print(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  static std::size_t start(const Part& part, std::uint64_t hash) {
    return static_cast<std::size_t>((std::uint64_t{print(hash)} * part.slots.size()) >> 32);
  }
  static void put(Part& part, Slot slot);
  static void grow(Part& part);
  std::uint64_t hash_of(std::string_view id) const;

  std::array<Part, kParts> parts_;
  std::size_t size_ = 0;
  std::uint64_t seed_;  // a hostile forge may choose ids
};

}  // namespace dvcs::cli
