// A cursor from the database: what is understood is written back to the same cursor, within the bound.
#include "sync/cursor.hpp"

#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dvcs::fuzz::require;
  const auto cursor = dvcs::sync::read_cursor(dvcs::fuzz::text(data, size));
  if (!cursor) return 0;
  require(cursor->heads.size() <= dvcs::sync::kMaxHeads);
  const auto again = dvcs::sync::read_cursor(dvcs::sync::write_cursor(*cursor));
  require(again && *again == *cursor);
  return 0;
}
