// Object ids: 20 or 32 bytes, written as 40 or 64 hexadecimal digits.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace dvcs::base {

// Whether `text` is an object id as forges write it: 40 or 64 lower-case hexadecimal digits.
bool is_object_id(std::string_view text);

// The bytes of an even number of hexadecimal digits of either case; empty when `digits` is not that.
std::string from_hex(std::string_view digits);

// The bytes of an object id, without an allocation: for what looks ids up by the thousand.
class BinaryId {
 public:
  // 40 or 64 hexadecimal digits of either case; empty when `digits` is not that.
  explicit BinaryId(std::string_view digits);
  std::string_view view() const { return {bytes_.data(), size_}; }
  bool empty() const { return size_ == 0; }

 private:
  static constexpr std::size_t kLongest = 32;
  std::array<char, kLongest> bytes_;
  std::size_t size_ = 0;
};

// Lower-case digits.
std::string to_hex(std::string_view bytes);

}  // namespace dvcs::base
