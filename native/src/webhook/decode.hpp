// What a verified delivery tells. Only for deliveries that verify() has accepted.
#pragma once

#include <cstddef>
#include <string>

#include "dvcs/hooks.hpp"
#include "webhook/delivery.hpp"

namespace dvcs::webhook {

inline constexpr std::size_t kMostRefs = 100;  // more are counted as "not all": they are listed anyway

struct Decoded {
  HookEvent event;
  // What could not be read, one sentence. With a kind other than kOther in the event, what is there is still
  // good as a hint.
  std::string problem;
};

// Never fails: what makes no sense is an event of kind kOther with a problem.
Decoded decode(const Delivery& delivery);

}  // namespace dvcs::webhook
