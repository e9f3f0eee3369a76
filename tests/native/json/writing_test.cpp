#include "json/writing.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include "json/reading.hpp"
#include "json/text.hpp"

namespace dvcs::json {
namespace {

TEST(ObjectText, WritesEveryKindOfMember) {
  ObjectText object;
  object.add("text", "a\"b")
      .add("literal", "true")
      .add("yes", true)
      .add("no", false)
      .add("low", std::numeric_limits<std::int64_t>::min())
      .add("high", std::numeric_limits<std::uint64_t>::max())
      .add("nothing", nullptr)
      .add("texts", std::vector<std::string>{"[", ""})
      .add("none", std::vector<std::string>{})
      .begin_object("inner")
      .add("name", "{")
      .begin_object("deeper")
      .end_object()
      .end_object()
      .add("last", 1);
  EXPECT_EQ(std::move(object).take(),
            R"({"text":"a\"b","literal":"true","yes":true,"no":false,"low":-9223372036854775808,)"
            R"("high":18446744073709551615,"nothing":null,"texts":["[",""],"none":[],)"
            R"("inner":{"name":"{","deeper":{}},"last":1})");
  EXPECT_EQ(ObjectText().take(), "{}");
}

// RFC 8259, 7: what must be escaped is, in its short form where there is one, and nothing else.
TEST(ObjectText, EscapesEveryByteAsItShould) {
  const std::string controls = std::string("\0\x01\x1f", 3) + "\b\f\n\r\t\x7f/\"\\";
  EXPECT_EQ(json::quoted(controls), R"("\u0000\u0001\u001f\b\f\n\r\t)"
                                    "\x7f"
                                    R"(/\"\\")");
  EXPECT_EQ(json::quoted("\xF0\x9F\x98\x80"), "\"\xF0\x9F\x98\x80\"");
}

TEST(ObjectText, IsReadBackAsItWasWritten) {
  std::mt19937 random(5);
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (auto left = random() % 60; left > 0; --left)
      text +=
          random() % 3 == 0 ? std::string("\xC3\xA9") : std::string(1, static_cast<char>(1 + random() % 127));
    ObjectText object;
    object.add("before", 1).add("text", text).add("after", std::vector<std::string>{text, text});
    std::string read;
    std::vector<std::string> texts;
    const auto status = json::object(std::move(object).take(), [&](Fields& fields) {
      fields.need("text", read);
      fields.need("after", texts);
    });
    ASSERT_TRUE(status.ok()) << status.error().message;
    ASSERT_EQ(read, text);
    ASSERT_EQ(texts, (std::vector<std::string>{text, text}));
  }
}

}  // namespace
}  // namespace dvcs::json
