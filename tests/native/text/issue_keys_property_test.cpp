// The fast scan against the slow one: random texts over the characters that matter, any bytes, and real
// histories.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <random>
#include <string>

#include "text/issue_keys.hpp"
#include "text/slow_keys.hpp"

namespace dvcs::text {
namespace {

constexpr std::array<KeyGrammar, 4> kGrammars{{{false, false}, {true, false}, {false, true}, {true, true}}};

void expect_same(const std::string& text) {
  for (const KeyGrammar grammar : kGrammars) {
    std::vector<std::string> fast;
    find_keys(text, grammar, fast);
    ASSERT_EQ(fast, test::SlowKeys(grammar).find(text))
        << testing::PrintToString(text) << " lower " << grammar.lower_case << " underscore "
        << grammar.underscore;
  }
}

TEST(IssueKeysProperty, AgreesOnTextsOfKeyCharacters) {
  std::mt19937 random(11);
  constexpr std::string_view kAlphabet = "AAB19--__ab .\xC3";
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 20, ' ');
    for (char& c : text) c = kAlphabet[random() % kAlphabet.size()];
    expect_same(text);
    if (HasFatalFailure()) return;
  }
}

TEST(IssueKeysProperty, AgreesOnAnyBytes) {
  std::mt19937 random(12);
  for (int round = 0; round < 5'000; ++round) {
    std::string text(random() % 200, ' ');
    for (char& c : text) c = random() % 4 == 0 ? '-' : static_cast<char>(random());
    expect_same(text);
    if (HasFatalFailure()) return;
  }
}

TEST(IssueKeysProperty, LongRunsCostNoMoreThanTheirLength) {
  // Quadratic behaviour would take minutes here.
  const std::string run(2'000'000, 'A');
  const std::string underscores(2'000'000, '_');
  std::string dashes;
  for (int i = 0; i < 500'000; ++i) dashes += "A-1-";
  for (const std::string& text : {run + "-1", underscores + "-1", underscores + "AB-1", dashes, run}) {
    for (const KeyGrammar grammar : kGrammars) {
      std::vector<std::string> keys;
      find_keys(text, grammar, keys);
      EXPECT_LE(keys.size(), 1U);
    }
  }
}

// Lines of a packed corpus, as they are: JSON escapes and all.
class Lines {
 public:
  explicit Lines(const std::filesystem::path& packed)
      : pipe_(popen(("xz -dc '" + packed.string() + "'").c_str(), "r"), pclose) {}

  bool next(std::string& line) {
    line.clear();
    char piece[4096];
    while (std::fgets(piece, sizeof piece, pipe_.get()) != nullptr) {
      line += piece;
      if (line.back() == '\n') return true;
    }
    return !line.empty();
  }

 private:
  std::unique_ptr<FILE, int (*)(FILE*)> pipe_;
};

TEST(IssueKeysProperty, AgreesOnRealHistories) {
  const std::filesystem::path folder = std::filesystem::path(DVCS_SHARED) / "corpus";
  std::size_t keys_found = 0;
  for (const char* name : {"zookeeper", "kafka", "groovy"}) {
    const std::filesystem::path packed = folder / (std::string(name) + ".jsonl.xz");
    if (!std::filesystem::exists(packed))
      GTEST_SKIP() << packed << " is not there: this test needs the corpora";
    Lines lines(packed);
    std::string line;
    for (std::size_t number = 0; lines.next(line); ++number) {
      if (line.size() > 20'000 || number % 10 != 0) continue;  // the slow scan is quadratic
      std::vector<std::string> fast;
      find_keys(line, {}, fast);
      ASSERT_EQ(fast, test::SlowKeys({}).find(line)) << name << " line " << number;
      keys_found += fast.size();
    }
  }
  EXPECT_GT(keys_found, 3'000U);
}

}  // namespace
}  // namespace dvcs::text
