// HTTP's Basic scheme (RFC 7617).
#pragma once

#include <string>
#include <string_view>

namespace dvcs::http {

// The value of an Authorization or Proxy-Authorization header. It holds the password: never logged.
std::string basic_authorization(std::string_view user, std::string_view password);

}  // namespace dvcs::http
