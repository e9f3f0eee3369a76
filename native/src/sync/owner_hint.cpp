#include "sync/owner_hint.hpp"

#include <charconv>
#include <cstdint>

namespace dvcs::sync {
namespace {

using providers::Owner;
using providers::OwnerKind;

constexpr std::string_view kGroup = "group:";
constexpr std::string_view kUser = "user:";

}  // namespace

std::string write_owner_hint(const Owner& found, std::string_view asked) {
  if (found.id <= 0 || found.kind == OwnerKind::kInstance) return {};
  return std::string(found.kind == OwnerKind::kGroup ? kGroup : kUser) + std::to_string(found.id) + ":" +
         std::string(asked);
}

std::optional<Owner> read_owner_hint(std::string_view hint, std::string_view asked) {
  Owner owner{OwnerKind::kGroup, 0, std::string(asked)};
  if (hint.starts_with(kGroup)) {
    hint.remove_prefix(kGroup.size());
  } else if (hint.starts_with(kUser)) {
    hint.remove_prefix(kUser.size());
    owner.kind = OwnerKind::kUser;
  } else {
    return std::nullopt;
  }
  const char* const end = hint.data() + hint.size();
  const char* const number_end = std::from_chars(hint.data(), end, owner.id).ptr;
  if (owner.id <= 0 || number_end == end || *number_end != ':') return std::nullopt;
  if (std::string_view(number_end + 1, static_cast<std::size_t>(end - number_end - 1)) != asked)
    return std::nullopt;
  return owner;
}

}  // namespace dvcs::sync
