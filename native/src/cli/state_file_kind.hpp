// What stands under the name of a cursor file, told by its first bytes: opening it as a database would
// already change a foreign one.
#pragma once

#include <string>

#include "base/status.hpp"

namespace dvcs::cli {

enum class StateFileKind { kNone, kOurs, kOtherVersion, kForeign };

// kNone: no file, or an empty one.
base::Result<StateFileKind> kind_of_state_file(const std::string& path);

}  // namespace dvcs::cli
