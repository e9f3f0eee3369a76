// A pack as a hostile server sends it: read to its end or refused in words, within its limits. The trailer is
// put right first, since no mutation would ever get past it.
#include <string>

#include "git/hash.hpp"
#include "git/pack_reader.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dvcs::fuzz::require;
  namespace git = dvcs::git;
  if (size == 0) return 0;
  const auto format = (data[0] & 1) != 0 ? git::ObjectFormat::kSha256 : git::ObjectFormat::kSha1;
  std::string pack(dvcs::fuzz::text(data + 1, size - 1));
  git::Hash hash(format);
  hash.update(pack);
  pack += hash.finish();

  auto spool = git::Spool::create("", 1U << 20);
  require(spool.ok());
  if (!spool->append(pack).ok()) return 0;
  constexpr std::size_t kObjectBytes = 1U << 20;
  const git::PackLimits limits{.object_bytes = kObjectBytes, .cache_bytes = 1U << 16, .all_bytes = 1U << 26};
  git::PackReader reader(*spool, format, limits);
  reader.arrived();
  git::Object object;
  for (std::uint32_t count = 0;; ++count) {
    const auto found = reader.next(object);
    if (!found.ok()) {
      require(!found.error().message.empty());
      return 0;
    }
    require(*found != git::PackReader::Found::kNothingYet);
    if (*found == git::PackReader::Found::kEnd) {
      require(count == reader.objects());
      return 0;
    }
    require(object.raw_id.size() == git::id_size(format));
    require(object.content.size() <= kObjectBytes);
  }
}
