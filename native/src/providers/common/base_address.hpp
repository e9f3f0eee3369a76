// What an administrator types: the address of a forge, and whose repositories.
#pragma once

#include <string>
#include <string_view>

#include "base/status.hpp"

namespace dvcs::providers {

struct AddressForm {
  std::string_view example;   // "https://gitlab.example.com"
  std::string_view api_path;  // "/api/v4": people copy it along
};

// "https://gitlab.example.com[/root]" from what was typed: blanks, slashes at the end, the API's path, query
// and fragment go away. A missing scheme, credentials in the address and anything that is no address are
// refused in words.
base::Result<std::string> base_address(std::string_view typed, const AddressForm& form);

// "acme/space" from what was typed: blanks and slashes around it go away. Empty: everybody's.
std::string owner_path(std::string_view typed);

}  // namespace dvcs::providers
