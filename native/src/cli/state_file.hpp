// The cursor file of `dvcsctl import`: JSON, versioned, replaced atomically. A file that is not ours or
// damaged is an Error and stays as it is; one of another version begins the import anew.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/status.hpp"
#include "cli/import_state.hpp"

namespace dvcs::cli {

std::string to_json(const ImportState& state);
// Nothing: it is of another version.
base::Result<std::optional<ImportState>> from_json(std::string_view text);

// Nothing: the file does not exist yet, or is of another version, which is said on standard error.
base::Result<std::optional<ImportState>> read_state(const std::string& path);

// Written beside, flushed to the disk, then renamed over `path`.
base::Status write_state(const std::string& path, const ImportState& state);

}  // namespace dvcs::cli
