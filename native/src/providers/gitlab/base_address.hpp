// The address of a GitLab as an administrator types it.
#pragma once

#include <string>
#include <string_view>

#include "base/status.hpp"

namespace dvcs::providers::gitlab {

// "https://gitlab.example.com[/root]" from what was typed: blanks, slashes at the end, "/api/v4", query and
// fragment go away. A missing scheme, credentials in the address and anything that is no address are refused
// in words.
base::Result<std::string> base_address(std::string_view typed);

}  // namespace dvcs::providers::gitlab
