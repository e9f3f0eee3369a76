// A delivery of any bytes: the first chooses the forge, then come headers up to an empty line, then the body.
// It is refused, since nobody knows the secret; and what it would tell if it were not is in order.
#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "target.hpp"
#include "webhook/decode.hpp"
#include "webhook/verify.hpp"

namespace {

using dvcs::webhook::Delivery;

Delivery delivery_of(std::string_view bytes) {
  constexpr dvcs::Host kForges[] = {dvcs::Host::kGitLab, dvcs::Host::kGitea, dvcs::Host::kGitHub,
                                    dvcs::Host::kBitbucket};
  Delivery delivery;
  if (bytes.empty()) return delivery;
  delivery.forge = kForges[static_cast<unsigned char>(bytes.front()) % 4];
  bytes.remove_prefix(1);
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    delivery.headers.emplace_back(line.substr(0, colon),
                                  colon == std::string_view::npos ? "" : line.substr(colon + 1));
  }
  delivery.body = bytes;
  return delivery;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dvcs::fuzz::require;
  const Delivery delivery = delivery_of(dvcs::fuzz::text(data, size));
  const auto verdict =
      dvcs::webhook::verify(delivery, {"whsec_n0hZ3Ac1r0m0hP4l4mF1Yw==", "whsec_", "other"}, 1'700'000'000);
  require(!verdict.accepted() && !verdict.why.empty());
  require(dvcs::webhook::delivery_id(delivery).size() <= 128);
  const auto [event, problem] = dvcs::webhook::decode(delivery);
  require(dvcs::base::is_valid_utf8(problem) && dvcs::base::is_valid_utf8(event.name));
  require(event.repository_id >= 0 && event.commits >= 0 && event.merge_request_iid >= 0);
  require(event.refs.size() <= dvcs::webhook::kMostRefs);
  for (const auto& change : event.refs) {
    require(!change.ref.empty() && dvcs::base::is_valid_utf8(change.ref));
    require(change.after.empty() || dvcs::base::is_object_id(change.after));
  }
  return 0;
}
