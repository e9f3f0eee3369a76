#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "codec/batch_sink.hpp"
#include "commits.hpp"

namespace dvcs::bench {
namespace {

// Rows in, batches out, as the session does it; without a JVM on the other side.
void rows_through_batches(benchmark::State& state) {
  const auto rows = commits(500);
  std::vector<std::byte> buffer(1u << 20);
  codec::BatchSink sink([] {});
  std::uint64_t sequence = 0;
  for (auto _ : state) {
    for (const Commit& row : rows) sink.put(1, 1, row);
    for (;;) {
      auto size = sink.poll(buffer, std::chrono::milliseconds(0));
      if (!size || *size < 0) {
        state.SkipWithError("a batch was not polled");
        return;
      }
      if (*size == 0) break;
      if (!sink.acknowledge(++sequence)) state.SkipWithError("a batch was not acknowledged");
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * 500);
}
BENCHMARK(rows_through_batches);

}  // namespace
}  // namespace dvcs::bench
