#include "text/issue_keys.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dvcs::text {
namespace {

using namespace std::string_literals;

constexpr KeyGrammar kPlain{};
constexpr KeyGrammar kLower{.lower_case = true};
constexpr KeyGrammar kUnderscore{.underscore = true};
constexpr KeyGrammar kBoth{.lower_case = true, .underscore = true};

std::string found(const std::string& text, KeyGrammar grammar) {
  std::vector<std::string> keys;
  find_keys(text, grammar, keys);
  std::string joined;
  for (const std::string& key : keys) joined += (joined.empty() ? "" : " ") + key;
  return joined;
}

struct Case {
  std::string text;
  std::string keys;
};

void check(const std::vector<Case>& cases, KeyGrammar grammar) {
  for (const Case& c : cases) EXPECT_EQ(found(c.text, grammar), c.keys) << "in: " << c.text;
}

TEST(IssueKeys, ExamplesOfThePredecessor) {  // dvcs-connector.md 5.3
  check({{"feature/ABC-123-desc", "ABC-123"},
         {"x_ABC-1_y", "ABC-1"},
         {"MY_PROJ-5", "PROJ-5"},
         {"A-1", ""},
         {"UTF-8", "UTF-8"},
         {"SHA-256", "SHA-256"},
         {"ISO-8859-1", "ISO-8859"},
         {"should not parse key0MES-123", ""}},
        kPlain);
}

TEST(IssueKeys, ShapeOfAKey) {
  check({{"", ""},
         {"-", ""},
         {"--", ""},
         {"ABC", ""},
         {"ABC-", ""},
         {"-1", ""},
         {"ABC-1", "ABC-1"},
         {"AB-0", "AB-0"},
         {"ABC-007", "ABC-007"},
         {"ABC-12345678901234567890123456789", "ABC-12345678901234567890123456789"},
         {"A1-1", "A1-1"},
         {"A1B2-3", "A1B2-3"},
         {"1A-1", ""},
         {"1ABC-1", ""},
         {"11-1", ""},
         {"ABC -1", ""},
         {"ABC- 1", ""},
         {"ABC--1", ""},
         {"ABC\xE2\x80\x93"
          "1",
          ""},  // en dash
         {"ABC\xE2\x80\x91"
          "1",
          ""},                  // non-breaking hyphen
         {"ABC-\xD9\xA1", ""},  // an Arabic digit
         {"\xC3\x84"
          "BC-1",
          "BC-1"},  // Ä is no ASCII letter: it bounds
         {"ABC-1\xC3\xA4", "ABC-1"},
         {"abc-1", ""},
         {"Abc-1", ""},
         {"aBC-1", ""},
         {"ABC-1a", ""},
         {"ABC-1A", ""},
         {"ABC-x", ""}},
        kPlain);
}

TEST(IssueKeys, EverythingThatIsNoLetterOrDigitBounds) {
  for (int byte = 0; byte < 256; ++byte) {
    const auto c = static_cast<char>(byte);
    const bool glued = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!glued) EXPECT_EQ(found(c + "ABC-1"s + c, kPlain), "ABC-1") << byte;
    if (glued && !(c >= '0' && c <= '9')) EXPECT_EQ(found("ABC-1"s + c, kPlain), "") << byte;
  }
  EXPECT_EQ(found("XABC-1", kPlain), "XABC-1");
  EXPECT_EQ(found("xABC-1", kPlain), "");
  EXPECT_EQ(found("0ABC-1", kPlain), "");
}

