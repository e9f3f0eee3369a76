#include "cli/stats.hpp"

#include <sys/resource.h>

#include <boost/json.hpp>
#include <fstream>

namespace dvcs::cli {

base::Status write_stats(const std::string& path, const Stats& stats) {
  if (path.empty()) return {};
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto seconds = [](const timeval& of) {
    return static_cast<double>(of.tv_sec) + static_cast<double>(of.tv_usec) / 1e6;
  };
  std::chrono::duration<double> wall = std::chrono::steady_clock::now() - stats.began;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << boost::json::serialize(boost::json::object{
              {"requests", stats.traffic.requests},
              {"bytes_in", stats.traffic.bytes_in},
              {"commits_seen", stats.commits_seen},
              {"commits_emitted", stats.commits_emitted},
              {"wall_seconds", wall.count()},
              {"cpu_seconds", seconds(used.ru_utime) + seconds(used.ru_stime)},
              {"peak_rss_bytes", static_cast<std::uint64_t>(used.ru_maxrss) * 1024},  // Linux counts in KiB
          })
       << '\n';
  file.close();
  if (!file) return base::Error{base::Code::kInternal, "The statistics cannot be written to " + path + "."};
  return {};
}

}  // namespace dvcs::cli
