#include "cli/state_file.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "files.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::cli {
namespace {

using test::Folder;
using test::read_file;
using testing::HasSubstr;

const std::string kSha(40, 'a');
const std::string kLongSha(64, 'b');

ImportState full_state() {
  ImportState state;
  state.scope = {Host::kGitLab, "https://gitlab.example.com", "acme/sub", 12};
  state.grammar = 5;
  state.all_commits = true;
  state.last_run = 1'700'000'000;
  state.last_full = 1'600'000'000;
  auto& repository = state.repositories[77];
  repository.printed = {77, "acme/sub/p \xF0\x9F\x98\x80", "p", "https://w", "", "main", true, false, {}};
  repository.cursor = std::string("\0\xff{", 3);
  repository.heads = {{"main", kSha}, {"f#%/\xC3\xA9", kLongSha}};
  repository.branches = {{"main", kSha}};
  repository.merge_requests_since = Moment{-5, -720};
  repository.merge_requests = {{1, 0}, {2, UINT64_MAX}};
  repository.commits.insert(kSha);
  repository.commits.insert(kLongSha);
  state.repositories[78].printed.id = 78;
  return state;
}

TEST(StateFile, KeepsEveryField) {
  auto kept = from_json(to_json(full_state()));
  ASSERT_TRUE(kept.ok()) << kept.error().message;
  auto& read = *kept;
  auto expected = full_state();
  EXPECT_EQ(read->scope, expected.scope);
  EXPECT_EQ(read->grammar, 5u);
  EXPECT_TRUE(read->all_commits);
  EXPECT_EQ(read->last_run, expected.last_run);
  EXPECT_EQ(read->last_full, expected.last_full);
  ASSERT_EQ(read->repositories.size(), 2u);
  auto& repository = read->repositories[77];
  auto& wanted = expected.repositories[77];
  EXPECT_EQ(repository.printed.id, 77);
  EXPECT_EQ(repository.printed.path, wanted.printed.path);
  EXPECT_EQ(repository.printed.default_branch, "main");
  EXPECT_TRUE(repository.printed.archived);
  EXPECT_EQ(repository.cursor, wanted.cursor);
  EXPECT_EQ(repository.heads, wanted.heads);
  EXPECT_EQ(repository.branches, wanted.branches);
  EXPECT_EQ(repository.merge_requests_since, wanted.merge_requests_since);
  EXPECT_EQ(repository.merge_requests, wanted.merge_requests);
  EXPECT_TRUE(repository.commits.contains(kSha));
  EXPECT_TRUE(repository.commits.contains(kLongSha));
  EXPECT_EQ(read->repositories[78].merge_requests_since, std::nullopt);
}

TEST(StateFile, AFileThatIsNotThereIsNoError) {
  Folder folder;
  auto read = read_state(folder.file("none"));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, std::nullopt);
}

TEST(StateFile, IsReplacedAsAWholeAndPrivate) {
  Folder folder;
  auto path = folder.file("cursor", "old content that is much longer than nothing");
  ASSERT_TRUE(write_state(path, full_state()).ok());
  EXPECT_EQ(read_file(path), to_json(full_state()));
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
  struct stat about{};
  ASSERT_EQ(::stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  auto read = read_state(path);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(to_json(**read), to_json(full_state()));
}

class Damaged : public testing::TestWithParam<const char*> {};

TEST_P(Damaged, FilesAreRefusedInWordsAndLeftAlone) {
  Folder folder;
  auto path = folder.file("cursor", GetParam());
  auto read = read_state(path);
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, HasSubstr(path));
  EXPECT_THAT(read.error().message, HasSubstr("left as it is"));
  EXPECT_EQ(read_file(path), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Contents, Damaged,
                         testing::Values("", "garbage", "[]", "{}", "null", "{\"dvcsctl_cursor\":\"1\"}",
                                         "{\"dvcsctl_cursor\":1}", "{\"dvcsctl_cursor\":1,\"host\":\"x\"}"));

TEST(StateFile, AnotherVersionBeginsAnew) {
  Folder folder;
  auto read = read_state(folder.file("cursor", "{\"dvcsctl_cursor\":99,\"what\":\"ever\"}"));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, std::nullopt);
}

