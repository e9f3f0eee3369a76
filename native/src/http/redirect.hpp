// Where an answer sends us, and whether we go there: a pure function. A redirect never leaves its origin,
// because the request carries a credential and the target was chosen by somebody else.
#pragma once

#include <optional>
#include <string>

#include "base/status.hpp"
#include "http/message.hpp"

namespace dvcs::http {

// Empty: the answer is no redirect that a client may follow by itself. Otherwise the absolute address to ask
// next, or an Error that says why not. `followed` counts the redirects of this call so far.
std::optional<base::Result<std::string>> decide_redirect(const Request& request, const Response& response,
                                                         int followed);

}  // namespace dvcs::http
