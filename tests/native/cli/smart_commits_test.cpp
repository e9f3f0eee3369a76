#include "cli/smart_commits.hpp"

#include <fcntl.h>

#include <boost/json.hpp>

#include "files.hpp"

namespace dvcs::cli {
namespace {

using namespace std::string_literals;
using test::Folder;

std::vector<std::string> read(const std::string& input, const text::SmartCommitGrammar& grammar = {}) {
  Folder folder;
  const int in = ::open(folder.file("in", input).c_str(), O_RDONLY);
  const int out = ::open(folder.file("out").c_str(), O_WRONLY | O_CREAT, 0600);
  Output output(out);
  EXPECT_EQ(print_smart_commits(in, output, grammar), 0);
  ::close(in);
  ::close(out);
  return test::lines_of(test::read_file(folder.file("out")));
}

TEST(SmartCommitsCommand, PrintsEachCommandOfAMessage) {
  EXPECT_EQ(
      read("KEY-123 #time 2d 5h #comment Task completed ahead of schedule #close\0none"s),
      (std::vector<std::string>{
          R"({"commands":[{"issue":"KEY-123","command":"time","name":"time","argument":"2d 5h","comment":"",)"
          R"("time":"2d 5h","seconds":75600},{"issue":"KEY-123","command":"comment","name":"comment",)"
          R"("argument":"Task completed ahead of schedule","comment":"Task completed ahead of schedule"},)"
          R"({"issue":"KEY-123","command":"transition","name":"close","argument":"","comment":""}],"problems":[]})",
          R"({"commands":[],"problems":[]})"}));
}

TEST(SmartCommitsCommand, PrintsProblemsAndEscapesText) {
  EXPECT_EQ(
      read("AB-1 #comment \"a\"\t\\ \xFF #time soon"),
      (std::vector<std::string>{
          R"({"commands":[{"issue":"AB-1","command":"comment","name":"comment","argument":"\"a\"\t\\ )"
          "\xEF\xBF\xBD"
          R"(","comment":"\"a\"\t\\ )"
          "\xEF\xBF\xBD"
          R"("}],"problems":["'#time soon' logs no work: no duration at its start, such as 2h 30m."]})"}));
}

TEST(SmartCommitsCommand, SaysThatCommandsNeedAKey) {
  testing::internal::CaptureStderr();
  const auto lines = read("fixed #close\0no command, not even C#\0ab-1 #close\0AB-1 #close"s);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "dvcsctl: note: '#close' is for no issue: no issue key stands before it. So it is in 1 more.\n");
  ASSERT_EQ(lines.size(), 4U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(lines[i], R"({"commands":[],"problems":[]})");
}

TEST(SmartCommitsCommand, KeepsTheProblemsOfAMessageWithoutCommands) {
  testing::internal::CaptureStderr();
  const auto lines = read("KEY-1 #c++ #fix_it");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(boost::json::parse(lines.at(0)).at("problems").as_array().size(), 2U);
}

TEST(SmartCommitsCommand, RepeatsACommandForEachIssueBeforeTheNext) {
  const auto lines = read("AB-1, AB-2 #a #b");
  ASSERT_EQ(lines.size(), 1U);
  std::string order;
  const auto line = boost::json::parse(lines[0]);
  for (const auto& command : line.at("commands").as_array()) {
    order += std::string(command.at("issue").as_string()) + std::string(command.at("name").as_string()) + " ";
  }
  EXPECT_EQ(order, "AB-1a AB-2a AB-1b AB-2b ");
}

TEST(SmartCommitsCommand, DoesNotMultiplyWithoutBounds) {
  std::string message;
  for (int i = 1; i <= 20'000; ++i) message += "AB-" + std::to_string(i) + " ";
  const auto many = boost::json::parse(read(message + "#a #b").at(0));
  EXPECT_EQ(many.at("commands").as_array().size(), text::kMostCommands);
  EXPECT_EQ(many.at("problems").at(0).as_string(),
            "30000 more commands are not shown: a message has at most 10000.");
  const auto large = boost::json::parse(read(message + "#comment " + std::string(1u << 20, 'x')).at(0));
  EXPECT_LT(large.at("commands").as_array().size(), 20U);
}

}  // namespace
}  // namespace dvcs::cli
