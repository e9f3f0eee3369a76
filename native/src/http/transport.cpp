#include "http/transport.hpp"

namespace dvcs::http {

base::Result<std::shared_ptr<const Trust>> Transport::make_trust(const std::vector<std::string>&) {
  return base::Error{base::Code::kBadArgument,
                     "This transport has no TLS, so certificates cannot be added to it."};
}

}  // namespace dvcs::http
