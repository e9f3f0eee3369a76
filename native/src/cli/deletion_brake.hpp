// House plan, decision 4: absence in large numbers is more often a mistake than a deletion.
#pragma once

#include <cstddef>

namespace dvcs::cli {

// At least 10 items and more than 20 % of all.
constexpr bool deletion_brake_holds(std::size_t vanished, std::size_t all) {
  return vanished >= 10 && vanished * 5 > all;
}

}  // namespace dvcs::cli
