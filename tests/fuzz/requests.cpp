// Requests over the boundary: read within their bounds, a value or a sentence.
#include <cstring>
#include <memory>

#include "codec/request_reader.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Without spare capacity, so that one byte too far is seen.
  const std::unique_ptr<std::byte[]> exact(new std::byte[size]);
  if (size > 0) std::memcpy(exact.get(), data, size);
  const std::span<const std::byte> request(exact.get(), size);
  const auto check = [](const auto& result) {
    dvcs::fuzz::require(result.ok() || !result.error().message.empty());
  };
  check(dvcs::codec::read_start(request));
  check(dvcs::codec::read_open(request));
  check(dvcs::codec::read_submit(request));
  check(dvcs::codec::read_smart_commit(request));
  return 0;
}
