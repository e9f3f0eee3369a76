// What a run cost: `--stats`.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "base/status.hpp"
#include "cli/jobs.hpp"

namespace dvcs::cli {

struct Stats {
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
  Traffic traffic;
  std::uint64_t commits_seen = 0;
  std::uint64_t commits_emitted = 0;
};

// Wall time since `began`; CPU time and peak memory of this process. No path: nothing.
base::Status write_stats(const std::string& path, const Stats& stats);

}  // namespace dvcs::cli
