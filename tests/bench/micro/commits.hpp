// Commits that look like a busy project's, the same in every run.
#pragma once

#include <cstddef>
#include <vector>

#include "dvcs/model.hpp"

namespace dvcs::bench {

// Messages of 40 to 600 bytes, two of three with a key; about 210 bytes a row at the boundary.
std::vector<Commit> commits(std::size_t count);

}  // namespace dvcs::bench
