#include "cli/id_index.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace dvcs::cli {
namespace {

std::string random_id(std::mt19937_64& random, std::size_t width) {
  std::string id(width, '\0');
  for (auto& c : id) c = static_cast<char>(random());
  return id;
}

// Against std::map: inserted, erased and foreign ids, as many as make the parts grow often.
TEST(IdIndex, AnswersAsAMapDoes) {
  std::mt19937_64 random(7);
  IdIndex index;
  std::vector<std::string> ids;
  std::map<std::string, std::uint32_t> model;
  for (std::uint32_t number = 0; number < 20'000; ++number) {
    ids.push_back(random_id(random, number % 2 == 0 ? 20 : 32));
    index.insert(ids.back(), number);
    model[ids.back()] = number;
    if (number % 3 == 0) {
      auto gone = random() % ids.size();
      index.erase(ids[gone], static_cast<std::uint32_t>(gone));
      model.erase(ids[gone]);
    }
  }
  for (const auto& id : ids) {
    auto found = index.find(id, [&](std::uint32_t number) { return ids[number] == id; });
    auto expected = model.find(id);
    ASSERT_EQ(found.has_value(), expected != model.end());
    if (found) {
      ASSERT_EQ(*found, expected->second);
    }
  }
  for (int i = 0; i < 20'000; ++i) {
    auto id = random_id(random, 20);
    ASSERT_FALSE(index.find(id, [&](std::uint32_t number) { return ids[number] == id; }));
  }
  EXPECT_EQ(index.size(), model.size());
  std::size_t visited = 0;
  index.each([&](std::uint32_t number) {
    ++visited;
    ASSERT_TRUE(model.contains(ids[number]));
  });
  EXPECT_EQ(visited, model.size());
}

TEST(IdIndex, AnEmptyOneFindsNothing) {
  IdIndex index;
  EXPECT_FALSE(index.find("x", [](std::uint32_t) { return true; }));
  index.erase("x", 0);
  index.erase("", 0);
  index.each([](std::uint32_t) { FAIL(); });
}

TEST(IdIndex, EqualPrintsAreToldApartByWhoAsks) {
  IdIndex index;
  for (std::uint32_t number = 0; number < 100; ++number) index.insert("same", number);
  EXPECT_EQ(index.find("same", [](std::uint32_t number) { return number == 57; }), 57u);
  EXPECT_FALSE(index.find("same", [](std::uint32_t) { return false; }));
}

}  // namespace
}  // namespace dvcs::cli
