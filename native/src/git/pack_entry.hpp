// What stands before an object's compressed data in a pack: type, inflated size, and for deltas where the
// base is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.hpp"

namespace dvcs::git {

enum EntryType {
  kCommitEntry = 1,
  kTreeEntry = 2,
  kBlobEntry = 3,
  kTagEntry = 4,
  kOffsetDelta = 6,
  kReferenceDelta = 7
};

struct EntryHeader {
  int type = 0;                   // an EntryType
  std::uint64_t size = 0;         // of the data, inflated
  std::uint64_t base_offset = 0;  // kOffsetDelta
  std::string base_id;            // kReferenceDelta, raw bytes
  std::size_t bytes = 0;          // of this header

  bool is_delta() const { return type == kOffsetDelta || type == kReferenceDelta; }
};

inline constexpr std::size_t kPackHeaderBytes = 12;
inline constexpr std::size_t kMaxEntryHeaderBytes =
    64;  // more than type, size and a base of 32 bytes ever take

// `bytes` starts at the entry, `offset` is where that is in the pack. A delta may only point back into the
// pack.
base::Result<EntryHeader> read_entry_header(std::string_view bytes, std::uint64_t offset,
                                            std::size_t id_bytes);

base::Error broken_pack(const char* why);

}  // namespace dvcs::git
