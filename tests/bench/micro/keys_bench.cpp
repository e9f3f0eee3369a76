#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "commits.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::bench {
namespace {

void find_keys(benchmark::State& state, KeyGrammar grammar) {
  const auto rows = commits(4096);
  std::int64_t bytes = 0;
  for (auto _ : state) {
    for (const Commit& row : rows) {
      std::vector<std::string> keys;
      text::find_keys(row.message, grammar, keys);
      benchmark::DoNotOptimize(keys);
      bytes += static_cast<std::int64_t>(row.message.size());
    }
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * 4096);
}
BENCHMARK_CAPTURE(find_keys, capitals, KeyGrammar{});
BENCHMARK_CAPTURE(find_keys, either_case_and_underscore, KeyGrammar{.lower_case = true, .underscore = true});

}  // namespace
}  // namespace dvcs::bench
