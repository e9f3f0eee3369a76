// What a merge request looks like, as 16 hex digits over everything that is reported of it but its keys:
// equal looks mean that there is nothing new to tell.
#pragma once

#include <string>

#include "dvcs/model.hpp"

namespace dvcs::sync {

std::string look_of(const MergeRequest& request);

}  // namespace dvcs::sync
