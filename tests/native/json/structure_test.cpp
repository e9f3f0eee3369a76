// Documents that are not put together as JSON is. A page comes from a server that somebody else runs:
// whatever its brackets do, the readers end with words and never leave the document.
#include "json/structure.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "json/reading.hpp"

namespace dvcs::json {
namespace {

bool passes(const std::string& text) {
  return check_structure(simdjson::padded_string(text)) == simdjson::SUCCESS;
}

TEST(Structure, WhatIsJson) {
  for (const std::string text :
       {"{}", "[]", "[[],{}]", " {\"a\":[1,{\"b\":null}],\"c\":\"}\"} ", "3", "\"x\"", "true",
        "\xEF\xBB\xBF[1]", "{\"a\\\"]\":[\"[\\\\\",\"{\"]}", "{\"a\":1,\"a\":{\"a\":[0,\"\",-1]}}"})
    EXPECT_TRUE(passes(text)) << text;
}

TEST(Structure, WhatIsNot) {
  for (const std::string text : {"",
                                 " ",
                                 "\xEF\xBB\xBF",
                                 "{",
                                 "}",
                                 "[",
                                 "]",
                                 ",",
                                 ":",
                                 "[}",
                                 "{]",
                                 "{\"a\":[}",
                                 "{\"a\":1]",
                                 "[1}",
                                 "{\"a\":}",
                                 "{\"a\":,}",
                                 "{\"a\"}",
                                 "{\"a\",1}",
                                 "{\"a\":1,}",
                                 "{,}",
                                 "[,]",
                                 "[1,]",
                                 "[1,,2]",
                                 "[,1]",
                                 "{\"a\" 1}",
                                 "{1:2}",
                                 "{[]:1}",
                                 "{{}}",
                                 "[1 2]",
                                 "[\"a\" \"b\"]",
                                 "[\"a\"\"b\"]",
                                 "[{} {}]",
                                 "{\"a\":1 \"b\":2}",
                                 "{\"a\":1:2}",
                                 "[1:2]",
                                 "{} {}",
                                 "[] 1",
                                 "1 2",
                                 "1,2",
                                 "\"a\":1",
                                 "{\"a\":[1}]",
                                 "{\"a\":{\"b\":[1,2}}",
                                 "[1]]",
                                 "{}}",
                                 "\"open",
                                 "[\"open]"})
    EXPECT_FALSE(passes(text)) << text;
}

TEST(Structure, DepthHasALimit) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_TRUE(passes(nested(1024)));
  EXPECT_FALSE(passes(nested(1025)));
  EXPECT_FALSE(passes(std::string(5'000'000, '[')));
  std::string objects;
  for (int i = 0; i < 2000; ++i) objects += "{\"a\":";
  EXPECT_FALSE(passes(objects));
}

TEST(Structure, ASmallDocumentAfterALargeOne) {
  EXPECT_TRUE(passes("[" + std::string(200'000, ' ') + "1]"));
  EXPECT_TRUE(passes("[1]"));
  EXPECT_FALSE(passes("[1"));
}

// Everything that page parsers do: fields in any order, absent ones, children, lists, raw text.
std::size_t read_page(const std::string& body, bool& whole) {
  std::size_t read = 0;
  const auto count = each(
      body,
      [&](Fields& fields) {
        std::string text;
        std::int64_t number = 0;
        std::vector<std::string> list;
        fields.maybe("absent", text);
        fields.maybe("message", text);
        fields.maybe("id", number);
        fields.maybe_child("author", [&](Fields& author) {
          author.maybe("none", text);
          author.maybe("name", text);
        });
        fields.maybe("parents", list);
        fields.maybe_each("labels", [&](Fields& label) { label.maybe("name", text); });
        fields.raw("trailers", text);
        fields.maybe("web_url", text);
        read += text.size();
      },
      [](const BadItem&) {});
  whole = count.ok();
  if (!count.ok()) EXPECT_FALSE(count.error().message.empty());
  return read;
}

const std::string kPage =
    R"([{"id":1,"message":"a, {b} [c]: \"d\"","author":{"name":"ada","tags":["x",{"y":[]}]},"parents":["p","q"],)"
    R"("labels":[{"name":"l","x":{}},{"name":"m"}],"trailers":{"a":{"b":[1,2]}},"web_url":"u"},)"
    R"({"web_url":"v","parents":[],"skip":{"deep":[[{"er":[{}]}]]},"id":2},{"author":null,"labels":[],"id":3}])";

// Brackets, commas and colons only: then every mistake is one of structure, and a strict whole parse says
// whether there is one.
std::string mutated(std::mt19937& random) {
  constexpr std::string_view kMarks = "{}[],:";
  std::string text = kPage;
  for (unsigned n = random() % 3 + 1; n > 0 && text.find_first_of(kMarks) != std::string::npos; --n) {
    std::size_t at = random() % text.size();
    while (kMarks.find(text[at]) == std::string_view::npos) at = (at + 1) % text.size();
    switch (random() % 4) {
      case 0:
        text.erase(at, 1);
        break;
      case 1:
        text.insert(at, 1, kMarks[random() % kMarks.size()]);
        break;
      case 2:
        text.resize(at + 1);
        break;
      default:
        text[at] = kMarks[random() % kMarks.size()];
    }
  }
  return text;
}

TEST(StructureProperty, ReadersAcceptAMutatedPageOnlyIfItIsJson) {
  std::mt19937 random(20261121);
  std::size_t good = 0;
  for (int round = 0; round < 15'000; ++round) {
    const std::string text = mutated(random);
    const bool is_json = well_formed(text).ok();
    EXPECT_EQ(passes(text), is_json) << text;
    bool whole = false;
    read_page(text, whole);
    EXPECT_TRUE(is_json || !whole) << text;
    bool object_read = object("{\"data\":" + text + "}", [](Fields& fields) {
                         std::int64_t after = 0;
                         fields.maybe("after", after);
                       }).ok();
    EXPECT_TRUE(is_json || !object_read) << text;
    good += is_json ? 1 : 0;
  }
  EXPECT_GT(good, 100U) << "some mutations leave it whole";
}

TEST(StructureProperty, NoBytesBringTheReadersDown) {
  std::mt19937 random(5);
  for (int round = 0; round < 15'000; ++round) {
    std::string text = mutated(random);
    constexpr std::string_view kSigns = "\"\\ {}[]";
    for (unsigned n = random() % 4; n > 0 && !text.empty(); --n) {
      const bool any = random() % 3 == 0;
      text[random() % text.size()] = any ? static_cast<char>(random()) : kSigns[random() % kSigns.size()];
    }
    bool whole = false;
    read_page(text, whole);
    static_cast<void>(each_in(text, "data", [](Fields&) {}, [](const BadItem&) {}).ok());
  }
}

}  // namespace
}  // namespace dvcs::json
