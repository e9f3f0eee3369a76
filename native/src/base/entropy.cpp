#include "base/entropy.hpp"

#include <sys/random.h>

#include <cerrno>
#include <chrono>

namespace dvcs::base {

std::uint64_t random_seed() {
  std::uint64_t seed = 0;
  // Eight bytes are never cut short; only a signal early in the system's life can interrupt the call.
  while (::getrandom(&seed, sizeof seed, 0) < 0) {
    if (errno != EINTR)
      return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  }
  return seed;
}

}  // namespace dvcs::base
