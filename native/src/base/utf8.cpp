#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace dvcs::base {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Sequence {
  std::size_t length = 1;  // of the character, or of the maximal subpart to replace
  bool valid = false;
};

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

// The sequence that starts at `at`, where a byte >= 0x80 stands.
Sequence sequence_at(std::string_view bytes, std::size_t at) {
  const std::uint8_t lead = byte_at(bytes, at);
  std::size_t length = 0;
  std::uint8_t low = 0x80;  // bounds of the second byte; further ones are 80..BF
  std::uint8_t high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= bytes.size() || byte_at(bytes, at + i) < low || byte_at(bytes, at + i) > high)
      return {i, false};
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

// The end of the run of ASCII that starts at `at`, eight bytes a step.
std::size_t skip_ascii(std::string_view bytes, std::size_t at) {
  while (at + 8 <= bytes.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    if ((word & 0x8080808080808080U) != 0) break;
    at += 8;
  }
  while (at < bytes.size() && byte_at(bytes, at) < 0x80) ++at;
  return at;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  for (std::size_t at = skip_ascii(bytes, 0); at < bytes.size(); at = skip_ascii(bytes, at)) {
    const Sequence sequence = sequence_at(bytes, at);
    if (!sequence.valid) return false;
    at += sequence.length;
  }
  return true;
}

std::string repair_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  std::size_t copied = 0;  // everything before is in `text`
  for (std::size_t at = skip_ascii(bytes, 0); at < bytes.size(); at = skip_ascii(bytes, at)) {
    const Sequence sequence = sequence_at(bytes, at);
    if (!sequence.valid) {
      text.append(bytes.substr(copied, at - copied)).append(kReplacement);
      copied = at + sequence.length;
    }
    at += sequence.length;
  }
  return text.append(bytes.substr(copied));
}

std::string replace_nul(std::string text) {
  if (text.find('\0') == std::string::npos) return text;
  std::string replaced;
  replaced.reserve(text.size() + 64);
  for (const char c : text) {
    if (c == '\0') {
      replaced.append(kReplacement);
    } else {
      replaced.push_back(c);
    }
  }
  return replaced;
}

std::string_view cut_utf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (byte_at(text, end) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace dvcs::base