TEST(IssueKeys, InText) {
  check({{"ABC-1: fix", "ABC-1"},
         {"[ABC-1] fix", "ABC-1"},
         {"(ABC-1)", "ABC-1"},
         {"{ABC-1}", "ABC-1"},
         {"<ABC-1>", "ABC-1"},
         {"\"ABC-1\"", "ABC-1"},
         {"'ABC-1'", "ABC-1"},
         {"`ABC-1`", "ABC-1"},
         {"#ABC-1", "ABC-1"},
         {"ABC-1.", "ABC-1"},
         {"ABC-1,ABC-2;ABC-3", "ABC-1 ABC-2 ABC-3"},
         {"ABC-1 ABC-2", "ABC-1 ABC-2"},
         {"ABC-2 ABC-1 ABC-2", "ABC-2 ABC-1"},
         {"ABC-1\nDEF-2\r\nGHI-3\tJKL-4", "ABC-1 DEF-2 GHI-3 JKL-4"},
         {"https://jira.example.com/browse/ABC-1?x=DEF-2&y=GHI-3#JKL-4", "ABC-1 DEF-2 GHI-3 JKL-4"},
         {"feature/ABC-1/DEF-2", "ABC-1 DEF-2"},
         {"feature\\ABC-1", "ABC-1"},
         {"a|ABC-1|b", "ABC-1"},
         {"~ABC-1~", "ABC-1"},
         {"ABC-1-DEF-2", "ABC-1 DEF-2"},
         {"ABC-1-2", "ABC-1"},
         {"-ABC-1-", "ABC-1"},
         {"--ABC-1--", "ABC-1"},
         {"ABC-DEF-1", "DEF-1"},
         {"ABC-1DEF-2", ""},
         {"ABC-1_DEF-2", "ABC-1 DEF-2"},
         {"_ABC-1_", "ABC-1"},
         {"A_BC-1", "BC-1"},
         {"AB_C-1", ""},
         {"ABC_-1", ""},
         {"CVE-2024-1234", "CVE-2024"},
         {"\xE2\x80\x9C"
          "ABC-1\xE2\x80\x9D",
          "ABC-1"},                       // typographic quotes
         {"ABC-1\xE2\x80\xA6", "ABC-1"},  // ellipsis
         {"\xC2\xA0"
          "ABC-1\xC2\xA0",
          "ABC-1"},  // no-break space
         {"\xE4\xBF\xAE\xE5\xA4\x8D"
          "ABC-1\xE7\x9A\x84",
          "ABC-1"},  // CJK neighbours
         {"\xF0\x9F\x90\x99"
          "ABC-1\xF0\x9F\x90\x99",
          "ABC-1"},
         {"\0ABC-1\0"s, "ABC-1"},
         {"\xFF\xFE"
          "ABC-1\x80",
          "ABC-1"},
         {"Merge branch 'feature/ABC-1' into 'main'\n\nSee DEF-2!\n", "ABC-1 DEF-2"},
         {"Revert \"ABC-9: try\"", "ABC-9"},
         {"ABC-1 #comment done", "ABC-1"},
         {"V2-1 and X9-2", "V2-1 X9-2"},
         {"key=ABC-1", "ABC-1"},
         {"ABC-1@host", "ABC-1"},
         {"me@ABC-1.example", "ABC-1"}},
        kPlain);
}

TEST(IssueKeys, LowerCaseIsShownInUpperCase) {
  check({{"abc-1", "ABC-1"},
         {"Abc-1", "ABC-1"},
         {"aBC-1 ABC-1 abc-1", "ABC-1"},
         {"key0MES-123", "KEY0MES-123"},
         {"should not parse key0MES-123", "KEY0MES-123"},
         {"a-1", ""},
         {"ab-1c", ""},
         {"1ab-2", ""},
         {"x_abc-1", "ABC-1"},
         {"feature/abc-12-some-words-2", "ABC-12 WORDS-2"},
         {"utf-8", "UTF-8"},
         {"stra\xC3\x9F"
          "e-1",
          ""},
         {"\xC3\xA9"
          "tat-1",
          "TAT-1"}},
        kLower);
}

TEST(IssueKeys, UnderscoreTakesTheLongestProjectPart) {
  check({{"x_MY_PROJ-5", "MY_PROJ-5"},
         {"MY_PROJ-5", "MY_PROJ-5"},
         {"xMY_PROJ-5", "PROJ-5"},
         {"_MY_PROJ-5", "MY_PROJ-5"},
         {"1_MY_PROJ-5", "MY_PROJ-5"},
         {"1MY_PROJ-5", "PROJ-5"},
         {"MY_1PROJ-5", "MY_1PROJ-5"},
         {"x_1PROJ-5", ""},
         {"A_B-1", "A_B-1"},
         {"A_-1", "A_-1"},
         {"_A-1", ""},
         {"__AB-1", "AB-1"},
         {"AB__CD-1", "AB__CD-1"},
         {"ABC-1_DEF-2", "ABC-1 DEF-2"},
         {"ABC-1_D_EF-2", "ABC-1 D_EF-2"},
         {"x_ABC-1_y", "ABC-1"},
         {"abc_DEF-1", "DEF-1"},
         {"ABC_def-1", ""}},
        kUnderscore);
  check({{"x_MY_PROJ-5", "X_MY_PROJ-5"}, {"my_proj-5", "MY_PROJ-5"}, {"1my_proj-5", "PROJ-5"}}, kBoth);
}

TEST(IssueKeys, SeveralTextsShareOneList) {
  std::vector<std::string> keys{"OLD-1"};
  find_keys("ABC-1 OLD-1", kPlain, keys);
  find_keys("DEF-2 ABC-1", kPlain, keys);
  EXPECT_EQ(keys, (std::vector<std::string>{"OLD-1", "ABC-1", "DEF-2"}));
}

TEST(IssueKeys, ManyKeysAreStillUniqueAndInOrder) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "KEY-" + std::to_string(i % 10'000) + " ";
  std::vector<std::string> keys;
  find_keys(text, kPlain, keys);
  ASSERT_EQ(keys.size(), 10'000U);
  for (std::size_t i = 0; i < keys.size(); ++i) ASSERT_EQ(keys[i], "KEY-" + std::to_string(i));
}

TEST(IssueKeys, EachGrammarHasItsOwnStamp) {
  EXPECT_EQ(grammar_stamp(kPlain), 4U);
  EXPECT_EQ(grammar_stamp(kLower), 5U);
  EXPECT_EQ(grammar_stamp(kUnderscore), 6U);
  EXPECT_EQ(grammar_stamp(kBoth), 7U);
}

}  // namespace
}  // namespace dvcs::text
