#include "commits.hpp"

#include <array>
#include <random>
#include <string>
#include <string_view>

namespace dvcs::bench {
namespace {

constexpr std::array<std::string_view, 16> kWords = {
    "fix",   "the",    "broken", "cache",  "when",    "a",   "UTF-8", "reader",
    "waits", "longer", "than",   "before", "release", "2.0", "tests", "über"};

std::string sentence(std::mt19937& random, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) text += i % 12 == 0 ? '\n' : ' ';
    text += kWords[random() % kWords.size()];
  }
  return text;
}

}  // namespace

std::vector<Commit> commits(std::size_t count) {
  std::mt19937 random(20260101);  // NOLINT: the same numbers in every run are the point
  std::vector<Commit> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    Commit& row = rows[i];
    for (int digit = 0; digit < 40; ++digit) row.sha += "0123456789abcdef"[random() % 16];
    row.parents.assign(1, row.sha);
    row.author = {"Dev " + std::to_string(random() % 400),
                  "dev" + std::to_string(random() % 400) + "@example.org"};
    row.committer = row.author;
    row.authored = row.committed = {1'500'000'000 + static_cast<std::int64_t>(i) * 600, 120};
    if (random() % 3 != 0) row.keys.push_back("BENCH-" + std::to_string(random() % 9000 + 1));
    row.message = (row.keys.empty() ? "" : row.keys.front() + " ") + sentence(random, 6 + random() % 80);
    row.web_url = "https://forge.example.org/bench/project/-/commit/" + row.sha;
  }
  return rows;
}

}  // namespace dvcs::bench
