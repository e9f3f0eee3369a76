// Gitea and Forgejo, REST version 1.
#pragma once

#include <memory>
#include <string_view>

#include "base/status.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers::gitea {

// `typed_url` as an administrator enters it.
base::Result<std::unique_ptr<Provider>> make_gitea(std::string_view typed_url);

}  // namespace dvcs::providers::gitea
