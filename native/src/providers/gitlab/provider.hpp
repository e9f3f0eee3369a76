// GitLab, REST version 4.
#pragma once

#include <memory>
#include <string>

#include "base/status.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers::gitlab {

// `typed_url` as an administrator enters it.
base::Result<std::unique_ptr<Provider>> make_gitlab(std::string_view typed_url);

}  // namespace dvcs::providers::gitlab
