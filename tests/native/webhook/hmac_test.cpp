#include "webhook/hmac.hpp"

#include <gtest/gtest.h>

#include "base/hex.hpp"

namespace dvcs::webhook {
namespace {

std::string hex(const Digest& digest) {
  return base::to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

struct Vector {
  std::string key;
  std::string data;
  std::string digest;
};

// RFC 4231, section 4; its fifth case is about a digest that is cut.
const Vector kVectors[] = {
    {std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
    {"Jefe", "what do ya want for nothing?",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {std::string(20, '\xaa'), std::string(50, '\xdd'),
     "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
    {base::from_hex("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'),
     "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
    {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    {std::string(131, '\xaa'),
     "This is a test using a larger than block-size key and a larger than block-size data. The key needs to "
     "be hashed before being used by the HMAC algorithm.",
     "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
};

TEST(Hmac, Rfc4231) {
  for (const Vector& each : kVectors) EXPECT_EQ(hex(hmac_sha256(each.key, {each.data})), each.digest);
}

TEST(Hmac, PiecesAreOneText) {
  for (const Vector& each : kVectors) {
    for (std::size_t cut = 0; cut <= each.data.size(); ++cut) {
      const std::string_view data = each.data;
      EXPECT_EQ(hex(hmac_sha256(each.key, {data.substr(0, cut), "", data.substr(cut)})), each.digest);
    }
  }
}

TEST(Hmac, AnEmptyKeyOrTextIsNoFault) {
  EXPECT_EQ(hex(hmac_sha256("", {})), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  EXPECT_EQ(hex(hmac_sha256(std::string_view(), {std::string_view()})), hex(hmac_sha256("", {""})));
}

TEST(Hmac, ComparesWholeTexts) {
  EXPECT_TRUE(equal("", ""));
  EXPECT_TRUE(equal("secret", "secret"));
  for (const std::string_view other : {"", "s", "secre", "secret ", "secrets", "Secret", "tercesa"})
    EXPECT_FALSE(equal("secret", other)) << other;
  EXPECT_FALSE(equal(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

// RFC 4648, section 10.
TEST(Base64, Decodes) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v"), "foo");
  EXPECT_EQ(decode_base64("Zm9vYg=="), "foob");
  EXPECT_EQ(decode_base64("Zm9vYmE="), "fooba");
  EXPECT_EQ(decode_base64("+/+/"), "\xfb\xff\xbf");
}

TEST(Base64, TakesNothingElse) {
  for (const std::string_view bad : {"Z", "Zg", "Zg=", "Zm9", "Zm9v ", " Zm9v", "Zm\n9v===", "Zm9-", "Z_9v",
                                     "=Zg=", "====", "Zg==Zg==", "Zm9\xc3"})
    EXPECT_EQ(decode_base64(bad), std::nullopt) << bad;
}

TEST(Base64, WritesWhatItReads) {
  Digest digest = sha256("x");
  for (int i = 0; i < 100; ++i) {
    digest = sha256({reinterpret_cast<const char*>(digest.data()), digest.size()});
    const auto again = decode_base64(base64(digest));
    ASSERT_TRUE(again);
    EXPECT_EQ(base::to_hex(*again), hex(digest));
  }
}

}  // namespace
}  // namespace dvcs::webhook
