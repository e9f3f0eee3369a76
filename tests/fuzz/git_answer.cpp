// What a git server answers: the advertisement, the list of branches, and a fetch. However a fetch is cut
// into pieces, the outcome is the same.
#include <string>

#include "base/hex.hpp"
#include "git/capabilities.hpp"
#include "git/fetch.hpp"
#include "git/ls_refs.hpp"
#include "target.hpp"

namespace {

struct Outcome {
  bool whole = false;
  bool has_pack = false;
  std::uint64_t spooled = 0;
  std::vector<std::string> shallow;
  bool operator==(const Outcome&) const = default;
};

Outcome fetch(std::string_view body, std::size_t piece) {
  using dvcs::fuzz::require;
  auto spool = dvcs::git::Spool::create("", 1U << 20);
  require(spool.ok());
  dvcs::git::FetchAnswer answer(*spool);
  for (std::size_t at = 0; at < body.size(); at += piece) {
    if (const auto fed = answer.feed(body.substr(at, piece)); !fed.ok()) {
      require(!fed.error().message.empty());
      return {};
    }
  }
  if (!answer.finish().ok()) return {};
  return {true, answer.has_pack(), spool->size(), answer.shallow()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dvcs::fuzz::require;
  if (size == 0) return 0;
  const std::string_view body = dvcs::fuzz::text(data + 1, size - 1);
  dvcs::http::Response response;
  response.status = 200;
  response.body = body;
  const auto capabilities = dvcs::git::parse_advertisement(response);
  require(capabilities.ok() || !capabilities.error().message.empty());
  if (const auto list = dvcs::git::parse_ls_refs(response); list.ok()) {
    for (const auto& ref : list->refs) require(dvcs::base::is_object_id(ref.id));
  }
  const Outcome whole = fetch(body, body.size() + 1);
  require(fetch(body, std::size_t{1} + data[0]) == whole);
  return 0;
}
