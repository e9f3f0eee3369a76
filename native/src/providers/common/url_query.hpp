// The query of an address, as pages hand it on.
#pragma once

#include <string>
#include <string_view>

namespace dvcs::providers {

// The value of one parameter in an address, decoded; empty when it is absent.
std::string parameter(std::string_view url, std::string_view name);
// The same address with that parameter set.
std::string with_parameter(std::string_view url, std::string_view name, std::string_view value);
// The same address with another query ("a=b&c=d").
std::string with_query(std::string_view url, std::string_view query);

}  // namespace dvcs::providers
