// The pieces of a sync, each alone.
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

#include "sync/branch_diff.hpp"
#include "sync/commit_set.hpp"
#include "sync/cursor.hpp"
#include "sync/held_commits.hpp"
#include "sync/rest_source.hpp"

namespace dvcs::sync {
namespace {

std::string sha(unsigned number, std::size_t digits = 40) {
  std::string text = std::to_string(number);
  return std::string(digits - text.size(), 'a') + text;
}

TEST(CommitSet, HoldsWhatWasInserted) {
  CommitSet set;
  EXPECT_FALSE(set.contains(sha(1)));
  EXPECT_TRUE(set.insert(sha(1)));
  EXPECT_FALSE(set.insert(sha(1)));
  EXPECT_TRUE(set.contains(sha(1)));
  EXPECT_FALSE(set.contains(sha(2)));
  EXPECT_TRUE(set.insert(sha(1, 64)));
  EXPECT_TRUE(set.contains(sha(1, 64)));
  EXPECT_EQ(set.size(), 2U);
}

TEST(CommitSet, TakesObjectIdsOnly) {
  CommitSet set;
  for (const std::string& text : {std::string(), std::string("main"), std::string(38, 'a'),
                                  std::string(40, 'g'), std::string(40, '0'), std::string(64, '0')}) {
    EXPECT_FALSE(set.insert(text)) << text;
    EXPECT_FALSE(set.contains(text)) << text;
  }
  EXPECT_EQ(set.size(), 0U);
}

TEST(CommitSet, AgreesWithTheStandardSet) {
  std::mt19937 random(1);
  CommitSet set;
  std::set<std::string> model;
  for (int round = 0; round < 30'000; ++round) {
    // Ids that share their first bytes, as a hostile repository could have them.
    std::string id = sha(random() % 5000);
    if (random() % 2 == 0) std::swap(id[0], id[39]);
    ASSERT_EQ(set.insert(id), model.insert(id).second);
    ASSERT_EQ(set.size(), model.size());
  }
  for (unsigned i = 0; i < 6000; ++i) ASSERT_EQ(set.contains(sha(i)), model.contains(sha(i)));
}

TEST(Cursor, IsReadBackAsItWasWritten) {
  Cursor cursor;
  EXPECT_EQ(read_cursor(write_cursor(cursor)), cursor);
  cursor.phase = Cursor::Phase::kMergeRequests;
  cursor.generation = 7;
  cursor.heads = {sha(1), sha(2, 64)};
  cursor.slice = Cursor::Slice{sha(3), sha(4), "ref_name=a..b&page=17"};
  cursor.merge_requests_since = 1'700'000'000;
  cursor.incomplete = true;
  cursor.merge_requests_left = {7, 1'000'000'000'000};
  cursor.merge_requests_unlisted = true;
  cursor.git_refusal = Cursor::GitRefusal{"1f3a", 7};
  EXPECT_EQ(read_cursor(write_cursor(cursor)), cursor);
  cursor.slice->exclude.clear();
  EXPECT_EQ(read_cursor(write_cursor(cursor)), cursor);
}

TEST(Cursor, StaysSmall) {
  Cursor cursor;
  for (unsigned i = 0; i < 5000; ++i) cursor.heads.push_back(sha(i));
  const auto read = read_cursor(write_cursor(cursor));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->heads.size(), kMaxHeads);
  EXPECT_EQ(read->heads.back(), sha(4999));
  EXPECT_LT(write_cursor(cursor).size(), 10'000U);
}

TEST(Cursor, MoreHeadsThanItIsWrittenWithAreNotRead) {
  std::string heads;
  for (std::size_t i = 0; i <= kMaxHeads; ++i) heads += (i > 0 ? ",\"" : "\"") + sha(3) + "\"";
  EXPECT_FALSE(read_cursor(R"({"version":1,"phase":"commits","generation":1,"heads":[)" + heads +
                           R"(],"merge_requests_since":0})"));
}

TEST(Cursor, WhatItDoesNotUnderstandMeansFromTheBeginning) {
  const std::string sound = write_cursor({});
  ASSERT_TRUE(read_cursor(sound));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = sound;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  for (const std::string& text :
       {std::string(), std::string("x"), std::string("[]"), std::string("{}"), std::string("<html>"),
        sound.substr(0, 20), with("\"version\":1", "\"version\":2"),
        with("\"version\":1", "\"version\":\"1\""), with("\"commits\"", "\"dreams\""),
        with("\"generation\":0", "\"generation\":-1"), with("\"heads\":[]", "\"heads\":[\"main\"]"),
        with("\"heads\":[]", R"("heads":[],"git_refusal":{"to":"1f3a","runs":-1})"),
        with("\"heads\":[]", R"("heads":[],"merge_requests_left":["0"])"),
        with("\"heads\":[]", R"("heads":[],"merge_requests_left":["7x"])"),
        with("\"heads\":[]", R"("heads":[],"slice":{"head":"x","exclude":"","position":""})"),
        with("\"heads\":[]",
             "\"heads\":[],\"slice\":{\"head\":\"" + sha(1) + R"(","exclude":"","position":"a b"})"),
        with("\"heads\":[]",
             "\"heads\":[],\"slice\":{\"head\":\"" + sha(1) + R"(","exclude":"","position":"a#b"})")}) {
    EXPECT_FALSE(read_cursor(text)) << text;
  }
}

TEST(Cursor, AnyBytesAreSurvived) {
  std::mt19937 random(2);
  const std::string sound = write_cursor({});
  for (int round = 0; round < 5'000; ++round) {
    std::string text = sound;
    for (int i = 0; i < 3; ++i) text[random() % text.size()] = static_cast<char>(random());
    const auto read = read_cursor(text);
    if (read) EXPECT_LE(read->heads.size(), kMaxHeads);
  }
}

Branch branch(const std::string& name, unsigned number, bool is_default = false) {
  Branch made;
  made.name = name;
  made.sha = sha(number);
  made.is_default = is_default;
  return made;
}

std::string names(const std::vector<Branch>& branches) {
  std::string joined;
  for (const Branch& one : branches) joined += (joined.empty() ? "" : " ") + one.name;
  return joined;
}

TEST(BranchDiff, DefaultThenMovedThenNew) {
  const std::vector<Branch> listed{branch("a-new", 1), branch("b-moved", 2), branch("c-same", 3),
                                   branch("trunk", 4, true), branch("z-moved", 5)};
  const std::vector<KnownBranch> known{
      {"b-moved", sha(9)}, {"c-same", sha(3)}, {"trunk", sha(8)}, {"z-moved", sha(9)}, {"gone", sha(7)}};
  const BranchDiff diff = diff_branches(listed, known, "main");
  EXPECT_EQ(names(diff.changed), "trunk b-moved z-moved a-new");
  EXPECT_EQ(diff.deleted, std::vector<std::string>{"gone"});
  EXPECT_EQ(diff.default_head, sha(4));
}

TEST(BranchDiff, UnchangedEmptyRenamedAndUnmarked) {
  EXPECT_TRUE(diff_branches({}, {}, "main").changed.empty());
  EXPECT_TRUE(diff_branches({branch("main", 1)}, {{"main", sha(1)}}, "main").changed.empty());
  EXPECT_EQ(diff_branches({branch("main", 1)}, {{"main", sha(1)}}, "main").default_head, sha(1));
  EXPECT_EQ(diff_branches({branch("x", 1)}, {}, "main").default_head, "");

  const BranchDiff renamed = diff_branches({branch("new", 1)}, {{"old", sha(1)}}, "");
  EXPECT_EQ(names(renamed.changed), "new");
  EXPECT_EQ(renamed.deleted, std::vector<std::string>{"old"});

  const BranchDiff doubled = diff_branches({branch("x", 1), branch("x", 2)}, {}, "");
  EXPECT_EQ(names(doubled.changed), "x");
}

Commit commit(unsigned number, std::vector<unsigned> parents) {
  Commit made;
  made.sha = sha(number);
  for (const unsigned parent : parents) made.parents.push_back(sha(parent));
  return made;
}

// 4 → 3 → 1, 4 → 2 → 1 → 0 (0 is not held); 5 alone
HeldCommits diamond() {
  HeldCommits held;
  held.add(commit(4, {3, 2}), true);
  held.add(commit(3, {1}), false);
  held.add(commit(2, {1}), true);
  held.add(commit(1, {0}), true);
  held.add(commit(5, {}), true);
  return held;
}

TEST(HeldCommits, KnowsItsEnds) {
  const HeldCommits held = diamond();
  EXPECT_EQ(held.tops(), (std::vector<std::string>{sha(4), sha(5)}));
  EXPECT_EQ(held.bottoms(), (std::vector<std::string>{sha(1), sha(5)}));
  EXPECT_EQ(held.reached_from(sha(4)).size(), 4U);
  EXPECT_EQ(held.reached_from(sha(3)).size(), 2U);
  EXPECT_TRUE(held.reached_from(sha(9)).empty());
}

TEST(HeldCommits, DropsWithEverythingBelow) {
  HeldCommits held = diamond();
  held.drop_from(sha(3));
  held.drop_from(sha(3));
  held.drop_from(sha(9));
  EXPECT_EQ(held.remaining(), 3U);
  EXPECT_FALSE(held.remains(sha(1)));
  EXPECT_TRUE(held.contains(sha(1)));
  EXPECT_EQ(held.bottoms(), (std::vector<std::string>{sha(2), sha(5)}));
  std::vector<std::string> left;
  for (const Commit& one : held.take()) left.push_back(one.sha);
  EXPECT_EQ(left, (std::vector<std::string>{sha(4), sha(2), sha(5)}));
  EXPECT_EQ(held.count(), 0U);
}

TEST(HeldCommits, SurvivesACommitThatIsItsOwnAncestor) {
  HeldCommits held;
  held.add(commit(1, {1}), true);
  held.add(commit(2, {3}), true);
  held.add(commit(3, {2}), true);
  held.add(commit(3, {2}), true);
  EXPECT_EQ(held.reached_from(sha(2)).size(), 2U);
  held.drop_from(sha(2));
  held.drop_from(sha(1));
  EXPECT_EQ(held.remaining(), 0U);
}

}  // namespace
}  // namespace dvcs::sync
