#include "git/pack_reader.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

#include "base/hex.hpp"
#include "git/base_cache.hpp"
#include "git/delta.hpp"
#include "git/hash.hpp"
#include "git/pack_entry.hpp"
#include "git/pack_window.hpp"

namespace dvcs::git {
namespace {

constexpr std::size_t kPiece = 1u << 20;
constexpr int kIndexRounds = 64;  // over all entries: a hostile pack must not cost the square of its size

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (char c : bytes) value = value << 8 | static_cast<std::uint8_t>(c);
  return value;
}

struct Inflater {
  libdeflate_decompressor* handle = libdeflate_alloc_decompressor();
  Inflater() {
    if (handle == nullptr) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { libdeflate_free_decompressor(handle); }
};

base::Status check_trailer(const Spool& spool, Hash& hash, std::size_t id_bytes) {
  std::uint64_t end = spool.size() - id_bytes;
  std::string piece;
  for (std::uint64_t at = 0; at < end; at += piece.size()) {
    auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, end - at));
    if (auto done = spool.read(at, count, piece); !done) return done;
    hash.update(piece);
  }
  if (auto done = spool.read(end, id_bytes, piece); !done) return done;
  if (hash.finish() != piece) return broken_pack("its checksum is wrong");
  return {};
}

}  // namespace

std::size_t id_size(ObjectFormat format) {
  return format == ObjectFormat::kSha1 ? 20 : 32;
}

struct PackReader::State {
  State(const Spool& spool, ObjectFormat format, PackLimits pack_limits)
      : in_order(spool),
        at_bases(spool),
        hash(format),
        id_bytes(id_size(format)),
        limits(pack_limits),
        end(spool.size() - id_bytes),
        cache(pack_limits.cache_bytes) {}

  // One entry: its header, its inflated data and the bytes that both took in the pack.
  struct Entry {
    EntryHeader header;
    std::string data;
    std::uint64_t length = 0;
  };
  base::Result<Entry> read_entry(PackWindow& window, std::uint64_t at);
  // Follows the deltas from `entry` at `at` down to a whole object and applies them.
  base::Status resolve(std::uint64_t at, Entry entry, int& type, std::string& content);
  base::Result<std::uint64_t> base_of(const EntryHeader& header);
  // Ids of all objects that can be resolved without a reference delta to a later object; repeated until all
  // are known.
  base::Status index_ids();
  std::string id_of(int type, const std::string& content);

  PackWindow in_order;
  PackWindow at_bases;
  Hash hash;
  std::size_t id_bytes;
  PackLimits limits;
  Inflater inflater;
  std::uint64_t end;  // where the trailer begins
  std::uint64_t offset = kPackHeaderBytes;
  std::uint32_t count = 0;
  std::uint32_t seen = 0;
  BaseCache cache;
  bool indexed = false;
  std::unordered_map<std::string, std::uint64_t> offset_by_id;  // only for packs with reference deltas
};

base::Result<PackReader::State::Entry> PackReader::State::read_entry(PackWindow& window, std::uint64_t at) {
  auto head = window.at(at, std::min<std::uint64_t>(kMaxEntryHeaderBytes, end - at));
  if (!head) return head.error();
  auto header = read_entry_header(*head, at, id_bytes);
  if (!header) return header.error();
  if (header->size > limits.object_bytes) {
    return base::Error{base::Code::kTooLarge, "The pack holds an object above the limit."};
  }
  Entry entry;
  entry.header = *header;
  entry.data.resize(header->size);
  std::uint64_t start = at + header->bytes;
  std::size_t wanted =
      header->size + 128;  // commits hardly compress below half; grows when it was too little
  while (true) {
    std::uint64_t most = end - std::min(start, end);
    auto bytes = window.at(start, static_cast<std::size_t>(std::min<std::uint64_t>(wanted, most)));
    if (!bytes) return bytes.error();
    auto input = bytes->substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(bytes->size(), most)));
    std::size_t used = 0;
    std::size_t made = 0;
    auto result = libdeflate_zlib_decompress_ex(inflater.handle, input.data(), input.size(),
                                                entry.data.data(), entry.data.size(), &used, &made);
    if (result == LIBDEFLATE_SUCCESS && made == entry.data.size()) {
      entry.length = header->bytes + used;
      return entry;
    }
    // Bad data and cut-off data look alike to libdeflate: only with all of the pack at hand is it bad.
    if (result != LIBDEFLATE_BAD_DATA || input.size() >= most)
      return broken_pack("an object cannot be inflated");
    wanted = std::max(wanted * 2, input.size() * 2);
  }
}

