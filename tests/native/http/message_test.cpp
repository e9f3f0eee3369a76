#include "http/message.hpp"

#include <gtest/gtest.h>

namespace dvcs::http {
namespace {

TEST(Headers, NamesCompareWithoutCase) {
  Headers headers;
  headers.add("X-Next-Page", "2");
  EXPECT_EQ(headers.get("x-next-page"), "2");
  EXPECT_TRUE(headers.has("X-NEXT-PAGE"));
  EXPECT_FALSE(headers.has("X-Next-Pag"));
  EXPECT_FALSE(headers.has("X-Next-Page-"));
  EXPECT_EQ(headers.get("missing"), "");
}

TEST(Headers, AnEmptyValueIsNotAMissingOne) {
  Headers headers;
  headers.add("X-Next-Page", "");
  EXPECT_TRUE(headers.has("X-Next-Page"));
  EXPECT_EQ(headers.get("X-Next-Page"), "");
}

TEST(Headers, AddKeepsRepetitionAndOrderAndSetReplacesAll) {
  Headers headers;
  headers.add("Link", "a");
  headers.add("Other", "x");
  headers.add("LINK", "b");
  EXPECT_EQ(headers.get("link"), "a");
  ASSERT_EQ(headers.all().size(), 3u);
  EXPECT_EQ(headers.all()[2].second, "b");
  headers.set("link", "c");
  ASSERT_EQ(headers.all().size(), 2u);
  EXPECT_EQ(headers.get("Link"), "c");
}

// ASCII only: a locale or Unicode rule would let names match that HTTP keeps apart.
TEST(Headers, OnlyLettersHaveCase) {
  Headers headers;
  headers.add("x@y", "1");
  EXPECT_FALSE(headers.has("x`y"));
  EXPECT_TRUE(headers.has("X@Y"));
}

}  // namespace
}  // namespace dvcs::http
