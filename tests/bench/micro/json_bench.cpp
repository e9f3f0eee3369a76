#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "commits.hpp"
#include "json/reading.hpp"
#include "json/structure.hpp"
#include "json/text.hpp"

namespace dvcs::bench {
namespace {

// A page as GitLab answers GET /projects/:id/repository/commits, 100 rows.
std::string page() {
  std::string body = "[";
  for (const Commit& row : commits(100)) {
    if (body.size() > 1) body += ',';
    body += "{\"id\":" + json::quoted(row.sha) + ",\"short_id\":" + json::quoted(row.sha.substr(0, 8)) +
            ",\"created_at\":\"2021-09-20T11:50:22.000+02:00\",\"parent_ids\":[" +
            json::quoted(row.parents.front()) + "],\"title\":\"\",\"message\":" + json::quoted(row.message) +
            ",\"author_name\":" + json::quoted(row.author.name) +
            ",\"author_email\":" + json::quoted(row.author.email) +
            ",\"authored_date\":\"2021-09-20T11:50:22.000+02:00\",\"committed_date\":\"2021-09-20T11:50:22."
            "000+02:00\","
            "\"trailers\":{},\"web_url\":" +
            json::quoted(row.web_url) + "}";
  }
  return body + "]";
}

void read_commit_page(benchmark::State& state) {
  const std::string body = page();
  for (auto _ : state) {
    auto count = json::each(
        body,
        [](json::Fields& fields) {
          Commit row;
          fields.need("id", row.sha);
          fields.need("parent_ids", row.parents);
          fields.need("message", row.message);
          fields.need("author_name", row.author.name);
          fields.need("author_email", row.author.email);
          benchmark::DoNotOptimize(row);
        },
        [&](json::BadItem item) { state.SkipWithError(item.why.c_str()); });
    if (!count || *count != 100) state.SkipWithError("the page was not read");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(body.size()));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * 100);
}
BENCHMARK(read_commit_page);

// What of it goes into the check that the page is put together as JSON is.
void check_commit_page(benchmark::State& state) {
  const simdjson::padded_string body(page());
  for (auto _ : state) {
    if (json::check_structure(body) != simdjson::SUCCESS) state.SkipWithError("the page was refused");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(body.size()));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * 100);
}
BENCHMARK(check_commit_page);

// A whole parse into a tree, the other way to know it.
void parse_commit_page(benchmark::State& state) {
  const std::string body = page();
  for (auto _ : state) {
    if (!json::well_formed(body).ok()) state.SkipWithError("the page was refused");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(body.size()));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * 100);
}
BENCHMARK(parse_commit_page);

}  // namespace
}  // namespace dvcs::bench
