// From arguments to an open account.
#pragma once

#include <memory>
#include <string>

#include "base/status.hpp"
#include "cli/command_line.hpp"
#include "cli/forge.hpp"

namespace dvcs::cli {

// The token of a file: its content without white space around it. Never printed.
base::Result<std::string> read_token(const std::string& path);

base::Result<std::unique_ptr<Forge>> open_account(const ForgeArguments& arguments, KeyGrammar grammar);

}  // namespace dvcs::cli
