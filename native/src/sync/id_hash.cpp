#include "sync/id_hash.hpp"

#include <algorithm>
#include <cstring>

#include "base/entropy.hpp"

namespace dvcs::sync {

std::uint64_t hash_of_id(std::string_view id) {
  static const std::uint64_t seed = base::random_seed();
  std::uint64_t hash = seed;
  for (std::size_t at = 0; at < id.size(); at += sizeof(std::uint32_t)) {
    std::uint32_t word = 0;
    std::memcpy(&word, id.data() + at, std::min(sizeof word, id.size() - at));
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDU;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace dvcs::sync
