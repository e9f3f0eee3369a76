#include "git/charset.hpp"

#include <gtest/gtest.h>

namespace dvcs::git {
namespace {

std::string decode(std::string_view encoding, std::string_view bytes) {
  return Decoder(encoding).to_utf8(bytes);
}

TEST(Charset, KnownEncodingsAreDecoded) {
  EXPECT_EQ(decode("ISO-8859-1",
                   "Gr\xfc\xdf"
                   "e"),
            "Grüße");
  EXPECT_EQ(decode("latin1", "\xe9t\xe9"), "été");
  EXPECT_EQ(decode("Shift_JIS", "\x93\xfa\x96\x7b"), "日本");
  EXPECT_EQ(decode("euc-jp", "\xc6\xfc\xcb\xdc"), "日本");
  EXPECT_EQ(decode("GBK", "\xd6\xd0"), "中");
  EXPECT_EQ(decode("koi8-r", "\xcd\xc9\xd2"), "мир");
  EXPECT_EQ(decode("cp1252", "\x80"), "€");
}

TEST(Charset, WhatCannotBeDecodedIsReplaced) {
  EXPECT_EQ(decode("",
                   "a\xff"
                   "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(decode("UTF-8", "\xc3("), "\xEF\xBF\xBD(");
  EXPECT_EQ(decode("SHIFT_JIS",
                   "a\xff"
                   "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(decode("SHIFT_JIS", "a\x93"), "a\xEF\xBF\xBD");
}

TEST(Charset, NulIsReplacedAsInJson) {
  const std::string_view nul("a\0b", 3);
  EXPECT_EQ(decode("", nul),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(decode("ISO-8859-1", nul),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(Charset, UnknownAndDangerousNamesAreReadAsUtf8) {
  for (const char* name : {"ISO-2022-CN-EXT", "UTF-7", "no such", "../../etc/passwd", "UTF-16"}) {
    EXPECT_EQ(decode(name, "plain ü"), "plain ü") << name;
  }
}

TEST(Charset, LongTextKeepsEveryCharacter) {
  std::string latin(100'000, '\xe4');
  EXPECT_EQ(decode("ISO-8859-15", latin).size(), 200'000u);
}

}  // namespace
}  // namespace dvcs::git
