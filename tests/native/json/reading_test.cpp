#include "json/reading.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "json/text.hpp"

namespace dvcs::json {
namespace {

using namespace std::string_literals;
using base::Code;

const std::string kBad = "\xEF\xBF\xBD";

struct Item {
  std::string name;
  std::int64_t id = 0;
  bool flag = false;
  std::string note = "untouched";
  std::vector<std::string> list;
};

struct Read {
  std::vector<Item> items;
  std::vector<BadItem> bad;
  base::Result<std::size_t> result = std::size_t{0};
};

Read read(const std::string& body) {
  Read read;
  read.result = each(
      body,
      [&](Fields& fields) {
        Item item;
        fields.need("name", item.name);
        fields.maybe("id", item.id);
        fields.maybe("flag", item.flag);
        fields.maybe("note", item.note);
        fields.maybe("list", item.list);
        if (fields.ok()) read.items.push_back(item);
      },
      [&](BadItem bad) { read.bad.push_back(std::move(bad)); });
  return read;
}

TEST(JsonEach, ReadsItemsWithFieldsInAnyOrder) {
  const Read r =
      read(R"([{"name":"a","id":1,"flag":true,"note":"n","list":["x","y"]},{"list":[],"id":2,"name":"b"}])");
  ASSERT_TRUE(r.result.ok());
  EXPECT_EQ(*r.result, 2U);
  ASSERT_EQ(r.items.size(), 2U);
  EXPECT_EQ(r.items[0].list, (std::vector<std::string>{"x", "y"}));
  EXPECT_TRUE(r.items[0].flag);
  EXPECT_EQ(r.items[0].note, "n");
  EXPECT_EQ(r.items[1].name, "b");
  EXPECT_EQ(r.items[1].id, 2);
  EXPECT_EQ(r.items[1].note, "untouched");
}

TEST(JsonEach, AbsentAndNullAreTheSameForMaybe) {
  const Read r = read(R"([{"name":"a","note":null,"id":null,"list":null,"flag":null}])");
  ASSERT_EQ(r.items.size(), 1U);
  EXPECT_EQ(r.items[0].note, "untouched");
}

TEST(JsonEach, ABadItemIsSkippedAndTheOthersGoOn) {
  const struct {
    std::string item;
    std::string why;
  } cases[] = {
      {R"({})", "`name` is missing"},
      {R"({"name":null})", "`name` is null"},
      {R"({"name":7})", "`name` has an unexpected value"},
      {R"({"name":{"deep":[1,{"x":[]}]}})", "`name` has an unexpected value"},
      {R"({"name":"b","id":"7"})", "`id` has an unexpected value"},
      {R"({"name":"b","id":1.5})", "`id` has an unexpected value"},
      {R"({"name":"b","id":99999999999999999999})", "`id` has an unexpected value"},
      {R"({"name":"b","flag":"yes"})", "`flag` has an unexpected value"},
      {R"({"name":"b","list":[1]})", "`list` has an unexpected value"},
      {R"({"name":"b","list":"x"})", "`list` has an unexpected value"},
      {R"(7)", "it is no object"},
      {R"("text")", "it is no object"},
      {R"(null)", "it is no object"},
      {R"([[]])", "it is no object"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.item);
    const Read r = read(R"([{"name":"a"},)" + c.item + R"(,{"name":"z"}])");
    ASSERT_TRUE(r.result.ok()) << r.result.error().message;
    EXPECT_EQ(*r.result, 3U);
    ASSERT_EQ(r.items.size(), 2U);
    EXPECT_EQ(r.items[1].name, "z");
    ASSERT_EQ(r.bad.size(), 1U);
    EXPECT_EQ(r.bad[0].index, 1U);
    EXPECT_EQ(r.bad[0].why, c.why);
  }
}

TEST(JsonEach, WholeNumbersBeyondADouble) {
  const Read r = read(
      R"([{"name":"a","id":9007199254740993},{"name":"b","id":9223372036854775807},{"name":"c","id":-1}])");
  ASSERT_EQ(r.items.size(), 3U);
  EXPECT_EQ(r.items[0].id, 9007199254740993);
  EXPECT_EQ(r.items[1].id, 9223372036854775807);
  EXPECT_EQ(r.items[2].id, -1);
}

TEST(JsonText, IsAlwaysValidUtf8WithoutNul) {
  const struct {
    std::string written;
    std::string text;
  } cases[] = {
      {R"(a\ud800b)", "a" + kBad + "b"},       {R"(a\udc00)", "a" + kBad},
      {R"(\ud83d\udc19)", "\xF0\x9F\x90\x99"}, {R"(a\u0000b)", "a" + kBad + "b"},
      {R"(\u0000\u0000)", kBad + kBad},        {R"(\u00e9\n\t\"\\\/)", "\xC3\xA9\n\t\"\\/"},
      {"raw \xC3\xA9", "raw \xC3\xA9"},        {"bad \xE9 byte", "bad " + kBad + " byte"},
      {"cut \xE2\x82", "cut " + kBad},
  };
  for (const auto& c : cases) {
    const Read r = read("[{\"name\":\"" + c.written + "\"}]");
    ASSERT_TRUE(r.result.ok()) << c.written;
    ASSERT_EQ(r.items.size(), 1U) << c.written;
    EXPECT_EQ(r.items[0].name, c.text);
    EXPECT_TRUE(base::is_valid_utf8(r.items[0].name));
  }
}

TEST(JsonEach, OneBadEscapeSpoilsOneItemOnly) {
  const Read r = read(R"([{"name":"a"},{"name":"bad \x escape"},{"name":"z"}])");
  ASSERT_TRUE(r.result.ok());
  EXPECT_EQ(r.items.size(), 2U);
  EXPECT_EQ(r.bad.size(), 1U);
}

TEST(JsonEach, InvalidBytesAreRepairedForTheWholePageOnce) {
  const Read r = read("[{\"name\":\"\xFF\"},{\"name\":\"fine\"}]");
  ASSERT_EQ(r.items.size(), 2U);
  EXPECT_EQ(r.items[0].name, kBad);
}

TEST(JsonEach, AByteOrderMarkIsAccepted) {
  EXPECT_EQ(read("\xEF\xBB\xBF[{\"name\":\"a\"}]").items.size(), 1U);
}

TEST(JsonEach, NamesWhatCameInstead) {
  const struct {
    std::string body;
    Code code;
    std::string part;
  } cases[] = {
      {"<!DOCTYPE html><html><body>Sign in</body></html>", Code::kProtocol, "web page (HTML)"},
      {"  \r\n<html>", Code::kProtocol, "web page (HTML)"},
      {"\xEF\xBB\xBF<html>", Code::kProtocol, "web page (HTML)"},
      {"", Code::kProtocol, "empty body"},
      {" \n", Code::kProtocol, "empty body"},
      {"Retry later", Code::kMalformed, "cannot be read"},
      {"{}", Code::kMalformed, "cannot be read"},
      {R"({"message":"x"})", Code::kMalformed, "cannot be read"},
      {"null", Code::kMalformed, "cannot be read"},
      {"[", Code::kMalformed, "cannot be read"},
      {R"([{"name":"a"})", Code::kMalformed, "cannot be read"},
      {R"([{"name":"a"},{"na)", Code::kMalformed, "cannot be read"},
      {R"([{"name":"a"}] trailing)", Code::kMalformed, "cannot be read"},
      {"]", Code::kMalformed, "cannot be read"},
      {"\0"s, Code::kMalformed, "cannot be read"},
  };
  for (const auto& c : cases) {
    const Read r = read(c.body);
    ASSERT_FALSE(r.result.ok()) << c.body;
    EXPECT_EQ(r.result.error().code, c.code) << c.body;
    EXPECT_NE(r.result.error().message.find(c.part), std::string::npos) << r.result.error().message;
  }
}

TEST(JsonEach, AnEmptyListIsAList) {
  const Read r = read("[]");
  ASSERT_TRUE(r.result.ok());
  EXPECT_EQ(*r.result, 0U);
}

TEST(JsonEach, ReadsInPlaceWhenTheBufferHasRoom) {
  std::string roomy = R"([{"name":"a"}])";
  std::string tight = roomy;
  roomy.reserve(roomy.size() + 1000);
  tight.shrink_to_fit();
  EXPECT_EQ(read(roomy).items.size(), 1U);
  EXPECT_EQ(read(tight).items.size(), 1U);
}

TEST(JsonEach, DepthIsNoDanger) {
  const std::string deep =
      "[{\"skipped\":" + std::string(100'000, '[') + std::string(100'000, ']') + ",\"name\":\"a\"}]";
  const Read r = read(deep);
  EXPECT_TRUE(!r.result.ok() || r.items.size() + r.bad.size() == 1U);
}

TEST(JsonEach, AnyBytesAreSurvived) {
  const std::string sound = R"([{"name":"a","id":1,"flag":true,"list":["x"]},{"name":"b \u00e9"}])";
  std::mt19937 random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string body = sound.substr(0, random() % 4 == 0 ? random() % sound.size() : sound.size());
    for (std::size_t i = random() % 4; i > 0 && !body.empty(); --i) {
      body[random() % body.size()] =
          random() % 3 == 0 ? static_cast<char>(random()) : "{}[]\",:\\u0n"[random() % 11];
    }
    const Read r = read(body);
    for (const Item& item : r.items)
      ASSERT_TRUE(base::is_valid_utf8(item.name)) << testing::PrintToString(body);
    if (r.result.ok()) ASSERT_EQ(*r.result, r.items.size() + r.bad.size()) << testing::PrintToString(body);
  }
}

TEST(JsonObject, ReadsChildren) {
  std::string inner;
  std::string absent = "untouched";
  const auto read_inner = [&](Fields& f) { f.need("name", inner); };
  EXPECT_TRUE(object(R"({"a":{"name":"x","rest":[{}]},"b":null})", [&](Fields& f) {
                f.child("a", read_inner);
                f.maybe_child("b", [&](Fields& g) { g.need("name", absent); });
                f.maybe_child("c", [&](Fields& g) { g.need("name", absent); });
              }).ok());
  EXPECT_EQ(inner, "x");
  EXPECT_EQ(absent, "untouched");

  const auto problem = [&](const std::string& body) {
    const base::Status status = object(body, [&](Fields& f) { f.child("a", read_inner); });
    return status.ok() ? std::string() : status.error().message;
  };
  EXPECT_EQ(problem("{}"), "JSON in which `a` is missing");
  EXPECT_EQ(problem(R"({"a":null})"), "JSON in which `a` is missing");
  EXPECT_EQ(problem(R"({"a":5})"), "JSON in which `a` has an unexpected value");
  EXPECT_EQ(problem(R"({"a":{}})"), "JSON in which in `a`: `name` is missing");
}

TEST(JsonObject, RawShowsWhateverIsThere) {
  std::string out;
  const auto raw = [&](const std::string& body) {
    out.clear();
    EXPECT_TRUE(object(body, [&](Fields& f) { f.raw("m", out); }).ok());
    return out;
  };
  EXPECT_EQ(raw(R"({"m":"text"})"), "text");
  EXPECT_EQ(raw(R"({"m":{"a":["b"]}})"), R"({"a":["b"]})");
  EXPECT_EQ(raw(R"({"m":["b"]})"), R"(["b"])");
  EXPECT_EQ(raw(R"({"m":null})"), "");
  EXPECT_EQ(raw("{}"), "");
}

TEST(JsonQuoted, IsReadBackAsItWas) {
  for (const std::string& text : {""s, "plain"s, "\"\\/"s, "\x01\x1F\n\t"s, "\xC3\xA9 \xF0\x9F\x90\x99"s}) {
    std::string back = "?";
    EXPECT_TRUE(object("{\"t\":" + json::quoted(text) + "}", [&](Fields& f) { f.need("t", back); }).ok());
    EXPECT_EQ(back, text);
  }
}

TEST(JsonEachIn, ReadsTheListInAnObject) {
  std::vector<std::string> names;
  std::vector<std::string> bad;
  const auto read = [&](const std::string& body) {
    names.clear();
    bad.clear();
    return each_in(
        body, "data", [&](Fields& fields) { fields.need("name", names.emplace_back()); },
        [&](const BadItem& item) { bad.push_back(std::to_string(item.index) + " " + item.why); });
  };
  auto count = read(R"({"ok":true,"data":[{"name":"a"},7,{}],"more":{"data":1}})");
  ASSERT_TRUE(count.ok()) << count.error().message;
  EXPECT_EQ(*count, 3U);
  EXPECT_EQ(names, (std::vector<std::string>{"a", ""}));
  EXPECT_EQ(bad, (std::vector<std::string>{"1 it is no object", "2 `name` is missing"}));
  count = read(R"({"data":[]})");
  ASSERT_TRUE(count.ok());
  EXPECT_EQ(*count, 0U);
  for (const char* body : {"{}", "[]", "null", R"({"data":null})", R"({"data":{}})",
                           R"({"data":[{"name":"a"})", R"({"data":[{"name":)", "", "<html>"}) {
    EXPECT_FALSE(read(body).ok()) << body;
  }
}

TEST(JsonMaybeEach, ReadsObjectsInsideAnItem) {
  const auto read = [](const std::string& list) {
    std::string joined;
    const base::Status status = object("{" + list + R"("after":"!"})", [&](Fields& fields) {
      fields.maybe_each("list", [&](Fields& one) {
        std::string name;
        one.need("name", name);
        joined += name;
      });
      std::string after;
      fields.need("after", after);
      joined += after;
    });
    return status.ok() ? joined : status.error().message;
  };
  EXPECT_EQ(read(R"("list":[{"name":"a"},{"x":[{}],"name":"b"}],)"), "ab!");
  EXPECT_EQ(read(R"("list":[],)"), "!");
  EXPECT_EQ(read(R"("list":null,)"), "!");
  EXPECT_EQ(read(""), "!");
  EXPECT_EQ(read(R"("list":[{"name":"a"},{}],)"), "JSON in which in `list`: `name` is missing");
  EXPECT_EQ(read(R"("list":[1],)"), "JSON in which `list` has an unexpected value");
  EXPECT_EQ(read(R"("list":{},)"), "JSON in which `list` has an unexpected value");
}

TEST(WellFormed, TheWholeBody) {
  for (const std::string good : {"{}", "[]", " {\"a\":[1,{\"b\":null}]} ", "3", "\"x\"", "-0.5e3", "true"})
    EXPECT_TRUE(well_formed(good).ok()) << good;
  for (const std::string bad :
       {"", " ", "{", "[}", "{\"a\":[}", "{\"a\":1]", "{\"a\":1,}", "{\"a\" 1}", "{} {}", "nul", "01",
        "99999999999999999999", "1e999", "\"\xff\"", "\"a\nb\"", "<html>"}) {
    const base::Status status = well_formed(bad);
    ASSERT_FALSE(status.ok()) << bad;
    EXPECT_FALSE(status.error().message.empty());
  }
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_TRUE(well_formed(nested(1000)).ok());
  EXPECT_FALSE(well_formed(nested(1'000'000)).ok());
}

}  // namespace
}  // namespace dvcs::json
