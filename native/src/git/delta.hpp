// Git's delta format: source size, target size, then copy and insert instructions.
// Source: git's Documentation/gitformat-pack.txt, section "Deltified representation".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.hpp"

namespace dvcs::git {

// Rebuilds the object into `target`. Every size and offset is checked against both sides; a delta that lies
// is kMalformed and leaves `target` unspecified. `limit` bounds the result before anything is reserved.
base::Status apply_delta(std::string_view base, std::string_view delta, std::size_t limit,
                         std::string& target);

// A variable-length size as packs and deltas write it: seven bits a byte, low first. False: cut off or above
// 63 bits.
bool read_size(std::string_view& bytes, std::uint64_t& value);

}  // namespace dvcs::git
