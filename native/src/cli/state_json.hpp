// The parts of the cursor file that are JSON: one text for the run, one for each repository. Reading throws
// what Boost.JSON throws: state_file is the one place that has to care.
#pragma once

#include <string>
#include <string_view>

#include "cli/import_state.hpp"

namespace dvcs::cli {

std::string run_to_json(const ImportState& state);
ImportState run_from_json(std::string_view text);

std::string repository_to_json(const RepositoryState& state);
RepositoryState repository_from_json(std::int64_t id, std::string_view text);

}  // namespace dvcs::cli
