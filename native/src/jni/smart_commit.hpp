// A commit message's smart commits over the boundary: a Request with `smart_commit` in, a SmartCommit out
// (native/schema/boundary.fbs). A pure function: no session, no core that has been started.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/status.hpp"

namespace dvcs::jni {

base::Result<std::vector<std::byte>> smart_commit(std::span<const std::byte> request);

}  // namespace dvcs::jni
