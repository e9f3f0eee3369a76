// The cursor file of `dvcsctl import`: JSON, versioned, replaced atomically. A file that is not ours, damaged
// or of a later version is an Error and stays as it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/status.hpp"
#include "cli/import_state.hpp"

namespace dvcs::cli {

std::string to_json(const ImportState& state);
base::Result<ImportState> from_json(std::string_view text);

// Nothing: the file does not exist yet.
base::Result<std::optional<ImportState>> read_state(const std::string& path);

// Written beside, flushed to the disk, then renamed over `path`.
base::Status write_state(const std::string& path, const ImportState& state);

}  // namespace dvcs::cli
