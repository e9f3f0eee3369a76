// The grammar of smart commits, case by case (native/doc/grammar.md).
#include "text/smart_commits.hpp"

#include <gtest/gtest.h>

#include "text/smart_commit_cases.hpp"

namespace dvcs::text {
namespace {

using test::described;
using Case = test::SmartCommitCase;
using namespace std::string_literals;

class SmartCommits : public testing::TestWithParam<Case> {};

TEST_P(SmartCommits, AreReadAs) {
  EXPECT_EQ(described(parse_smart_commit(GetParam().message, {})), GetParam().meaning);
}

// Of GitLab's page on Jira and of Atlassian's on smart commits.
INSTANTIATE_TEST_SUITE_P(
    Published, SmartCommits,
    testing::Values(
        Case{"KEY-123 fixes a bug #comment Bug is fixed.", "KEY-123 comment[Bug is fixed.]"},
        Case{"KEY-123 #time 2w 4d 10h 52m Tracking work time.",
             "KEY-123 time 2w 4d 10h 52m[Tracking work time.]"},
        Case{"KEY-123 #close Closing issue", "KEY-123 close[Closing issue]"},
        Case{"KEY-123 #time 2d 5h #comment Task completed ahead of schedule #close",
             "KEY-123 time 2d 5h[]; KEY-123 comment[Task completed ahead of schedule]; KEY-123 close[]"},
        Case{"KEY-123 #comment started working on the issue #in-progress #time 12d 5h",
             "KEY-123 comment[started working on the issue]; KEY-123 in-progress[]; KEY-123 time 12d 5h[]"},
        Case{"JRA-123 JRA-234 JRA-345 #resolve", "JRA-123 resolve[]; JRA-234 resolve[]; JRA-345 resolve[]"},
        Case{"JRA-123 JRA-234 JRA-345 #resolve #time 2d 5h #comment Task completed ahead of schedule",
             "JRA-123 resolve[]; JRA-234 resolve[]; JRA-345 resolve[]; JRA-123 time 2d 5h[]; JRA-234 time 2d "
             "5h[]; "
             "JRA-345 time 2d 5h[]; JRA-123 comment[Task completed ahead of schedule]; "
             "JRA-234 comment[Task completed ahead of schedule]; JRA-345 comment[Task completed ahead of "
             "schedule]"},
        Case{"JRA-34 #comment corrected indent issue", "JRA-34 comment[corrected indent issue]"},
        Case{"JRA-090 #close Fixed this today", "JRA-090 close[Fixed this today]"}));

INSTANTIATE_TEST_SUITE_P(
    Groups, SmartCommits,
    testing::Values(
        Case{"AB-1, AB-2 AB-3 #done", "AB-1 done[]; AB-2 done[]; AB-3 done[]"},
        Case{"AB-1,AB-2 #done", "AB-1 done[]; AB-2 done[]"},
        Case{"AB-1 , AB-2 #done", "AB-1 done[]; AB-2 done[]"},
        Case{"AB-1,, AB-2 #done", "AB-1 done[]; AB-2 done[]"},
        Case{"AB-1\tAB-2 #done", "AB-1 done[]; AB-2 done[]"},
        Case{"AB-1 ,\t, AB-2 #done", "AB-1 done[]; AB-2 done[]"}, Case{"AB-1 and AB-2 #done", "AB-2 done[]"},
        Case{"AB-1; AB-2 #done", "AB-2 done[]"}, Case{"AB-1/AB-2 #done", "AB-1 done[]"},
        Case{"AB-1. AB-2 #done", "AB-2 done[]"}, Case{"AB-1 AB-1 #done", "AB-1 done[]"},
        Case{"AB-1 AB-2 AB-1 #done", "AB-1 done[]; AB-2 done[]"}, Case{"AB-1 & AB-2 #done", "AB-2 done[]"},
        Case{"AB-1 #done AB-2 #comment x", "AB-1 done[]; AB-2 comment[x]"},
        Case{"AB-1 #done AB-1 #done", "AB-1 done[]; AB-1 done[]"},
        Case{"AB-1 #done #done", "AB-1 done[]; AB-1 done[]"},
        Case{"AB-1 AB-2 text #done", "AB-1 done[]; AB-2 done[]"}, Case{"AB-1, #done", "AB-1 done[]"},
        Case{"[AB-1] [AB-2] #done", "AB-2 done[]"}, Case{"(AB-1) #done", "AB-1 done[]"},
        Case{"AB-1: #done", "AB-1 done[]"}, Case{"fix: AB-1 #done", "AB-1 done[]"},
        Case{"AB-1#done", "AB-1 done[]"}, Case{"AB-1 #comment see AB-2 for info", "AB-1 comment[see]"},
        Case{"AB-1 AB-007 #done", "AB-1 done[]; AB-007 done[]"}));

INSTANTIATE_TEST_SUITE_P(
    WhereKeysAreNone, SmartCommits,
    testing::Values(Case{"no key #done", ""}, Case{"#done AB-1", ""},
                    Case{"#done AB-1 #close", "AB-1 close[]"}, Case{"", ""}, Case{"AB-1", ""},
                    Case{"#done", ""}, Case{"ab-1 #done", ""}, Case{"A-1 #done", ""}, Case{"/AB-1 #done", ""},
                    Case{"-AB-1 #done", ""}, Case{"&AB-1 #done", ""}, Case{"=AB-1 #done", ""},
                    Case{"?AB-1 #done", ""}, Case{">AB-1 #done", ""}, Case{"^AB-1 #done", ""},
                    Case{"!AB-1 #done", ""}, Case{"~AB-1 #done", ""},
                    Case{"https://jira/browse/AB-1 #done", ""}, Case{"feature/AB-1-x #done", ""},
                    Case{"AB-1 #comment see /AB-2 there", "AB-1 comment[see /AB-2 there]"},
                    Case{"AB-1 /AB-2 #done", "AB-1 done[]"}, Case{"xAB-1 #done", ""}, Case{"AB-1x #done", ""},
                    Case{"_AB-1_ #done", "AB-1 done[]"},
                    Case{"\xC3\xA9"
                         "AB-1 #done",
                         "AB-1 done[]"},
                    Case{"AB-1\xE4\xB8\xAD #done", "AB-1 done[]"}, Case{"\"AB-1\" #done", "AB-1 done[]"},
                    Case{"#AB-1 #done", "AB-1 done[]"}, Case{"AB-1 ##AB-2 #done", "AB-2 done[]"}));

INSTANTIATE_TEST_SUITE_P(
    Names, SmartCommits,
    testing::Values(
        Case{"AB-1 #CLOSE", "AB-1 CLOSE[]"}, Case{"AB-1 #Start-Progress now", "AB-1 Start-Progress[now]"},
        Case{"AB-1 #close.", "AB-1 close[]"}, Case{"AB-1 (#close)", ""},
        Case{"AB-1 (see #close)", "AB-1 close[]"}, Case{"AB-1 #close, thanks", "AB-1 close[thanks]"},
        Case{"AB-1 #comment: done", "AB-1 comment[done]"},
        Case{"AB-1 #close; AB-2 #close!", "AB-1 close[]; AB-2 close[]"}, Case{"AB-1 #close?", "AB-1 close[]"},
        Case{"AB-1 #close).", "AB-1 close[]"}, Case{"AB-1 #comment ... wait", "AB-1 comment[... wait]"},
        Case{"AB-1 #comment.net is slow", "AB-1 comment[.net is slow]"},
        Case{"AB-1 #close- x", "AB-1 close-[x]"}, Case{"AB-1 #12", ""}, Case{"AB-1 # done", ""},
        Case{"AB-1 ##done", ""}, Case{"AB-1 fix#done", ""}, Case{"AB-1 #-done", ""}, Case{"AB-1 #", ""},
        Case{"AB-1 #_done", ""}, Case{"AB-1 #c++", "!1"}, Case{"AB-1 #fix_it", "!1"},
        Case{"AB-1 #r\xC3\xA9solve", "!1"},
        Case{"AB-1 #\xC3\xB6"
             "ffnen",
             "!1"},
        Case{"AB-1 #a/b", "!1"}, Case{"AB-1 #a1", "!1"}, Case{"AB-1 #it's", "!1"}, Case{"AB-1 #x#y", "!1"},
        Case{"AB-1 #comment fix #c++ bug", "AB-1 comment[fix #c++ bug] !1"},
        Case{"AB-1 #c++ #comment x", "AB-1 comment[x] !1"},
        Case{"AB-1 fixes #12 #comment x", "AB-1 comment[x]"},
        Case{"AB-1 #comment a # b", "AB-1 comment[a # b]"},
        Case{"AB-1 #comment issue#4", "AB-1 comment[issue#4]"}, Case{"AB-1 #c++", "!1"},
        Case{"#c++ AB-1", ""}, Case{"AB-1\t#done\tnow", "AB-1 done[now]"},
        Case{"AB-1 #done\xC2\xA0now", "!1"}, Case{"AB-1 #done\x0Bnow", "AB-1 done[now]"}));

INSTANTIATE_TEST_SUITE_P(
    Refused, SmartCommits,
    testing::Values(
        Case{"AB-1 #comment", "!1"}, Case{"AB-1 #comment   ", "!1"}, Case{"AB-1 #COMMENT", "!1"},
        Case{"AB-1 #comment.", "!1"}, Case{"AB-1 #comment #done", "AB-1 done[] !1"},
        Case{"AB-1 #comment AB-2 #done", "AB-2 done[] !1"}, Case{"AB-1 #time", "!1"},
        Case{"AB-1 #time spent", "!1"}, Case{"AB-1 #time spent 2h", "!1"},
        Case{"AB-1 #done #time soon", "AB-1 done[] !1"},
        Case{"AB-1 #done it #time soon #comment x", "AB-1 done[it]; AB-1 comment[x] !1"},
        Case{"AB-1 #time -2h", "!1"}, Case{"AB-1 #time +2h", "!1"}, Case{"AB-1 #time 2h -30m", "!1"},
        Case{"AB-1 #time 2hours", "!1"}, Case{"AB-1 #time 2 hours", "!1"}, Case{"AB-1 #time 1day", "!1"},
        Case{"AB-1 #time 30 min", "!1"}, Case{"AB-1 #time 2h 30 minutes", "!1"}, Case{"AB-1 #time 2", "!1"},
        Case{"AB-1 #time 2 fixes", "!1"}, Case{"AB-1 #time 2h30", "!1"}, Case{"AB-1 #time 2h 30", "!1"},
        Case{"AB-1 #time 0h", "!1"}, Case{"AB-1 #time 0.001h", "!1"}, Case{"AB-1 #time 0w 0m", "!1"},
        Case{"AB-1 #time 99999999999999999999w", "!1"}, Case{"AB-1 #time 4294967296h", "!1"},
        Case{"AB-1 #time 99999999999999999999.5w", "!1"}, Case{"AB-1 #time 2x", "!1"},
        Case{"AB-1 #time 2h/day", "!1"}, Case{"AB-1 #time .5h", "!1"}, Case{"AB-1 #time 1,5h", "!1"},
        Case{"AB-1 #time 1.h", "!1"}, Case{"AB-1 #time 30s", "!1"}, Case{"AB-1 #time.5h", "!1"},
        Case{"AB-1 #time 2h\xC3\xA9", "!1"}, Case{"AB-1 #time h", "!1"}, Case{"AB-1 #time 1e9h", "!1"}));

INSTANTIATE_TEST_SUITE_P(
    Durations, SmartCommits,
    testing::Values(
        Case{"AB-1 #time 2h", "AB-1 time 2h[]"}, Case{"AB-1 #TIME 2H", "AB-1 time 2h[]"},
        Case{"AB-1 #time 2 h", "AB-1 time 2h[]"}, Case{"AB-1 #time 2d5h", "AB-1 time 2d 5h[]"},
        Case{"AB-1 #time 2 d 5 h now", "AB-1 time 2d 5h[now]"}, Case{"AB-1 #time 5h 2d", "AB-1 time 2d 5h[]"},
        Case{"AB-1 #time 30m 2h", "AB-1 time 2h 30m[]"}, Case{"AB-1 #time 1h 2h", "AB-1 time 3h[]"},
        Case{"AB-1 #time 90m", "AB-1 time 90m[]"}, Case{"AB-1 #time 10h", "AB-1 time 10h[]"},
        Case{"AB-1 #time 1.5h", "AB-1 time 1h 30m[]"}, Case{"AB-1 #time 1.5h 20m x", "AB-1 time 1h 50m[x]"},
        Case{"AB-1 #time 0.5d", "AB-1 time 4h[]"}, Case{"AB-1 #time 1.5d", "AB-1 time 1d 4h[]"},
        Case{"AB-1 #time 2.5w", "AB-1 time 2w 2d 4h[]"}, Case{"AB-1 #time 1.25h", "AB-1 time 1h 15m[]"},
        Case{"AB-1 #time 1.10h", "AB-1 time 1h 6m[]"}, Case{"AB-1 #time 0.33h", "AB-1 time 19m[]"},
        Case{"AB-1 #time 007m", "AB-1 time 7m[]"}, Case{"AB-1 #time 1.0h", "AB-1 time 1h[]"},
        Case{"AB-1 #time 0h 5m", "AB-1 time 5m[]"}, Case{"AB-1 #time: 2h", "AB-1 time 2h[]"},
        Case{"AB-1 #time 2h, late", "AB-1 time 2h[, late]"},
        Case{"AB-1 #time 2h. Late", "AB-1 time 2h[. Late]"},
        Case{"AB-1 #time 2h 3 files", "AB-1 time 2h[3 files]"},
        Case{"AB-1 #time 2h hours of it", "AB-1 time 2h[hours of it]"},
        Case{"AB-1 #time 2h - late", "AB-1 time 2h[- late]"}, Case{"AB-1 #time 2h m", "AB-1 time 2h[m]"},
        Case{"AB-1 #time 2w 3d 1h 44m   Total work logged in !!!",
             "AB-1 time 2w 3d 1h 44m[Total work logged in !!!]"},
        Case{"AB-1 #time 2h #c++", "AB-1 time 2h[#c++] !1"}, Case{"AB-1 #time 5000w", "AB-1 time 5000w[]"}));

INSTANTIATE_TEST_SUITE_P(Lines, SmartCommits,
                         testing::Values(Case{"AB-1 #done\nAB-2 #done", "AB-1 done[]"},
                                         Case{"AB-1\n#done", ""}, Case{"\nAB-1 #done", ""},
                                         Case{"AB-1 #comment x\r\nmore", "AB-1 comment[x]"},
                                         Case{"AB-1 #comment x\n\nmore", "AB-1 comment[x]"},
                                         Case{"AB-1 #done\r\n", "AB-1 done[]"}));

TEST(SmartCommitLines, EveryLineStandsAlone) {
  SmartCommitGrammar grammar;
  grammar.all_lines = true;
  const auto read = [&](const std::string& message) {
    return described(parse_smart_commit(message, grammar));
  };
  EXPECT_EQ(read("AB-1 #done\nAB-2 #close x\r\n\r\nAB-3 #comment y"),
            "AB-1 done[]; AB-2 close[x]; AB-3 comment[y]");
  EXPECT_EQ(read("AB-1\n#done"), "");
  EXPECT_EQ(read("\n\nAB-1 #done\n"), "AB-1 done[]");
  EXPECT_EQ(read("subject\n\nAB-1 #comment first\nsecond"), "AB-1 comment[first]");
}

TEST(SmartCommitKeys, FollowTheSwitches) {
  SmartCommitGrammar grammar;
  grammar.keys = {true, true};
  const auto read = [&](const std::string& message) {
    return described(parse_smart_commit(message, grammar));
  };
  EXPECT_EQ(read("ab-1 Ab-1 #done"), "AB-1 done[]");
  EXPECT_EQ(read("my_proj-5, #done"), "MY_PROJ-5 done[]");
  EXPECT_EQ(read("a/ab-1 #done"), "");
}

TEST(SmartCommitTime, FollowsTheWorkingDay) {
  SmartCommitGrammar grammar;
  grammar.working = *working_time(7.5, 4);
  const auto commit = parse_smart_commit("AB-1 #time 1.5d", grammar);
  ASSERT_EQ(commit.commands.size(), 1U);
  EXPECT_EQ(commit.commands[0].time, "1d 3h 45m");
  EXPECT_EQ(commit.commands[0].seconds, 40'500);
  EXPECT_EQ(parse_smart_commit("AB-1 #time 1w", grammar).commands[0].seconds, 108'000);
}

TEST(SmartCommitTime, RefusesAnImpossibleDay) {
  for (const auto& [hours, days] : {std::pair{0.0, 5.0}, {25.0, 5.0}, {8.0, 0.0}, {8.0, 8.0}, {-1.0, 5.0}}) {
    EXPECT_FALSE(working_time(hours, days)) << hours << " " << days;
  }
}

TEST(SmartCommitParts, AreKeptAsWritten) {
  const auto commit = parse_smart_commit("AB-1 AB-2 text #Time: 2h  late  #close", {});
  ASSERT_EQ(commit.commands.size(), 2U);
  EXPECT_EQ(commit.commands[0].name, "Time");
  EXPECT_EQ(commit.commands[0].argument, ": 2h  late");
  EXPECT_EQ(commit.commands[0].comment, "late");
  EXPECT_EQ(commit.commands[0].seconds, 7200);
  EXPECT_EQ(commit.commands[1].argument, "");
  EXPECT_EQ(commit.issues[commit.commands[1].issues], (std::vector<std::string>{"AB-1", "AB-2"}));
}

TEST(SmartCommitProblems, SayWhatAndWhy) {
  const auto problem = [](const std::string& message) {
    return parse_smart_commit(message, {}).problems.at(0);
  };
  EXPECT_EQ(problem("AB-1 #fix_it now"),
            "'#fix_it' is not taken for a command: its name has other characters than letters and '-'.");
  EXPECT_EQ(problem("AB-1 #comment"), "'#comment' has no text.");
  EXPECT_EQ(problem("AB-1 #time 2 hours lost"),
            "'#time 2 hours lost' logs no work: units are written w, d, h or m, not as words.");
  EXPECT_EQ(problem("AB-1 #time -2h"), "'#time -2h' logs no work: a duration has no sign.");
  EXPECT_EQ(problem("AB-1 #time 3"), "'#time 3' logs no work: a number has no unit (w, d, h or m).");
  EXPECT_EQ(problem("AB-1 #time 0m"), "'#time 0m' logs no work: the duration is less than a minute.");
  EXPECT_EQ(problem("AB-1 #time 99999999w"), "'#time 99999999w' logs no work: the duration is too long.");
  EXPECT_EQ(problem("AB-1 #time later"),
            "'#time later' logs no work: no duration at its start, such as 2h 30m.");
}

TEST(SmartCommitBytes, BecomeText) {
  EXPECT_EQ(described(parse_smart_commit("AB-1 #comment a\xFFz", {})), "AB-1 comment[a\xEF\xBF\xBDz]");
  EXPECT_EQ(described(parse_smart_commit("AB-1 #comment a\0z"s, {})), "AB-1 comment[a\xEF\xBF\xBDz]");
}

TEST(SmartCommitBounds, HoldForThousandsOfCommands) {
  std::string message = "AB-1";
  for (std::size_t i = 0; i < kMostCommands + 5; ++i) message += " #a";
  const auto commit = parse_smart_commit(message, {});
  EXPECT_EQ(commit.commands.size(), kMostCommands);
  ASSERT_EQ(commit.problems.size(), 1U);
  EXPECT_EQ(commit.problems[0],
            "5 more commands than the 10000 that a message may have are not carried out.");
}

TEST(SmartCommitBounds, HoldForThousandsOfProblems) {
  std::string message = "AB-1";
  for (std::size_t i = 0; i < 1'000; ++i) message += " #a_";
  const auto commit = parse_smart_commit(message, {});
  ASSERT_EQ(commit.problems.size(), kMostProblems + 1);
  EXPECT_EQ(commit.problems.back(), "There are 900 more problems.");
}

TEST(SmartCommitBounds, KeepALargeGroupOnce) {
  std::string message;
  for (int i = 1; i <= 100'000; ++i) message += "AB-" + std::to_string(i) + " ";
  for (int i = 0; i < 5'000; ++i) message += "#a ";
  const auto commit = parse_smart_commit(message, {});
  EXPECT_EQ(commit.issues.size(), 1U);
  EXPECT_EQ(commit.issues[0].size(), 100'000U);
  EXPECT_EQ(commit.commands.size(), 5'000U);
}

class SmartCommitsNeedAKey : public testing::TestWithParam<Case> {};

TEST_P(SmartCommitsNeedAKey, WhichIsSaidIfAsked) {
  SmartCommitGrammar grammar;
  grammar.explain_without_key = true;
  const auto commit = parse_smart_commit(GetParam().message, grammar);
  EXPECT_TRUE(commit.commands.empty());
  EXPECT_TRUE(commit.problems.empty());
  EXPECT_EQ(commit.without_key, GetParam().meaning);
  EXPECT_EQ(parse_smart_commit(GetParam().message, {}).without_key, "");
}

INSTANTIATE_TEST_SUITE_P(
    Messages, SmartCommitsNeedAKey,
    testing::Values(
        Case{"fix it #close now", "'#close' is for no issue: no issue key stands before it."},
        Case{"#close AB-1", "'#close' is for no issue: no issue key stands before it."},
        Case{"#c++ #done, #close", "'#done' is for no issue: no issue key stands before it."},
        Case{"ab-1 #done",
             "'#done' is for no issue: no issue key stands before it ('ab-1' is none: keys are "
             "written in upper case)."},
        Case{"see Ab-1. #comment x\nAB-1",
             "'#comment' is for no issue: no issue key stands before it ('Ab-1' is none: keys are "
             "written in upper case)."},
        Case{"https://jira/browse/ab-1 #done", "'#done' is for no issue: no issue key stands before it."}));

TEST(SmartCommitsNeedNoKey, WhereThereAreOtherCommandsOrNone) {
  SmartCommitGrammar grammar;
  grammar.explain_without_key = true;
  for (const char* message : {"", "text", "AB-1", "C# and #12", "text\n#close", "#c++",
                              "#include AB-1 #close", "AB-1 #c++ #fix_it"}) {
    EXPECT_EQ(parse_smart_commit(message, grammar).without_key, "") << message;
  }
  EXPECT_EQ(parse_smart_commit("AB-1 #c++ #fix_it", grammar).problems.size(), 2U);
  grammar.all_lines = true;
  EXPECT_NE(parse_smart_commit("AB-1\n#close\n#done", grammar).without_key, "");
  EXPECT_EQ(parse_smart_commit("AB-1 #close\n#done", grammar).without_key, "");
}

}  // namespace
}  // namespace dvcs::text
