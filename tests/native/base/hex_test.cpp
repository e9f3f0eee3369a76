#include "base/hex.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dvcs::base {
namespace {

TEST(Hex, GoesBothWays) {
  EXPECT_EQ(to_hex(std::string("\x00\x0F\xF0\xFF", 4)), "000ff0ff");
  EXPECT_EQ(from_hex("000ff0FF"), std::string("\x00\x0F\xF0\xFF", 4));
  EXPECT_EQ(from_hex(""), "");
  EXPECT_EQ(from_hex("abc"), "");
  EXPECT_EQ(from_hex("0g"), "");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<char>(byte));
  EXPECT_EQ(from_hex(to_hex(all)), all);
}

TEST(Hex, KnowsObjectIds) {
  EXPECT_TRUE(is_object_id(std::string(40, 'a')));
  EXPECT_TRUE(is_object_id(std::string(64, '0')));
  EXPECT_FALSE(is_object_id(""));
  EXPECT_FALSE(is_object_id(std::string(39, 'a')));
  EXPECT_FALSE(is_object_id(std::string(41, 'a')));
  EXPECT_FALSE(is_object_id(std::string(40, 'A')));
  EXPECT_FALSE(is_object_id(std::string(39, 'a') + "g"));
  EXPECT_FALSE(is_object_id(std::string(40, '`')));
  EXPECT_FALSE(is_object_id(std::string(39, '0') + '\xff'));
  EXPECT_FALSE(is_object_id("main"));
}

TEST(Hex, ABinaryIdIsWhatItsDigitsSay) {
  for (const std::size_t length : {40U, 64U}) {
    std::string digits;
    while (digits.size() < length) digits += "0123456789abcdefABCDEF"[digits.size() * 7 % 22];
    EXPECT_EQ(BinaryId(digits).view(), from_hex(digits));
    for (std::size_t at = 0; at < length; ++at) {
      auto spoilt = digits;
      spoilt[at] = 'g';
      EXPECT_TRUE(BinaryId(spoilt).empty()) << at;
    }
  }
  EXPECT_TRUE(BinaryId("").empty());
  EXPECT_TRUE(BinaryId("abcd").empty());
  EXPECT_TRUE(BinaryId(std::string(62, 'a')).empty());
}

}  // namespace
}  // namespace dvcs::base
