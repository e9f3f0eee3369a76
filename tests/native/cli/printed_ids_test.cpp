#include "cli/printed_ids.hpp"

#include <gmock/gmock.h>

#include <random>
#include <set>

#include "kept_state.hpp"

namespace dvcs::cli {
namespace {

using test::KeptState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const std::string kA(40, 'a');
const std::string kB(40, 'b');
const std::string kC(40, 'c');
const std::string kLong(64, 'a');

TEST(PrintedIds, InsertEraseContain) {
  PrintedIds ids;
  EXPECT_FALSE(ids.contains(kA));
  EXPECT_TRUE(ids.insert(kA));
  EXPECT_FALSE(ids.insert(kA));
  EXPECT_TRUE(ids.insert(kB));
  ids.rest();
  EXPECT_TRUE(ids.contains(kA));
  EXPECT_TRUE(ids.erase(kA));
  EXPECT_FALSE(ids.erase(kA));
  EXPECT_FALSE(ids.contains(kA));
  EXPECT_TRUE(ids.contains(kB));
  ids.rest();
  EXPECT_FALSE(ids.contains(kA));
  EXPECT_TRUE(ids.insert(kA)) << "what left may come back";
}

TEST(PrintedIds, LongIdsStandAlone) {
  PrintedIds ids;
  EXPECT_TRUE(ids.insert(kLong));
  EXPECT_FALSE(ids.insert(kLong));
  EXPECT_FALSE(ids.contains(kA));
  EXPECT_TRUE(ids.insert(kA)) << "printed again rather than lost";
  EXPECT_FALSE(ids.contains("no id"));
}

TEST(PrintedIds, AComparisonNamesWhatDidNotComeAgain) {
  KeptState kept;
  auto& ids = kept.state.change(1).commits;
  ids.insert(kA);
  ids.insert(kB);
  kept.save_and_reopen();
  auto& again = kept.state.change(1).commits;
  again.insert(kC);
  again.begin_comparison();
  EXPECT_THAT(again.not_met(), UnorderedElementsAre(kA, kB, kC));
  again.note(kC);
  again.note(kA);
  again.note(std::string(40, 'd'));
  again.insert(std::string(40, 'e'));
  EXPECT_THAT(again.not_met(), ElementsAre(kB)) << "what is new was not missed";
}

TEST(PrintedIds, ClearedAndFilledAgainTheFileHoldsTheNewOnes) {
  KeptState kept;
  kept.state.change(1).commits.insert(kA);
  kept.save_and_reopen();
  auto& ids = kept.state.change(1).commits;
  ids.clear();
  EXPECT_FALSE(ids.contains(kA));
  ids.insert(kLong);
  kept.save_and_reopen();
  EXPECT_FALSE(kept.state.change(1).commits.contains(kA));
  EXPECT_TRUE(kept.state.change(1).commits.contains(kLong));
}

TEST(PrintedIds, ARepositoryThatWasRemovedBeginsAnew) {
  KeptState kept;
  kept.state.change(1).commits.insert(kA);
  kept.save_and_reopen();
  kept.state.remove(1);
  kept.state.change(1).commits.insert(kB);
  kept.save_and_reopen();
  EXPECT_FALSE(kept.state.change(1).commits.contains(kA));
  EXPECT_TRUE(kept.state.change(1).commits.contains(kB));
  kept.state.remove(1);
  kept.save_and_reopen();
  EXPECT_THAT(kept.state.repositories, IsEmpty());
}

// Force-pushes would let the file grow for ever otherwise.
TEST(PrintedIds, WhatWasErasedDoesNotStayForEver) {
  constexpr unsigned kMany = 30'000;
  auto sha = [](unsigned number) {
    auto text = std::to_string(number);
    return std::string(40 - text.size(), 'a') + text;
  };
  KeptState kept;
  for (unsigned i = 0; i < kMany; ++i) kept.state.change(1).commits.insert(sha(i));
  ASSERT_TRUE(kept.save().ok());
  auto& ids = kept.state.change(1).commits;
  for (unsigned i = 0; i < kMany; ++i) {
    if (i % 5 != 0) ids.erase(sha(i));
  }
  ids.insert(sha(kMany));
  ASSERT_TRUE(kept.save().ok());
  for (const bool reopened : {false, true}) {
    if (reopened) kept.reopen();
    auto& left = kept.state.change(1).commits;
    EXPECT_EQ(left.count(), kMany / 5 + 1) << reopened;
    for (unsigned i = 0; i <= kMany; i += 3) ASSERT_EQ(left.contains(sha(i)), i % 5 == 0) << i;
    EXPECT_FALSE(left.insert(sha(0)));
    left.begin_comparison();
    left.note(sha(5));
    EXPECT_EQ(left.not_met().size(), kMany / 5);
  }
}

// Whether a save has to look at all rows is known without reading them.
TEST(PrintedIds, SayWhenMostAreErased) {
  PrintedIds ids;
  auto sha = [](char digit) { return std::string(40, digit); };
  for (const char digit : {'a', 'b', 'c', 'd'}) ids.insert(sha(digit));
  ids.erase(sha('a'));
  ids.erase(sha('b'));
  ids.erase(sha('b'));
  EXPECT_FALSE(ids.mostly_erased());
  ids.erase(sha('c'));
  EXPECT_TRUE(ids.mostly_erased());
}

// Random inserts, erasures, saves, kills and rests, against a set.
TEST(PrintedIds, KeepWhatASetKeeps) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    auto sha = [&] {
      static const char* const kDigits = "0123456789abcdef";
      auto number = 1 + random() % 500;  // an id of zeros is none
      std::string text(40, kDigits[number % 16]);
      for (std::size_t i = 0; i < 4; ++i, number /= 16) text[i] = kDigits[number % 16];
      return text;
    };
    KeptState kept;
    std::set<std::string> model;
    std::set<std::string> saved;
    for (int step = 0; step < 4'000; ++step) {
      auto& ids = kept.state.change(3).commits;
      auto id = sha();
      switch (random() % 20) {
        case 0:
          ASSERT_TRUE(kept.save().ok());
          saved = model;
          break;
        case 1:
          kept.reopen();
          model = saved;
          break;
        case 2:
          ids.rest();
          break;
        case 3:
        case 4:
        case 5:
          ASSERT_EQ(ids.erase(id), model.erase(id) == 1);
          break;
        default:
          ASSERT_EQ(ids.insert(id), model.insert(id).second);
      }
      auto asked = sha();
      ASSERT_EQ(kept.state.change(3).commits.contains(asked), model.contains(asked)) << "step " << step;
    }
  }
}

}  // namespace
}  // namespace dvcs::cli
