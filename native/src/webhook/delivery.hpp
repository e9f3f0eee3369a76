// One delivery of a webhook as it came in: nothing of it is to be trusted.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dvcs/model.hpp"

namespace dvcs::webhook {

struct Delivery {
  Host forge = Host::kGitLab;
  std::vector<std::pair<std::string, std::string>> headers;  // as received; a name may come twice
  std::string body;                                          // raw: signatures are over these bytes
};

struct Header {
  std::string_view value;  // of the first
  int count = 0;
};

// Names compare without case. Lives as long as the delivery.
Header header(const Delivery& delivery, std::string_view name);

// The same for every delivery of one event, also for those that the forge sends again; empty: the forge does
// not number its deliveries, and none is known to be a repetition. At most 128 printable ASCII characters.
std::string delivery_id(const Delivery& delivery);

}  // namespace dvcs::webhook
