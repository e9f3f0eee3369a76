#include "git/pack_entry.hpp"

#include "git/delta.hpp"

namespace dvcs::git {
namespace {

std::uint8_t take(std::string_view& bytes) {
  auto byte = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  return byte;
}

// The distance back to the base: seven bits a byte, high first, each continuation adding one.
bool read_distance(std::string_view& bytes, std::uint64_t& distance) {
  distance = 0;
  for (int i = 0; i < 9; ++i) {
    if (bytes.empty()) return false;
    std::uint8_t byte = take(bytes);
    distance = (i == 0 ? 0 : (distance + 1) << 7) | (byte & 0x7fu);
    if ((byte & 0x80) == 0) return true;
  }
  return false;
}

bool read_type_and_size(std::string_view& bytes, EntryHeader& header) {
  if (bytes.empty()) return false;
  std::uint8_t first = take(bytes);
  header.type = (first >> 4) & 7;
  header.size = first & 15u;
  if ((first & 0x80) == 0) return true;
  std::uint64_t high = 0;
  if (!read_size(bytes, high) || high >> 59 != 0) return false;
  header.size |= high << 4;
  return true;
}

}  // namespace

base::Error broken_pack(const char* why) {
  return {base::Code::kMalformed, std::string("The pack from the server is damaged: ") + why + "."};
}

base::Result<EntryHeader> read_entry_header(std::string_view bytes, std::uint64_t offset,
                                            std::size_t id_bytes) {
  EntryHeader header;
  std::size_t before = bytes.size();
  if (!read_type_and_size(bytes, header)) return broken_pack("an object's header makes no sense");
  if (header.type == kOffsetDelta) {
    std::uint64_t distance = 0;
    if (!read_distance(bytes, distance) || distance == 0 || distance > offset - kPackHeaderBytes) {
      return broken_pack("a delta points out of the pack");
    }
    header.base_offset = offset - distance;
  } else if (header.type == kReferenceDelta) {
    if (bytes.size() < id_bytes) return broken_pack("it ends within an object");
    header.base_id = bytes.substr(0, id_bytes);
    bytes.remove_prefix(id_bytes);
  } else if (header.type < kCommitEntry || header.type > kTagEntry) {
    return broken_pack("an object has an unknown type");
  }
  header.bytes = before - bytes.size();
  return header;
}

}  // namespace dvcs::git
