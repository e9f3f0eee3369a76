// The objects of a spooled pack by their offset: inflated, their deltas resolved. The pack may still be
// arriving: what cannot be read for want of bytes is told from what is broken.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/status.hpp"
#include "git/base_cache.hpp"
#include "git/hash.hpp"
#include "git/pack_entry.hpp"
#include "git/pack_reader.hpp"
#include "git/pack_window.hpp"

namespace dvcs::git {

class PackObjects {
 public:
  PackObjects(const Spool& spool, ObjectFormat format, const PackLimits& limits);
  PackObjects(const PackObjects&) = delete;
  PackObjects& operator=(const PackObjects&) = delete;
  ~PackObjects();

  // All of the pack is there: `count` entries that end at `end`.
  void end_at(std::uint64_t end, std::uint32_t count);
  // The object whose entry begins at `offset`, and the bytes that this entry takes in the pack; 0: more of
  // the pack is needed. `window` is where it reads; bases have another one.
  base::Result<std::uint64_t> read(PackWindow& window, std::uint64_t offset, int& type, std::string& content);
  void id_of(int type, std::string_view content, std::string& raw);

 private:
  struct Inflater;
  struct Entry {
    EntryHeader header;
    std::uint64_t length = 0;  // in the pack
  };

  // The entry at `at`; its inflated data replace `data`.
  base::Result<Entry> read_entry(PackWindow& window, std::uint64_t at, std::string& data);
  // Follows the deltas from the entry at `at` down to a whole object and applies them. `content` holds the
  // entry's data first, the object at the end.
  base::Status resolve(std::uint64_t at, EntryHeader header, int& type, std::string& content);
  base::Result<std::uint64_t> base_of(const EntryHeader& header);
  // Ids of all objects that can be resolved without a reference delta to a later object; repeated until all
  // are known.
  base::Status index_ids();
  base::Status spend(std::size_t bytes);

  const Spool& spool_;
  PackWindow at_bases_;
  Hash hash_;
  std::size_t id_bytes_;
  PackLimits limits_;
  std::unique_ptr<Inflater> inflater_;
  std::uint64_t end_ = 0;  // where the trailer begins; 0: it has not come
  std::uint32_t count_ = 0;
  bool starved_ = false;             // the last failure may be want of bytes
  std::uint64_t spent_ = 0;          // inflated and rebuilt so far, in bytes
  std::uint64_t spent_at_once_ = 0;  // of it since the last read() began
  BaseCache cache_;
  bool indexed_ = false;
  std::unordered_map<std::string, std::uint64_t> offset_by_id_;  // only for packs with reference deltas
};

}  // namespace dvcs::git
