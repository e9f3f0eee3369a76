// The program itself, as a shell starts it.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstring>
#include <vector>

#include "files.hpp"

namespace dvcs::cli {
namespace {

using test::Folder;
using test::read_file;
using testing::HasSubstr;

struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

Ended dvcsctl(const Folder& folder, const std::string& arguments) {
  auto command =
      std::string(DVCSCTL) + " " + arguments + " > " + folder.file("out") + " 2> " + folder.file("err");
  int status = std::system(command.c_str());
  return {WEXITSTATUS(status), read_file(folder.file("out")), read_file(folder.file("err"))};
}

class Program : public testing::Test {
 protected:
  std::string import(const std::string& url, const std::string& more = "") {
    return "import --host gitlab --url " + url + " --owner acme --retry-for 0 --token-file " + token_ + " " +
           more;
  }
  Folder folder_;
  std::string token_ = folder_.file("token", "glpat-secret-value\n");
};

TEST_F(Program, FindsKeys) {
  auto ended = dvcsctl(folder_, "keys < " + folder_.file("in", std::string("AA-1 x\0BB-2", 11)));
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "{\"keys\":[\"AA-1\"]}\n{\"keys\":[\"BB-2\"]}\n");
}

TEST_F(Program, ReadsSmartCommits) {
  auto ended = dvcsctl(folder_, "smart-commits --all-lines --lower-case --hours-per-day 7.5 < " +
                                    folder_.file("in", "x\nab-1 #time 1.5d"));
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out, HasSubstr(R"("issue":"AB-1","command":"time")"));
  EXPECT_THAT(ended.out, HasSubstr(R"("time":"1d 3h 45m","seconds":40500)"));
}

TEST_F(Program, AnImpossibleWorkingDayIsTwo) {
  auto ended = dvcsctl(folder_, "smart-commits --hours-per-day 0");
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("Hours per day"));
}

TEST_F(Program, UsageErrorsAreTwo) {
  EXPECT_EQ(dvcsctl(folder_, "").code, 2);
  EXPECT_EQ(dvcsctl(folder_, "import").code, 2);
  EXPECT_EQ(dvcsctl(folder_, "--help").code, 0);
}

TEST_F(Program, HostsOfLaterVersionsAreTwoInWords) {
  for (const char* host : {"github", "bitbucket"}) {
    auto ended =
        dvcsctl(folder_, std::string("import --host ") + host + " --url https://x --token-file " + token_);
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.err, HasSubstr("not supported yet"));
  }
}

TEST_F(Program, AHostThatIsNotThereIsOneSentence) {
  auto ended = dvcsctl(folder_, import("http://127.0.0.1:1"));
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("127.0.0.1"));
  EXPECT_EQ(test::lines_of(ended.err).size(), 1u) << ended.err;
  EXPECT_THAT(ended.err, testing::Not(HasSubstr("secret")));
  EXPECT_THAT(ended.out, HasSubstr(R"("type":"done","complete":false)"));
}

TEST_F(Program, ACursorThatIsNoneIsLeftAlone) {
  auto cursor = folder_.file("cursor", "precious");
  auto ended = dvcsctl(folder_, import("http://127.0.0.1:1", "--cursor " + cursor));
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("no cursor of dvcsctl"));
  EXPECT_EQ(read_file(cursor), "precious");
}

TEST_F(Program, ACursorOfAnotherAccountIsRefused) {
  auto cursor = folder_.file("cursor");
  dvcsctl(folder_, import("http://127.0.0.1:1", "--cursor " + cursor));
  ASSERT_TRUE(std::filesystem::exists(cursor));
  EXPECT_THAT(read_file(cursor), testing::Not(HasSubstr("secret")));
  auto ended = dvcsctl(folder_, import("http://127.0.0.1:2", "--cursor " + cursor));
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("belongs to http://127.0.0.1:1, owner acme"));
}

TEST_F(Program, StatisticsAreWrittenAfterAFailureToo) {
  auto stats = folder_.file("stats");
  dvcsctl(folder_, import("http://127.0.0.1:1", "--stats " + stats));
  auto text = read_file(stats);
  for (const char* name : {"requests", "bytes_in", "commits_seen", "commits_emitted", "wall_seconds",
                           "cpu_seconds", "peak_rss_bytes"}) {
    EXPECT_THAT(text, HasSubstr(std::string("\"") + name + "\":"));
  }
}

TEST_F(Program, MistakesOfTheCommandLineExitTwoAndNameTheMistake) {
  for (const char* arguments : {"smart-commit", "nonsense --help"}) {
    auto ended = dvcsctl(folder_, arguments);
    EXPECT_EQ(ended.code, 2) << arguments;
    EXPECT_THAT(ended.err, HasSubstr("There is no command"));
  }
  const std::string project =
      "import --host gitlab --url http://127.0.0.1:1 --retry-for 0 --token-file " + token_ + " --project ";
  EXPECT_EQ(dvcsctl(folder_, project + "-5").code, 2);
  EXPECT_EQ(dvcsctl(folder_, project + "0").code, 2);
  EXPECT_EQ(dvcsctl(folder_, project + "5").code, 1);
  for (const char* url : {"ftp://127.0.0.1", "localhost:1", "''"}) {
    auto ended = dvcsctl(folder_, import(url));
    EXPECT_EQ(ended.code, 2) << url;
    EXPECT_THAT(ended.err, HasSubstr("https://"));
  }
}

// The kernel's ru_maxrss would say the parent's size here.
TEST_F(Program, PeakMemoryIsItsOwnAndNotThatOfALargeParent) {
  std::vector<char> large(512u << 20, 'x');
  asm volatile("" : : "r"(large.data()) : "memory");  // it is really filled
  auto stats = folder_.file("stats");
  auto command = "exec " + std::string(DVCSCTL) + " " + import("http://127.0.0.1:1", "--stats " + stats) +
                 " > /dev/null 2> /dev/null";
  EXPECT_NE(std::system(command.c_str()), 0);
  auto text = read_file(stats);
  auto at = text.find("\"peak_rss_bytes\":");
  ASSERT_NE(at, std::string::npos);
  auto peak = std::stoull(text.substr(at + std::strlen("\"peak_rss_bytes\":")));
  EXPECT_GT(peak, 1u << 20);
  EXPECT_LT(peak, large.size());
}

TEST_F(Program, AReaderThatGoesAwayEndsItQuietly) {
  auto input = folder_.file("in", std::string(4u << 20, '\0'));
  auto command =
      std::string(DVCSCTL) + " keys < " + input + " 2> " + folder_.file("err") + " | head -1 > /dev/null";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(read_file(folder_.file("err")), "");
}

}  // namespace
}  // namespace dvcs::cli
