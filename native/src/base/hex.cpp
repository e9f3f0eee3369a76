#include "base/hex.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace dvcs::base {
namespace {

constexpr std::uint8_t kNoDigit = 0xff;

// The value of each hexadecimal digit.
constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::uint8_t i = 0; i < 10; ++i) values['0' + i] = i;
  for (std::uint8_t i = 0; i < 6; ++i) values['a' + i] = values['A' + i] = static_cast<std::uint8_t>(10 + i);
  return values;
}();

std::uint8_t value_of(char digit) {
  return kValues[static_cast<unsigned char>(digit)];
}

// `bytes` has room for half the digits. False: something is no digit.
bool decode(std::string_view digits, char* bytes) {
  unsigned seen = 0;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    const unsigned high = value_of(digits[i]);
    const unsigned low = value_of(digits[i + 1]);
    seen |= high | low;
    *bytes++ = static_cast<char>(high << 4 | (low & 0xf));
  }
  return (seen & 0xf0) == 0;
}

bool has_id_length(std::string_view digits) {
  return digits.size() == 40 || digits.size() == 64;
}

}  // namespace

bool is_object_id(std::string_view text) {
  if (!has_id_length(text)) return false;
  unsigned seen = 0;
  unsigned upper = 0;
  for (const char c : text) {
    seen |= value_of(c);
    upper |= (c >= 'A' && c <= 'F') ? 1U : 0U;
  }
  return (seen & 0xf0) == 0 && upper == 0;
}

BinaryId::BinaryId(std::string_view digits) {
  if (has_id_length(digits) && decode(digits, bytes_.data())) size_ = digits.size() / 2;
}

std::string from_hex(std::string_view digits) {
  std::string bytes(digits.size() / 2, '\0');
  if (digits.size() % 2 != 0 || !decode(digits, bytes.data())) return {};
  return bytes;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text.push_back(kDigits[value >> 4]);
    text.push_back(kDigits[value & 15]);
  }
  return text;
}

}  // namespace dvcs::base
