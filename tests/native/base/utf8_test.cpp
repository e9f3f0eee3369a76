#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace dvcs::base {
namespace {

using namespace std::string_literals;

const std::string kBad = "\xEF\xBF\xBD";

TEST(Utf8, KnowsValidText) {
  for (const std::string& text : {""s, "plain ASCII of more than eight bytes"s, "\xC3\xA9"s, "\xE2\x82\xAC"s,
                                  "\xF0\x9F\x90\x99"s, "\0x"s, "\x7F"s, "\xED\x9F\xBF"s, "\xEE\x80\x80"s,
                                  "\xF4\x8F\xBF\xBF"s, "\xC2\x80"s, "\xE0\xA0\x80"s, "\xF0\x90\x80\x80"s}) {
    EXPECT_TRUE(is_valid_utf8(text));
    EXPECT_EQ(repair_utf8(text), text);
  }
}

TEST(Utf8, ReplacesMaximalSubparts) {
  const struct {
    std::string bytes;
    std::string text;
  } cases[] = {
      {"\x80", kBad},             // a continuation alone
      {"\xC0\xAF", kBad + kBad},  // overlong
      {"\xC1\x80", kBad + kBad},
      {"\xE0\x80\xAF", kBad + kBad + kBad},
      {"\xF0\x80\x80\xAF", kBad + kBad + kBad + kBad},
      {"\xED\xA0\x80", kBad + kBad + kBad},             // a surrogate
      {"\xF4\x91\x92\x93", kBad + kBad + kBad + kBad},  // above U+10FFFF
      {"\xFF", kBad},
      {"a\xE2\x82", "a" + kBad},  // truncated at the end
      {"a\xE2\x82z", "a" + kBad + "z"},
      {"\xF0\x9F\x90", kBad},
      {"\xF0\x9F\x90\xF0\x9F\x90\x99", kBad + "\xF0\x9F\x90\x99"},
      {"caf\xE9 au lait", "caf" + kBad + " au lait"},  // latin-1
      {"12345678\x80"
       "12345678",
       "12345678" + kBad + "12345678"},
      // The standard's own example, chapter 3.9, table 3-11.
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", kBad + kBad + kBad + kBad + "A"},
  };
  for (const auto& c : cases) {
    EXPECT_FALSE(is_valid_utf8(c.bytes)) << testing::PrintToString(c.bytes);
    EXPECT_EQ(repair_utf8(c.bytes), c.text) << testing::PrintToString(c.bytes);
  }
}

TEST(Utf8, RepairedBytesAreValidAndStay) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 24, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 3 == 0 ? 'a' : random());
    const std::string text = repair_utf8(bytes);
    ASSERT_TRUE(is_valid_utf8(text)) << testing::PrintToString(bytes);
    ASSERT_EQ(repair_utf8(text), text);
    ASSERT_EQ(is_valid_utf8(bytes), text == bytes) << testing::PrintToString(bytes);
  }
}

TEST(Utf8, NulIsReplacedAndNothingElse) {
  EXPECT_EQ(replace_nul("a\0b\0"s), "a\xEF\xBF\xBD"s + "b\xEF\xBF\xBD");
  EXPECT_EQ(replace_nul("plain \x01"), "plain \x01");
  EXPECT_EQ(replace_nul(""), "");
  EXPECT_EQ(replace_nul(std::string(4'000'000, '\0')).size(), 12'000'000u) << "and soon";
}

TEST(Utf8, CutsBetweenCodePoints) {
  const std::string text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x90\x99";  // 1, 2, 3 and 4 bytes
  const std::size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
  for (std::size_t max = 0; max < std::size(expected); ++max) {
    EXPECT_EQ(cut_utf8(text, max).size(), expected[max]) << max;
  }
}

}  // namespace
}  // namespace dvcs::base
