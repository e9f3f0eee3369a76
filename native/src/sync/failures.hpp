// Which failures of one question say nothing about the next one.
#pragma once

#include "base/status.hpp"

namespace dvcs::sync {

// True: this item cannot be had, others can. False: the token, the network, the server's patience or memory
// has come to its end, for every question alike.
constexpr bool concerns_one_item(base::Code code) {
  using base::Code;
  switch (code) {
    case Code::kForbidden:
    case Code::kNotFound:
    case Code::kRejected:
    case Code::kServer:
    case Code::kProtocol:
    case Code::kMalformed:
    case Code::kTooLarge:
      return true;
    default:
      return false;
  }
}

// Errors that say "this cannot be asked", against those that say "nothing can be asked now".
constexpr bool cannot_be_asked(base::Code code) {
  using base::Code;
  return code == Code::kNotFound || code == Code::kRejected || code == Code::kForbidden ||
         code == Code::kMalformed || code == Code::kProtocol;
}

}  // namespace dvcs::sync