base::Result<std::uint64_t> PackReader::State::base_of(const EntryHeader& header) {
  if (header.type == kOffsetDelta) return header.base_offset;
  if (!indexed) {
    indexed = true;
    if (auto done = index_ids(); !done) return done.error();
  }
  auto found = offset_by_id.find(header.base_id);
  if (found == offset_by_id.end()) return broken_pack("a delta's base is not in it");
  return found->second;
}

base::Status PackReader::State::resolve(std::uint64_t at, Entry entry, int& type, std::string& content) {
  std::vector<std::pair<std::uint64_t, std::string>> deltas;  // from the object down to its base
  while (entry.header.is_delta()) {
    if (static_cast<int>(deltas.size()) >= limits.delta_depth)
      return broken_pack("a chain of deltas has no end");
    auto base = base_of(entry.header);
    if (!base) return base.error();
    deltas.emplace_back(at, std::move(entry.data));
    at = *base;
    if (const auto* known = cache.find(at)) {
      entry.header = EntryHeader{};
      entry.header.type = known->type;
      entry.data = known->content;
      break;
    }
    auto next = read_entry(at_bases, at);
    if (!next) return next.error();
    entry = std::move(*next);
  }
  type = entry.header.type;
  content = std::move(entry.data);
  if (!deltas.empty()) cache.put(at, type, content);
  std::string target;
  for (auto delta = deltas.rbegin(); delta != deltas.rend(); ++delta) {
    if (auto done = apply_delta(content, delta->second, limits.object_bytes, target); !done) return done;
    content.swap(target);
    cache.put(delta->first, type, content);
  }
  return {};
}

std::string PackReader::State::id_of(int type, const std::string& content) {
  static constexpr const char* kNames[] = {"", "commit", "tree", "blob", "tag"};
  hash.reset();
  hash.update(std::string(kNames[type]) + ' ' + std::to_string(content.size()));
  hash.update(std::string_view("\0", 1));
  hash.update(content);
  return hash.finish();
}

base::Status PackReader::State::index_ids() {
  std::vector<std::uint64_t> open;
  std::uint64_t at = kPackHeaderBytes;
  for (std::uint32_t i = 0; i < count; ++i) {
    auto entry = read_entry(at_bases, at);
    if (!entry) return entry.error();
    open.push_back(at);
    at += entry->length;
  }
  // Each round resolves what rests on the rounds before; git's own chains are 50 deep.
  for (int round = 0; !open.empty() && round < kIndexRounds; ++round) {
    const std::size_t before = open.size();
    std::erase_if(open, [this](std::uint64_t offset_of_entry) {
      auto entry = read_entry(at_bases, offset_of_entry);
      int type = 0;
      std::string content;
      if (!entry || !resolve(offset_of_entry, std::move(*entry), type, content)) return false;
      offset_by_id.emplace(id_of(type, content), offset_of_entry);
      return true;
    });
    if (open.size() == before) break;
  }
  return {};
}

PackReader::PackReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
PackReader::PackReader(PackReader&&) noexcept = default;
PackReader& PackReader::operator=(PackReader&&) noexcept = default;
PackReader::~PackReader() = default;
std::uint32_t PackReader::objects() const {
  return state_->count;
}

base::Result<PackReader> PackReader::open(const Spool& spool, ObjectFormat format, PackLimits limits) {
  if (spool.size() < kPackHeaderBytes + id_size(format)) return broken_pack("it is too short");
  auto state = std::make_unique<State>(spool, format, limits);
  auto head = state->in_order.at(0, kPackHeaderBytes);
  if (!head) return head.error();
  if (head->substr(0, 4) != "PACK") return broken_pack("it does not begin like one");
  std::uint32_t version = big_endian(head->substr(4, 4));
  if (version != 2 && version != 3) return broken_pack("it has an unknown version");
  state->count = big_endian(head->substr(8, 4));
  if (auto done = check_trailer(spool, state->hash, state->id_bytes); !done) return done.error();
  return PackReader(std::move(state));
}

base::Result<bool> PackReader::next(Object& object) {
  State& state = *state_;
  if (state.seen == state.count) {
    if (state.offset != state.end) return broken_pack("something follows its last object");
    return false;
  }
  if (state.offset >= state.end) return broken_pack("it holds fewer objects than it says");
  auto entry = state.read_entry(state.in_order, state.offset);
  if (!entry) return entry.error();
  std::uint64_t length = entry->length;
  int type = 0;
  if (auto done = state.resolve(state.offset, std::move(*entry), type, object.content); !done)
    return done.error();
  object.type = static_cast<ObjectType>(type);
  object.id = base::to_hex(state.id_of(type, object.content));
  state.offset += length;
  ++state.seen;
  return true;
}

}  // namespace dvcs::git
