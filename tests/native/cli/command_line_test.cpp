#include "cli/command_line.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace dvcs::cli {
namespace {

using testing::HasSubstr;

struct Outcome {
  std::variant<Command, int> result;
  std::string out;
  std::string err;
};

Outcome parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "dvcsctl");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  auto result = parse_command_line(static_cast<int>(arguments.size()), arguments.data());
  return {std::move(result), testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

template <class T>
T accepted(std::vector<const char*> arguments) {
  auto outcome = parse(std::move(arguments));
  EXPECT_EQ(outcome.err, "");
  return std::get<T>(std::get<Command>(outcome.result));
}

TEST(CommandLine, ReadsKeys) {
  auto plain = accepted<KeysCommand>({"keys"});
  EXPECT_FALSE(plain.grammar.lower_case);
  EXPECT_FALSE(plain.grammar.underscore);
  auto both = accepted<KeysCommand>({"keys", "--lower-case", "--underscore"});
  EXPECT_TRUE(both.grammar.lower_case);
  EXPECT_TRUE(both.grammar.underscore);
}

TEST(CommandLine, ReadsTheProxyOptions) {
  auto with = accepted<ProjectsCommand>({"projects", "--host", "gitlab", "--url", "https://g", "--token-file",
                                         "t", "--proxy", "http://p:3128", "--no-proxy", "a,b"});
  EXPECT_EQ(with.forge.proxy, "http://p:3128");
  EXPECT_EQ(with.forge.no_proxy, "a,b");
  auto without =
      accepted<ProjectsCommand>({"projects", "--host", "gitlab", "--url", "https://g", "--token-file", "t"});
  EXPECT_FALSE(without.forge.proxy);
  auto none = accepted<ProjectsCommand>(
      {"projects", "--host", "gitlab", "--url", "https://g", "--token-file", "t", "--proxy", ""});
  EXPECT_EQ(none.forge.proxy, "");
}

TEST(CommandLine, ReadsDoctor) {
  auto doctor =
      accepted<DoctorCommand>({"doctor", "--host", "gitlab", "--url", "https://g", "--token-file", "t"});
  EXPECT_EQ(doctor.forge.retry_seconds, 5) << "somebody waits";
  EXPECT_FALSE(doctor.json);
  doctor = accepted<DoctorCommand>({"doctor", "--host", "gitlab", "--url", "https://g", "--token-file", "t",
                                    "--project", "7", "--json", "--ca", "c", "--retry-for", "9"});
  EXPECT_TRUE(doctor.json);
  EXPECT_EQ(doctor.forge.project, 7);
  EXPECT_EQ(doctor.forge.ca_file, "c");
  EXPECT_EQ(doctor.forge.retry_seconds, 9);
}

TEST(CommandLine, ReadsImport) {
  auto import = accepted<ImportCommand>({"import",
                                         "--host",
                                         "gitlab",
                                         "--url",
                                         "https://g",
                                         "--owner",
                                         "a/b",
                                         "--token-file",
                                         "t",
                                         "--source",
                                         "rest",
                                         "--cursor",
                                         "c",
                                         "--ca",
                                         "ca",
                                         "--all-commits",
                                         "--retry-for",
                                         "7",
                                         "--stats",
                                         "s",
                                         "--accept-deletions",
                                         "--lower-case",
                                         "--underscore"});
  EXPECT_EQ(import.forge.host, Host::kGitLab);
  EXPECT_EQ(import.forge.url, "https://g");
  EXPECT_EQ(import.forge.owner, "a/b");
  EXPECT_EQ(import.forge.project, std::nullopt);
  EXPECT_EQ(import.forge.token_file, "t");
  EXPECT_EQ(import.forge.ca_file, "ca");
  EXPECT_EQ(import.forge.retry_seconds, 7);
  EXPECT_EQ(import.forge.stats_file, "s");
  EXPECT_EQ(import.source, Source::kRest);
  EXPECT_EQ(import.cursor_file, "c");
  EXPECT_TRUE(import.all_commits);
  EXPECT_TRUE(import.accept_deletions);
  EXPECT_TRUE(import.grammar.lower_case);
  EXPECT_TRUE(import.grammar.underscore);
}

TEST(CommandLine, HasDefaults) {
  auto import = accepted<ImportCommand>({"import", "--host", "gitlab", "--url", "u", "--token-file", "t"});
  EXPECT_EQ(import.source, Source::kAuto);
  EXPECT_EQ(import.forge.retry_seconds, 120);
  EXPECT_EQ(import.forge.owner, "");
  EXPECT_FALSE(import.all_commits);
}

TEST(CommandLine, ReadsProjectsAndOneProject) {
  auto projects = accepted<ProjectsCommand>(
      {"projects", "--host", "gitlab", "--url", "u", "--token-file", "t", "--owner", "o"});
  EXPECT_EQ(projects.forge.owner, "o");
  auto one = accepted<ImportCommand>(
      {"import", "--host", "gitlab", "--url", "u", "--token-file", "t", "--project", "12"});
  EXPECT_EQ(one.forge.project, 12);
}

class UsageErrors : public testing::TestWithParam<std::vector<const char*>> {};

TEST_P(UsageErrors, AreOneSentenceAndTwo) {
  auto outcome = parse(GetParam());
  ASSERT_TRUE(std::holds_alternative<int>(outcome.result));
  EXPECT_EQ(std::get<int>(outcome.result), 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, testing::StartsWith("dvcsctl: "));
  EXPECT_THAT(outcome.err, HasSubstr("--help"));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
}

using Arguments = std::vector<const char*>;
INSTANTIATE_TEST_SUITE_P(
    Table, UsageErrors,
    testing::Values(
        Arguments{}, Arguments{"nonsense"}, Arguments{"keys", "extra"}, Arguments{"keys", "--nonsense"},
        Arguments{"import"}, Arguments{"import", "--host", "gitlab"},
        Arguments{"import", "--host", "svn", "--url", "u", "--token-file", "t"},
        Arguments{"import", "--host", "gitlab", "--url", "u", "--token-file", "t", "--source", "ftp"},
        Arguments{"import", "--host", "gitlab", "--url", "u", "--token-file", "t", "--retry-for", "x"},
        Arguments{"import", "--host", "gitlab", "--url", "u", "--token-file", "t", "--retry-for", "-1"},
        Arguments{"import", "--host", "gitlab", "--url", "u", "--token-file", "t", "--project", "x"},
        Arguments{"import", "--host", "gitlab", "--url", "u", "--token-file", "t", "--project", "1",
                  "--owner", "o"},
        Arguments{"projects", "--url", "u", "--token-file", "t"}, Arguments{"import", "--cursor"}));

TEST(Help, NamesEveryOptionOfTheContract) {
  auto import = parse({"import", "--help"});
  EXPECT_EQ(std::get<int>(import.result), 0);
  for (const char* option :
       {"--host", "--url", "--owner", "--project", "--token-file", "--source", "--cursor", "--ca",
        "--all-commits", "--retry-for", "--stats", "--accept-deletions", "--lower-case", "--underscore"}) {
    EXPECT_THAT(import.out, HasSubstr(option));
  }
  auto projects = parse({"projects", "--help"});
  for (const char* option : {"--host", "--url", "--owner", "--token-file", "--ca", "--retry-for", "--stats"})
    EXPECT_THAT(projects.out, HasSubstr(option));
  auto keys = parse({"keys", "--help"});
  for (const char* option : {"--lower-case", "--underscore", "NUL"}) EXPECT_THAT(keys.out, HasSubstr(option));
}

TEST(Help, NamesCommandsAndExitCodes) {
  auto help = parse({"--help"});
  EXPECT_EQ(std::get<int>(help.result), 0);
  for (const char* word : {"keys", "projects", "import", "Exit codes", "--version"})
    EXPECT_THAT(help.out, HasSubstr(word));
}

TEST(Version, IsPrinted) {
  auto version = parse({"--version"});
  EXPECT_EQ(std::get<int>(version.result), 0);
  EXPECT_THAT(version.out, testing::MatchesRegex("dvcsctl [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

}  // namespace
}  // namespace dvcs::cli
