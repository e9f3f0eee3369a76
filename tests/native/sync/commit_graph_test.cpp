// The compact graph of a pack, its keys, and the order in which departed commits are asked about.
#include "sync/commit_graph.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>

namespace dvcs::sync {
namespace {

using Number = CommitGraph::Number;

std::string raw(unsigned number) {
  std::string id(20, '\0');
  for (std::size_t i = 0; i < 4; ++i) id[i] = static_cast<char>(number >> (8 * i));
  return id;
}

std::string hex(unsigned number) {
  return base::to_hex(raw(number));
}

Number add(CommitGraph& graph, unsigned number, const std::vector<unsigned>& parents,
           const std::vector<std::string>& keys = {}) {
  std::vector<std::string> ids;
  for (const unsigned parent : parents) ids.push_back(hex(parent));
  return graph.add(raw(number), {ids.begin(), ids.end()}, keys);
}

std::vector<Number> parents_of(const CommitGraph& graph, Number number) {
  std::vector<Number> parents;
  graph.each_parent(number, [&](Number parent) { parents.push_back(parent); });
  return parents;
}

std::vector<std::string> keys_of(const CommitGraph& graph, Number number) {
  std::vector<std::string> keys;
  graph.each_key(number, [&](KeyTable::Key key) { keys.push_back(graph.keys().text(key)); });
  return keys;
}

TEST(CommitGraph, KnowsWhatWasAddedAndWhatWasOnlyNamed) {
  CommitGraph graph(20);
  EXPECT_FALSE(graph.knows(hex(1)));
  const Number first = add(graph, 1, {2, 3});
  ASSERT_NE(first, CommitGraph::kNone);
  EXPECT_EQ(add(graph, 1, {}), CommitGraph::kNone) << "added before";
  EXPECT_EQ(graph.add("short", {}, {}), CommitGraph::kNone);
  EXPECT_TRUE(graph.has_read(hex(1)));
  EXPECT_TRUE(graph.knows(hex(2)));
  EXPECT_FALSE(graph.has_read(hex(2)));
  EXPECT_EQ(graph.unread(), 2U);
  EXPECT_EQ(graph.sha(first), hex(1));
}

TEST(CommitGraph, PassesOverParentsThatAreNone) {
  CommitGraph graph(20);
  const std::string sha256(64, 'a');
  const std::string upper(40, 'A');
  const Number number = graph.add(raw(1), {"", sha256, upper, "xyz"}, {});
  ASSERT_NE(number, CommitGraph::kNone);
  EXPECT_TRUE(parents_of(graph, number).empty());
  EXPECT_EQ(graph.size(), 1U);
}

TEST(CommitGraph, ARepeatedParentCountsOnceAndManyCountAsMemory) {
  CommitGraph graph(20);
  EXPECT_EQ(parents_of(graph, add(graph, 1, {7, 7})).size(), 1U);
  EXPECT_EQ(parents_of(graph, add(graph, 2, {7, 8, 7, 9, 8})).size(), 3U);
  add(graph, 3, std::vector<unsigned>(100'000, 7));
  EXPECT_LT(graph.bytes(), 10'000U) << "a hundred thousand times the same parent";
  std::vector<unsigned> known(100'000);
  for (unsigned i = 0; i < known.size(); ++i) known[i] = i;
  add(graph, 200'001, known);
  const std::size_t before = graph.bytes();
  add(graph, 200'002, known);
  EXPECT_GE(graph.bytes(), before + known.size() * sizeof(Number));
}

TEST(CommitGraph, AgreesWithWhatItWasTold) {
  std::mt19937 random(1);
  CommitGraph graph(20);
  graph.expect(4'000'000'000);  // a lie
  std::vector<std::vector<unsigned>> parents(5000);
  std::vector<unsigned> order(parents.size());
  for (unsigned i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  for (const unsigned number : order) {
    for (unsigned i = random() % 5; number > 0 && i > 0; --i) parents[number].push_back(random() % number);
    add(graph, number, parents[number], {"AB-" + std::to_string(number)});
  }
  ASSERT_EQ(graph.read(), parents.size());
  for (unsigned number = 0; number < parents.size(); ++number) {
    const Number at = graph.find(hex(number));
    std::set<std::string> told;
    for (const unsigned parent : parents[number]) told.insert(hex(parent));
    std::set<std::string> held;
    for (const Number parent : parents_of(graph, at)) held.insert(graph.sha(parent));
    ASSERT_EQ(held, told);
    ASSERT_EQ(keys_of(graph, at), std::vector<std::string>{"AB-" + std::to_string(number)});
  }
}

// Whatever the order in which they came; a hostile one made this quadratic.
TEST(CommitGraph, GivesParentsFirst) {
  constexpr unsigned kCommits = 100'000;
  for (const bool oldest_first : {false, true}) {
    CommitGraph graph(20);
    for (unsigned i = 0; i < kCommits; ++i) {
      const unsigned number = oldest_first ? i : kCommits - 1 - i;
      std::vector<unsigned> parents;
      if (number > 0) parents.push_back(number - 1);
      if (number > 9) parents.push_back(number - 9);
      add(graph, number, parents);
    }
    std::vector<bool> done(graph.size());
    const std::vector<Number> order = graph.parents_first();
    ASSERT_EQ(order.size(), kCommits);
    for (const Number number : order) {
      for (const Number parent : parents_of(graph, number)) ASSERT_TRUE(done[parent]);
      ASSERT_FALSE(done[number]);
      done[number] = true;
    }
  }
}

TEST(KeyTable, WritesKeysAsTheyWere) {
  KeyTable table;
  for (const char* key : {"AB-1", "AB-0", "AB-007", "AB-16777215", "AB-16777216", "AB-4294967296",
                          "AB-123456789012345678901234567890", "MY_PROJ-5", "A1-1"}) {
    const KeyTable::Key one = table.key_of(key);
    EXPECT_EQ(table.text(one), key);
    EXPECT_EQ(table.key_of(key), one);
  }
  EXPECT_NE(table.key_of("AB-7"), table.key_of("AB-007"));
}

TEST(KeyTable, AProjectsKeysTakeNoMoreMemory) {
  KeyTable table;
  table.key_of("AB-1");
  const std::size_t before = table.bytes();
  for (int i = 0; i < 100'000; ++i) table.key_of("AB-" + std::to_string(i));
  EXPECT_EQ(table.bytes(), before);
  for (int i = 0; i < 5000; ++i) {
    const std::string key = "P" + std::to_string(i) + "-3";
    ASSERT_EQ(table.text(table.key_of(key)), key);
  }
}

}  // namespace
}  // namespace dvcs::sync
