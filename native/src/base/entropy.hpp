// Randomness from the operating system.
#pragma once

#include <cstdint>

namespace dvcs::base {

// A seed nobody can guess. Not std::random_device: with it the library would need glibc 2.36 (arc4random),
// and so would not load on Red Hat Enterprise Linux 9. Thread-safe.
std::uint64_t random_seed();

}  // namespace dvcs::base
