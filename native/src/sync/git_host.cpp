#include "sync/git_host.hpp"

#include <cstdint>
#include <cstdio>

namespace dvcs::sync {

// FNV-1a, folded. Saved in cursors: the same in every process.
std::string faint_mark(std::string_view text) {
  std::uint32_t hash = 0x811C9DC5U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  char mark[5];
  std::snprintf(mark, sizeof mark, "%04x", (hash ^ (hash >> 16U)) & 0xFFFFU);
  return mark;
}

}  // namespace dvcs::sync