TEST(StateFile, EveryTruncationIsRefused) {
  auto whole = to_json(full_state());
  for (std::size_t size = 0; size + 1 < whole.size(); ++size)
    ASSERT_FALSE(from_json(std::string_view(whole).substr(0, size)).ok()) << size;
}

TEST(StateFile, WrongTypesAreRefusedNotFatal) {
  auto whole = to_json(full_state());
  for (const char* member :
       {"\"all_commits\":true", "\"last_run\":1700000000", "\"archived\":true", "\"grammar\":5"}) {
    auto at = whole.find(member);
    ASSERT_NE(at, std::string::npos) << member;
    auto changed = whole;
    auto colon = changed.find(':', at);
    changed.replace(colon + 1, std::string(member).size() - (colon - at) - 1, "\"x\"");
    auto read = from_json(changed);
    ASSERT_FALSE(read.ok()) << changed;
    EXPECT_THAT(read.error().message, HasSubstr("damaged"));
  }
}

TEST(StateFile, AFolderIsRefused) {
  Folder folder;
  EXPECT_FALSE(read_state(folder.path().string()).ok());
}

TEST(StateFile, AnUnwritablePlaceIsAnErrorWithItsReason) {
  auto written = write_state("/nonexistent-folder/cursor", full_state());
  ASSERT_FALSE(written.ok());
  EXPECT_THAT(written.error().message, HasSubstr("No such file or directory"));
}

TEST(PrintedIds, InsertEraseContain) {
  PrintedIds ids;
  ids.insert(kSha);
  ids.insert(kSha);
  EXPECT_EQ(ids.spaced(), kSha + " ");
  ids.insert(kLongSha);
  ids.rest();
  EXPECT_TRUE(ids.contains(kSha));
  ids.erase(kSha);
  EXPECT_FALSE(ids.contains(kSha));
  EXPECT_EQ(ids.spaced(), kLongSha + " ");
  ids.erase(kSha);
  EXPECT_EQ(ids.spaced(), kLongSha + " ");
}

TEST(ImportState, AnotherGrammarBeginsAnewButKeepsTheRepositories) {
  auto state = full_state();
  state.adopt_grammar(5);
  EXPECT_EQ(state.repositories[77].heads.size(), 2u);
  state.adopt_grammar(6);
  EXPECT_EQ(state.last_run, std::nullopt);
  EXPECT_EQ(state.last_full, std::nullopt);
  EXPECT_TRUE(state.repositories[77].heads.empty());
  EXPECT_TRUE(state.repositories[77].branches.empty());
  EXPECT_EQ(state.repositories[77].commits.spaced(), "");
  EXPECT_EQ(state.repositories[77].printed.name, "p");
}

TEST(ImportState, AllCommitsWalksAgainWithoutPrintingTwice) {
  auto state = full_state();
  state.all_commits = false;
  state.adopt_all_commits(true);
  EXPECT_TRUE(state.repositories[77].heads.empty());
  EXPECT_TRUE(state.repositories[77].cursor.empty());
  EXPECT_TRUE(state.repositories[77].commits.contains(kSha));
  EXPECT_EQ(state.last_full, std::nullopt);
  auto same = full_state();
  same.adopt_all_commits(true);
  EXPECT_EQ(same.repositories[77].heads.size(), 2u);
}

TEST(LineHash, IsStable) {
  EXPECT_EQ(line_hash(""), 14695981039346656037u);
  EXPECT_EQ(line_hash("a"), 12638187200555641996u);  // the published FNV-1a value
}

}  // namespace
}  // namespace dvcs::cli
