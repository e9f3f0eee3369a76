#include "jni/build_id.hpp"

#include <gtest/gtest.h>

#include "jni/describe.hpp"

namespace dvcs::jni {
namespace {

TEST(BuildId, IsThatOfThisImageOrEmpty) {
  auto id = build_id();
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
  EXPECT_EQ(id, build_id());
}

TEST(Describe, NamesEverythingOnce) {
  auto text = describe();
  for (const char* member : {"build_id", "version", "openssl", "simdjson", "compiler", "schema_version"})
    EXPECT_NE(text.find(std::string("\"") + member + "\":"), std::string::npos) << text;
  EXPECT_NE(text.find("\"schema_version\":1"), std::string::npos) << text;
  EXPECT_NE(text.find("OpenSSL 3"), std::string::npos) << text;
}

}  // namespace
}  // namespace dvcs::jni
