// What holds for any bytes.
#include <gtest/gtest.h>

#include <random>

#include "base/utf8.hpp"
#include "text/issue_keys.hpp"
#include "text/smart_commits.hpp"

namespace dvcs::text {
namespace {

// Written back in the plainest form: one key, one command.
std::string plain(const std::string& issue, const SmartCommand& command) {
  switch (command.kind) {
    case CommandKind::kComment:
      return issue + " #comment " + command.comment;
    case CommandKind::kTime:
      return issue + " #time " + command.time + " " + command.comment;
    case CommandKind::kTransition:
      break;
  }
  return issue + " #" + command.name + " " + command.comment;
}

void expect_sound(const std::string& message, const SmartCommitGrammar& grammar) {
  const SmartCommit commit = parse_smart_commit(message, grammar);
  for (const auto& problem : commit.problems) EXPECT_TRUE(base::is_valid_utf8(problem));
  for (const auto& command : commit.commands) {
    ASSERT_LT(command.issues, commit.issues.size());
    EXPECT_TRUE(base::is_valid_utf8(command.argument));
    EXPECT_EQ(command.argument.find_first_of(std::string("\n\0", 2)), std::string::npos);
    EXPECT_EQ(command.kind == CommandKind::kTime, command.seconds > 0);
    if (command.kind == CommandKind::kComment) EXPECT_FALSE(command.comment.empty());
    // Read again, it says the same: nothing is hidden in what was taken for text.
    const auto& issue = commit.issues[command.issues].front();
    const auto again = parse_smart_commit(plain(issue, command), grammar);
    ASSERT_EQ(again.commands.size(), 1U) << testing::PrintToString(message);
    EXPECT_EQ(again.commands[0].kind, command.kind);
    EXPECT_EQ(again.commands[0].time, command.time) << testing::PrintToString(message);
    EXPECT_EQ(again.commands[0].comment, command.comment) << testing::PrintToString(message);
  }
}

TEST(SmartCommitsProperty, AreSoundInTextsOfTheirPieces) {
  std::mt19937 random(21);
  constexpr std::string_view kPieces[] = {
      "AB-1", "CD-23", "#",        "#comment", "#time", "#close", "#c++",        " ",  " ",  " ",
      ", ",   "2h",    "1.5d",     "30",       "m",     "-",      "x",           "\n", "\r", ".",
      ":",    "/",     "\xC3\xA9", "\xFF",     "hours", "0",      "99999999999", "\t", ")",  "+"};
  for (int round = 0; round < 30'000 && !testing::Test::HasFailure(); ++round) {
    std::string message = random() % 2 == 0 ? "AB-1 " : "";
    for (std::size_t n = random() % 16; n > 0; --n) message += kPieces[random() % std::size(kPieces)];
    const SmartCommitGrammar grammar{
        {random() % 2 == 0, random() % 2 == 0}, random() % 2 == 0, {}, random() % 2 == 0};
    expect_sound(message, grammar);
  }
}

TEST(SmartCommitsProperty, AreSoundInAnyBytes) {
  std::mt19937 random(22);
  for (int round = 0; round < 10'000 && !testing::Test::HasFailure(); ++round) {
    std::string message = "AB-1 #";
    for (std::size_t n = random() % 60; n > 0; --n) message += static_cast<char>(random());
    expect_sound(message, {});
  }
}

// A command acts upon keys that the development panel shows as well.
TEST(SmartCommitsProperty, KnowNoOtherKeysThanThePanel) {
  std::mt19937 random(23);
  constexpr std::string_view kAlphabet = "AB1-_ ,/#c\n";
  for (int round = 0; round < 20'000; ++round) {
    std::string message(random() % 24, ' ');
    for (char& c : message) c = kAlphabet[random() % kAlphabet.size()];
    std::vector<std::string> keys;
    find_keys(message, {}, keys);
    for (const auto& group : parse_smart_commit(message, {}).issues) {
      for (const auto& key : group)
        EXPECT_NE(std::find(keys.begin(), keys.end(), key), keys.end()) << message;
    }
  }
}

TEST(SmartCommitsProperty, CostNoMoreThanTheirLength) {
  // Quadratic behaviour would take minutes here.
  std::string keys, hashes, numbers = "AB-1 #time ", words = "AB-1 ", broken = "AB-1 ";
  for (int i = 0; i < 200'000; ++i) {
    keys += "AB-1 ";
    hashes += "#";
    numbers += "1h ";
    words += "#a ";
    broken += "#a_ ";
  }
  for (const std::string& message :
       {keys + "#a", "AB-1 " + hashes, numbers, words, broken, "AB-1 #a" + std::string(2'000'000, '-')}) {
    EXPECT_LE(parse_smart_commit(message, {}).commands.size(), kMostCommands);
  }
}

}  // namespace
}  // namespace dvcs::text
