#include "git/pack_reader.hpp"

#include <algorithm>
#include <utility>

#include "git/pack_objects.hpp"

namespace dvcs::git {
namespace {

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (char c : bytes) value = value << 8 | static_cast<std::uint8_t>(c);
  return value;
}

}  // namespace

std::size_t id_size(ObjectFormat format) {
  return format == ObjectFormat::kSha1 ? 20 : 32;
}

struct PackReader::State {
  State(const Spool& pack, ObjectFormat format, const PackLimits& limits)
      : spool(pack),
        in_order(pack),
        checksum(format),
        id_bytes(id_size(format)),
        objects(pack, format, limits) {}

  base::Status read_header();
  base::Status read_trailer();
  base::Result<Found> read_object(Object& object);

  const Spool& spool;
  PackWindow in_order;
  Hash checksum;  // of what was read
  std::size_t id_bytes;
  PackObjects objects;
  bool whole = false;  // nothing more will come
  bool begun = false;
  std::uint64_t offset = 0;                       // what was read
  std::uint64_t patience = kMaxEntryHeaderBytes;  // bytes from `offset` before reading on is worth a try
  std::uint32_t count = 0;
  std::uint32_t seen = 0;
};

base::Status PackReader::State::read_header() {
  auto head = in_order.at(0, kPackHeaderBytes);
  if (!head) return head.error();
  if (head->substr(0, 4) != "PACK") return broken_pack("it does not begin like one");
  const std::uint32_t version = big_endian(head->substr(4, 4));
  if (version != 2 && version != 3) return broken_pack("it has an unknown version");
  count = big_endian(head->substr(8, 4));
  checksum.update(head->substr(0, kPackHeaderBytes));
  offset = kPackHeaderBytes;
  begun = true;
  return {};
}

base::Status PackReader::State::read_trailer() {
  if (offset != spool.size() - id_bytes) return broken_pack("something follows its last object");
  auto trailer = in_order.at(offset, id_bytes);
  if (!trailer) return trailer.error();
  if (checksum.finish() != trailer->substr(0, id_bytes)) return broken_pack("its checksum is wrong");
  return {};
}

base::Result<PackReader::Found> PackReader::State::read_object(Object& object) {
  int type = 0;
  auto length = objects.read(in_order, offset, type, object.content);
  if (!length) return length.error();
  if (*length == 0) {
    // What failed for want of bytes is tried again with twice as many: a large object that comes in small
    // pieces must not cost the square of its size.
    patience = (spool.size() - offset) * 2;
    return Found::kNothingYet;
  }
  patience = kMaxEntryHeaderBytes;
  auto bytes = in_order.at(offset, static_cast<std::size_t>(*length));
  if (!bytes) return bytes.error();
  checksum.update(bytes->substr(0, static_cast<std::size_t>(*length)));
  object.type = static_cast<ObjectType>(type);
  objects.id_of(type, object.content, object.raw_id);
  offset += *length;
  ++seen;
  return Found::kObject;
}

PackReader::PackReader(const Spool& spool, ObjectFormat format, PackLimits limits)
    : state_(std::make_unique<State>(spool, format, limits)) {}
PackReader::PackReader(PackReader&&) noexcept = default;
PackReader& PackReader::operator=(PackReader&&) noexcept = default;
PackReader::~PackReader() = default;

std::uint32_t PackReader::objects() const {
  return state_->count;
}

void PackReader::arrived() {
  state_->whole = true;
}

base::Result<PackReader::Found> PackReader::next(Object& object) {
  State& state = *state_;
  const std::uint64_t size = state.spool.size();
  if (state.whole && size < kPackHeaderBytes + state.id_bytes) return broken_pack("it is too short");
  if (size < kPackHeaderBytes) return Found::kNothingYet;
  if (!state.begun) {
    if (auto done = state.read_header(); !done) return done.error();
  }
  if (state.seen == state.count) {
    if (!state.whole) return Found::kNothingYet;
    if (auto done = state.read_trailer(); !done) return done.error();
    return Found::kEnd;
  }
  if (state.whole) {
    state.objects.end_at(size - state.id_bytes, state.count);
    if (state.offset >= size - state.id_bytes) return broken_pack("it holds fewer objects than it says");
  } else if (size - state.offset < state.patience) {
    return Found::kNothingYet;
  }
  return state.read_object(object);
}

}  // namespace dvcs::git
