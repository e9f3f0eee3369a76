#include "cli/stats.hpp"

#include <sys/resource.h>

#include <fstream>
#include <iomanip>
#include <string>

namespace dvcs::cli {
namespace {

// The high-water mark of this program, in bytes. Not ru_maxrss: that survives exec, so a large parent's mark
// would pass for ours.
std::uint64_t peak_resident_bytes() {
  std::ifstream status("/proc/self/status");
  const std::string label = "VmHWM:";
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(label)) return std::stoull(line.substr(label.size())) * 1024;  // "VmHWM:  1234 kB"
  }
  return 0;
}

}  // namespace

base::Status write_stats(const std::string& path, const Stats& stats) {
  if (path.empty()) return {};
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto seconds = [](const timeval& of) {
    return static_cast<double>(of.tv_sec) + static_cast<double>(of.tv_usec) / 1e6;
  };
  std::chrono::duration<double> wall = std::chrono::steady_clock::now() - stats.began;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  // Written by hand: Boost.JSON writes seconds as 1.8624192426E1, which people read as a mistake.
  file << "{\"requests\":" << stats.traffic.requests << ",\"bytes_in\":" << stats.traffic.bytes_in
       << ",\"commits_seen\":" << stats.commits_seen << ",\"commits_emitted\":" << stats.commits_emitted
       << std::fixed << std::setprecision(3) << ",\"wall_seconds\":" << wall.count()
       << ",\"cpu_seconds\":" << seconds(used.ru_utime) + seconds(used.ru_stime)
       << ",\"peak_rss_bytes\":" << peak_resident_bytes() << "}\n";
  file.close();
  if (!file) return base::Error{base::Code::kInternal, "The statistics cannot be written to " + path + "."};
  return {};
}

}  // namespace dvcs::cli
