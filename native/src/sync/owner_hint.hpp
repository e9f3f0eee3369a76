// What an owner turned out to be, as the text that callers keep for the next listing: "group:7:acme/tools",
// with the path as it was asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "providers/provider.hpp"

namespace dvcs::sync {

// Empty for what no number is known of.
std::string write_owner_hint(const providers::Owner& found, std::string_view asked);

// Nothing: no hint, one about another path, or none that this version wrote.
std::optional<providers::Owner> read_owner_hint(std::string_view hint, std::string_view asked);

}  // namespace dvcs::sync
