#include "git/pack_objects.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <new>
#include <utility>
#include <vector>

#include "git/delta.hpp"

namespace dvcs::git {
namespace {

constexpr int kIndexRounds = 64;  // over all entries: a hostile pack must not cost the square of its size
constexpr std::size_t kSmallEntry = 128;  // read at once; commits hardly compress below half

// No compressor makes more of so many bytes; what is broken must not be looked for in the whole pack.
std::uint64_t longest_for(std::uint64_t size) {
  return size + size / 4 + 4096;
}

}  // namespace

struct PackObjects::Inflater {
  libdeflate_decompressor* handle = libdeflate_alloc_decompressor();
  Inflater() {
    if (handle == nullptr) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { libdeflate_free_decompressor(handle); }
};

PackObjects::PackObjects(const Spool& spool, ObjectFormat format, const PackLimits& limits)
    : spool_(spool),
      at_bases_(spool),
      hash_(format),
      id_bytes_(id_size(format)),
      limits_(limits),
      inflater_(std::make_unique<Inflater>()),
      cache_(limits.cache_bytes) {}

PackObjects::~PackObjects() = default;

void PackObjects::end_at(std::uint64_t end, std::uint32_t count) {
  end_ = end;
  count_ = count;
}

base::Result<std::uint64_t> PackObjects::read(PackWindow& window, std::uint64_t offset, int& type,
                                              std::string& content) {
  starved_ = false;
  spent_at_once_ = 0;
  auto entry = read_entry(window, offset, content);
  if (entry) {
    auto done = resolve(offset, entry->header, type, content);
    if (done) return entry->length;
    if (!starved_) return done.error();
  } else if (!starved_) {
    return entry.error();
  }
  return std::uint64_t{0};
}

base::Status PackObjects::spend(std::size_t bytes) {
  spent_ += bytes;
  spent_at_once_ += bytes;
  if (spent_ > limits_.all_bytes) {
    return base::Error{base::Code::kTooLarge, "The pack's objects are above the limit in all."};
  }
  if (spent_at_once_ > limits_.at_once_bytes) {
    return base::Error{base::Code::kTooLarge,
                       "One of the pack's objects takes more work than the limit allows."};
  }
  return {};
}

base::Result<PackObjects::Entry> PackObjects::read_entry(PackWindow& window, std::uint64_t at,
                                                         std::string& data) {
  const std::uint64_t end = end_ > 0 ? end_ : spool_.size();
  auto head = window.at(at, std::min<std::uint64_t>(kMaxEntryHeaderBytes, end - at));
  if (!head) return head.error();
  auto header = read_entry_header(*head, at, id_bytes_);
  if (!header) return header.error();
  if (header->size > limits_.object_bytes) {
    return base::Error{base::Code::kTooLarge, "The pack holds an object above the limit."};
  }
  if (auto done = spend(header->size); !done) return done.error();
  data.resize(header->size);
  const std::uint64_t start = at + header->bytes;
  const std::uint64_t there = end - std::min(start, end);
  const std::uint64_t most = std::min<std::uint64_t>(there, longest_for(header->size));
  std::uint64_t wanted = header->size + kSmallEntry;  // grows when it was too little
  while (true) {
    const auto tried = static_cast<std::size_t>(std::min(wanted, most));
    auto bytes = window.at(start, tried);
    if (!bytes) return bytes.error();
    const auto input = bytes->substr(0, tried);
    std::size_t used = 0;
    std::size_t made = 0;
    auto result = libdeflate_zlib_decompress_ex(inflater_->handle, input.data(), input.size(), data.data(),
                                                data.size(), &used, &made);
    if (result == LIBDEFLATE_SUCCESS && made == data.size()) return Entry{*header, header->bytes + used};
    // To libdeflate what is cut off looks like any kind of broken.
    if (tried == most) {
      starved_ = starved_ || (end_ == 0 && most == there);
      return broken_pack("an object cannot be inflated");
    }
    wanted *= 2;
  }
}

base::Result<std::uint64_t> PackObjects::base_of(const EntryHeader& header) {
  if (header.type == kOffsetDelta) return header.base_offset;
  if (end_ == 0) {
    starved_ = true;  // the base may be a later object
    return broken_pack("a delta's base is not in it");
  }
  if (!indexed_) {
    indexed_ = true;
    if (auto done = index_ids(); !done) return done.error();
  }
  auto found = offset_by_id_.find(header.base_id);
  if (found == offset_by_id_.end()) return broken_pack("a delta's base is not in it");
  return found->second;
}

base::Status PackObjects::resolve(std::uint64_t at, EntryHeader header, int& type, std::string& content) {
  std::vector<std::pair<std::uint64_t, std::string>> deltas;  // from the object down to its base
  std::size_t held = 0;
  while (header.is_delta()) {
    held += content.size();
    if (static_cast<int>(deltas.size()) >= limits_.delta_depth)
      return broken_pack("a chain of deltas has no end");
    if (held > limits_.object_bytes)
      return base::Error{base::Code::kTooLarge, "The pack holds a chain of deltas above the limit."};
    auto base = base_of(header);
    if (!base) return base.error();
    deltas.emplace_back(at, std::move(content));
    at = *base;
    if (const auto* known = cache_.find(at)) {
      header = EntryHeader{};
      header.type = known->type;
      content = known->content;
      break;
    }
    auto next = read_entry(at_bases_, at, content);
    if (!next) return next.error();
    header = next->header;
  }
  type = header.type;
  if (!deltas.empty()) cache_.put(at, type, content);
  std::string target;
  for (auto delta = deltas.rbegin(); delta != deltas.rend(); ++delta) {
    if (auto done = apply_delta(content, delta->second, limits_.object_bytes, target); !done) return done;
    content.swap(target);
    if (auto done = spend(content.size()); !done) return done;
    cache_.put(delta->first, type, content);
  }
  return {};
}

void PackObjects::id_of(int type, std::string_view content, std::string& raw) {
  static constexpr std::array<std::string_view, 5> kNames{"", "commit ", "tree ", "blob ", "tag "};
  std::array<char, 24> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size() - 1, content.size());
  hash_.reset();
  hash_.update(kNames.at(static_cast<std::size_t>(type)));
  hash_.update({digits.data(), static_cast<std::size_t>(written.ptr - digits.data()) + 1});  // and a NUL
  hash_.update(content);
  hash_.finish(raw);
}

base::Status PackObjects::index_ids() {
  std::vector<std::uint64_t> open;
  std::uint64_t at = kPackHeaderBytes;
  std::string content;
  for (std::uint32_t i = 0; i < count_; ++i) {
    auto entry = read_entry(at_bases_, at, content);
    if (!entry) return entry.error();
    open.push_back(at);
    at += entry->length;
  }
  // Each round resolves what rests on the rounds before; git's own chains are 50 deep.
  std::string id;
  for (int round = 0; !open.empty() && round < kIndexRounds; ++round) {
    const std::size_t before = open.size();
    std::erase_if(open, [&](std::uint64_t offset) {
      auto entry = read_entry(at_bases_, offset, content);
      int type = 0;
      if (!entry || !resolve(offset, entry->header, type, content)) return false;
      id_of(type, content, id);
      offset_by_id_.emplace(id, offset);
      return true;
    });
    if (open.size() == before) break;
  }
  return {};
}

}  // namespace dvcs::git
