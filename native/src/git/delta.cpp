#include "git/delta.hpp"

namespace dvcs::git {
namespace {

base::Error broken(const char* why) {
  return {base::Code::kMalformed, std::string("The pack holds a broken delta: ") + why + "."};
}

std::uint8_t take(std::string_view& bytes) {
  auto byte = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  return byte;
}

// The operand bytes of a copy instruction that its flag bits announce, low byte first.
bool read_operand(std::string_view& delta, std::uint8_t flags, int count, std::uint64_t& value) {
  value = 0;
  for (int i = 0; i < count; ++i) {
    if ((flags & (1u << i)) == 0) continue;
    if (delta.empty()) return false;
    value |= std::uint64_t{take(delta)} << (8 * i);
  }
  return true;
}

}  // namespace

bool read_size(std::string_view& bytes, std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 63; shift += 7) {
    if (bytes.empty()) return false;
    std::uint8_t byte = take(bytes);
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if ((byte & 0x80) == 0) return true;
  }
  return false;
}

base::Status apply_delta(std::string_view base, std::string_view delta, std::size_t limit,
                         std::string& target) {
  std::uint64_t base_size = 0;
  std::uint64_t target_size = 0;
  if (!read_size(delta, base_size) || !read_size(delta, target_size)) return broken("no sizes");
  if (base_size != base.size()) return broken("its base has another size");
  if (target_size > limit)
    return base::Error{base::Code::kTooLarge, "The pack holds an object above the limit."};
  target.clear();
  target.reserve(target_size);
  while (!delta.empty()) {
    std::uint8_t code = take(delta);
    std::string_view piece;
    if ((code & 0x80) != 0) {
      std::uint64_t offset = 0;
      std::uint64_t size = 0;
      if (!read_operand(delta, code & 0x0f, 4, offset) || !read_operand(delta, (code >> 4) & 7, 3, size)) {
        return broken("a copy is cut off");
      }
      if (size == 0) size = 0x10000;
      if (offset > base.size() || size > base.size() - offset)
        return broken("a copy reaches beyond its base");
      piece = base.substr(offset, size);
    } else {
      if (code == 0) return broken("a reserved instruction");
      if (code > delta.size()) return broken("an insert is cut off");
      piece = delta.substr(0, code);
      delta.remove_prefix(code);
    }
    if (piece.size() > target_size - target.size()) return broken("it makes more than it says");
    target.append(piece);
  }
  if (target.size() != target_size) return broken("it makes less than it says");
  return {};
}

}  // namespace dvcs::git
