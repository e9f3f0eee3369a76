#include "cli/keys.hpp"

#include <fcntl.h>

#include <thread>

#include "files.hpp"

namespace dvcs::cli {
namespace {

using test::Folder;
using test::lines_of;

struct Answer {
  int code = 0;
  std::vector<std::string> lines;
};

Answer keys_of(const std::string& input, KeyGrammar grammar = {}) {
  Folder folder;
  int in = ::open(folder.file("in", input).c_str(), O_RDONLY);
  int out = ::open(folder.file("out").c_str(), O_WRONLY | O_CREAT, 0600);
  Output output(out);
  Answer answer;
  answer.code = print_keys(in, output, grammar);
  ::close(in);
  ::close(out);
  answer.lines = lines_of(test::read_file(folder.file("out")));
  return answer;
}

struct Case {
  const char* name;
  std::string input;
  std::vector<std::string> lines;
  KeyGrammar grammar = {};
};

class Keys : public testing::TestWithParam<Case> {};

TEST_P(Keys, AreOneLineAMessage) {
  auto answer = keys_of(GetParam().input, GetParam().grammar);
  EXPECT_EQ(answer.code, 0);
  EXPECT_EQ(answer.lines, GetParam().lines);
}

using namespace std::string_literals;
const std::string kNone = R"({"keys":[]})";

INSTANTIATE_TEST_SUITE_P(
    Table, Keys,
    testing::Values(
        Case{"NoInput", "", {}}, Case{"OneEmptyMessage", "\0"s, {kNone}},
        Case{"LastNulMissing", "ABC-1", {R"({"keys":["ABC-1"]})"}},
        Case{"LastNulThere", "ABC-1\0"s, {R"({"keys":["ABC-1"]})"}},
        Case{"EmptyOnesCount", "\0ABC-1\0\0"s, {kNone, R"({"keys":["ABC-1"]})", kNone}},
        Case{"UniqueInOrder", "B-1 BB-2, AA-1 BB-2", {R"({"keys":["BB-2","AA-1"]})"}},
        Case{"SeveralLinesAreOneMessage", "AA-1\nBB-2\n\0x"s, {R"({"keys":["AA-1","BB-2"]})", kNone}},
        Case{"DigitsStayAsWritten", "AA-007", {R"({"keys":["AA-007"]})"}},
        Case{"LowerCaseOff", "aa-1", {kNone}},
        Case{"LowerCaseOn", "aa-1", {R"({"keys":["AA-1"]})"}, {.lower_case = true, .underscore = false}},
        Case{"UnderscoreOff", "x_MY_PROJ-5", {R"({"keys":["PROJ-5"]})"}},
        Case{"UnderscoreOn",
             "x_MY_PROJ-5",
             {R"({"keys":["MY_PROJ-5"]})"},
             {.lower_case = false, .underscore = true}},
        Case{"InvalidUtf8", "\xff\xfe AA-1 \x80", {R"({"keys":["AA-1"]})"}}),
    [](const auto& info) { return info.param.name; });

TEST(KeysStream, MessagesMayBeLargerThanAnyChunk) {
  auto large = std::string(3u << 20, 'x') + " AA-1";
  auto answer = keys_of(large + '\0' + large + '\0');
  EXPECT_EQ(answer.lines, (std::vector<std::string>(2, R"({"keys":["AA-1"]})")));
}

TEST(KeysStream, AKeyAcrossTheEdgeOfAChunkIsFound) {
  for (std::size_t before : {(256u << 10) - 3, (256u << 10) - 1, 256u << 10}) {
    auto answer = keys_of(std::string(before, ' ') + "AA-12");
    EXPECT_EQ(answer.lines, (std::vector<std::string>{R"({"keys":["AA-12"]})"})) << before;
  }
}

TEST(KeysStream, ManySmallMessages) {
  std::string input;
  for (int i = 0; i < 100'000; ++i) input += "AA-" + std::to_string(i) + '\0';
  auto answer = keys_of(input);
  ASSERT_EQ(answer.lines.size(), 100'000u);
  EXPECT_EQ(answer.lines[77'777], R"({"keys":["AA-77777"]})");
}

// A program may ask and wait for the answer before it asks again.
TEST(KeysStream, AnswersBeforeItReadsOn) {
  int question[2];
  int reply[2];
  ASSERT_EQ(pipe(question), 0);
  ASSERT_EQ(pipe(reply), 0);
  std::thread tool([&] {
    Output output(reply[1]);
    EXPECT_EQ(print_keys(question[0], output, {}), 0);
  });
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(write_all(question[1], "AA-1\0"s));
    std::string answer(64, '\0');
    auto size = ::read(reply[0], answer.data(), answer.size());
    ASSERT_GT(size, 0);
    EXPECT_EQ(answer.substr(0, static_cast<std::size_t>(size)), "{\"keys\":[\"AA-1\"]}\n");
  }
  ::close(question[1]);
  tool.join();
  for (int descriptor : {question[0], reply[0], reply[1]}) ::close(descriptor);
}

TEST(KeysStream, UnreadableInputIsAnError) {
  Folder folder;
  Output output(STDERR_FILENO);
  EXPECT_EQ(print_keys(-1, output, {}), 1);
}

}  // namespace
}  // namespace dvcs::cli
