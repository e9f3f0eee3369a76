// A delivery of a webhook over the boundary: a Request with `verify_hook` in, a HookEvent out
// (native/schema/boundary.fbs). A pure function: no session, no core that has been started.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/status.hpp"

namespace dvcs::jni {

// An Error only when the request itself makes no sense; what a stranger sends is an answer.
base::Result<std::vector<std::byte>> verify_hook(std::span<const std::byte> request);

}  // namespace dvcs::jni
