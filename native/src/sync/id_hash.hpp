// The hash that tables of object ids and keys use.
#pragma once

#include <cstdint>
#include <string_view>

namespace dvcs::sync {

// Of an id's raw bytes, or of any text. Ids are hashes already, but a hostile server may answer any: the
// whole id counts, and so does a secret of this process.
std::uint64_t hash_of_id(std::string_view id);

}  // namespace dvcs::sync
