#include "cli/state_file.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/state_database.hpp"
#include "cli/state_json.hpp"
#include "kept_state.hpp"

namespace dvcs::cli {
namespace {

using test::Folder;
using test::KeptState;
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
  auto& repository = state.change(77);
  repository.printed = {77, "acme/sub/p \xF0\x9F\x98\x80", "p", "https://w", "", "main", true, false, {}};
  repository.cursor = std::string("\0\xff{", 3);
  repository.heads = {{"main", kSha}, {"f#%/\xC3\xA9", kLongSha}};
  repository.branches = {{"main", kSha}};
  repository.merge_requests_since = Moment{-5, -720};
  repository.merge_requests = {{1, 0}, {2, UINT64_MAX}};
  repository.commits.insert(kSha);
  repository.probed = 9;
  repository.finished = true;
  repository.all_commits = true;
  state.change(78).printed.id = 78;
  return state;
}

void expect_same(const ImportState& read, const ImportState& expected) {
  EXPECT_EQ(run_to_json(read), run_to_json(expected));
  ASSERT_EQ(read.repositories.size(), expected.repositories.size());
  for (const auto& [id, of] : expected.repositories)
    EXPECT_EQ(repository_to_json(read.repositories.at(id)), repository_to_json(of));
}

base::Result<std::optional<ImportState>> read_state(const std::string& path) {
  auto file = StateFile::open(path);
  if (!file) return file.error();
  return (*file)->read();
}

TEST(StateFile, KeepsEveryField) {
  KeptState kept;
  kept.state = full_state();
  kept.save_and_reopen();
  expect_same(kept.state, full_state());
  EXPECT_EQ(kept.state.scope, full_state().scope);
  auto& repository = kept.state.repositories[77];
  EXPECT_EQ(repository.printed.path, "acme/sub/p \xF0\x9F\x98\x80");
  EXPECT_EQ(repository.cursor, std::string("\0\xff{", 3));
  EXPECT_EQ(repository.heads.at("f#%/\xC3\xA9"), kLongSha);
  EXPECT_EQ(repository.merge_requests_since, (Moment{-5, -720}));
  EXPECT_EQ(repository.merge_requests.at(2), UINT64_MAX);
  EXPECT_TRUE(repository.commits.contains(kSha));
}

TEST(StateFile, ASaveCoversWhatChangedAndNothingElseIsWritten) {
  KeptState kept;
  kept.state = full_state();
  kept.save_and_reopen();
  kept.state.change(77).cursor = "new";
  kept.state.repositories[78].cursor = "nobody said that this changed";
  kept.save_and_reopen();
  EXPECT_EQ(kept.state.repositories[77].cursor, "new");
  EXPECT_EQ(kept.state.repositories[78].cursor, "");
}

TEST(StateFile, WithoutAPathEverythingWorksAndNothingStays) {
  auto file = StateFile::open("");
  ASSERT_TRUE(file.ok());
  auto state = full_state();
  ASSERT_TRUE((*file)->save(state).ok());
  EXPECT_TRUE(state.repositories[77].commits.contains(kSha));
}

TEST(StateFile, AFileThatIsNotThereOrEmptyIsNoError) {
  Folder folder;
  for (const auto& path : {folder.file("none"), folder.file("empty", "")}) {
    auto file = StateFile::open(path);
    ASSERT_TRUE(file.ok());
    EXPECT_FALSE(*(*file)->read());
    auto state = full_state();
    ASSERT_TRUE((*file)->save(state).ok());
    file = StateFile::open("");
    expect_same(**read_state(path), full_state());
  }
}

TEST(StateFile, IsPrivateAndAlone) {
  Folder folder;
  auto path = folder.file("cursor");
  {
    auto file = StateFile::open(path);
    auto state = full_state();
    ASSERT_TRUE((*file)->save(state).ok());
    state.change(5).cursor = "x";
    ASSERT_TRUE((*file)->save(state).ok());
    struct stat about{};
    ASSERT_EQ(::stat(path.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    auto second = StateFile::open(path);
    ASSERT_FALSE(second.ok());
    EXPECT_THAT(second.error().message, HasSubstr("in use by another dvcsctl"));
  }
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++files;
  EXPECT_EQ(files, 1u) << "a run that ended leaves one file";
}

// Both looked before there was a file.
TEST(StateFile, OfTwoThatBeginAtOnceOneIsTold) {
  Folder folder;
  auto path = folder.file("cursor");
  auto first = StateFile::open(path);
  auto second = StateFile::open(path);
  auto state = full_state();
  auto other = full_state();
  other.change(79).cursor = "of the second";
  ASSERT_TRUE((*first)->save(state).ok());
  auto refused = (*second)->save(other);
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message, HasSubstr("in use by another dvcsctl"));
  first = StateFile::open("");
  refused = (*second)->save(other);
  EXPECT_FALSE(refused.ok()) << "the first has ended, but what it saved is not to be replaced";
  expect_same(**read_state(path), full_state());
}

TEST(StateFile, WhileAnotherMakesItNothingIsTouched) {
  Folder folder;
  auto path = folder.file("cursor");
  folder.file("cursor.new", "half a database of a killed run");
  auto file = StateFile::open(path);
  auto state = full_state();
  int other = ::open((path + ".new").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  EXPECT_FALSE((*file)->save(state).ok());
  EXPECT_EQ(read_file(path + ".new"), "half a database of a killed run");
  ::close(other);
  auto saved = (*file)->save(state);
  EXPECT_TRUE(saved.ok()) << saved.error().message;
  EXPECT_FALSE(StateFile::open(path).ok()) << "SQLite's own lock is held from the first save on";
}

// What a killed process leaves: the database, and beside it what is not in it yet.
TEST(StateFile, WhatWasSavedBeforeAKillIsThere) {
  Folder folder;
  auto path = folder.file("cursor");
  auto copy = folder.file("copy");
  auto file = StateFile::open(path);
  auto state = full_state();
  for (int save = 0; save < 20; ++save) {
    state.change(77).cursor = std::to_string(save);
    state.change(77).commits.insert(std::string(38, 'c') + std::to_string(10 + save));
    ASSERT_TRUE((*file)->save(state).ok());
    for (const char* part : {"", "-wal"}) {
      if (std::filesystem::exists(path + part))
        std::filesystem::copy_file(path + part, copy + part,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    auto left = StateFile::open(copy);
    ASSERT_TRUE(left.ok());
    auto read = (*left)->read();
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ((*read)->repositories[77].cursor, std::to_string(save));
    EXPECT_TRUE((*read)->repositories[77].commits.contains(std::string(38, 'c') + std::to_string(10 + save)));
  }
}

// Torn anywhere, what is beside the database is an earlier save or a later one, never a mixture.
TEST(StateFile, ATornLastSaveIsTheOneBefore) {
  Folder folder;
  auto path = folder.file("cursor");
  auto copy = folder.file("copy");
  auto file = StateFile::open(path);
  auto state = full_state();
  for (char digit : {'1', '2', '3'}) {
    state.change(77).cursor = digit;
    state.change(77).commits.insert(std::string(40, digit));
    ASSERT_TRUE((*file)->save(state).ok());
  }
  auto log = read_file(path + "-wal");
  for (std::size_t size = 0; size <= log.size(); size += 511) {
    std::filesystem::copy_file(path, copy, std::filesystem::copy_options::overwrite_existing);
    folder.file("copy-wal", log.substr(0, size));
    auto read = read_state(copy);
    ASSERT_TRUE(read.ok()) << size << read.error().message;
    auto left = StateFile::open(copy);
    auto reached = (*left)->read();
    auto& repository = (*reached)->repositories[77];
    for (char digit : {'1', '2', '3'})
      EXPECT_EQ(repository.commits.contains(std::string(40, digit)), repository.cursor[0] >= digit) << size;
  }
}

TEST(StateFile, ALogLeftByAFileThatIsGoneIsNotRead) {
  Folder folder;
  auto path = folder.file("cursor");
  auto copy = folder.file("copy");
  auto state = full_state();
  {
    auto file = StateFile::open(path);
    ASSERT_TRUE((*file)->save(state).ok());
    state.change(77).cursor = "old";
    ASSERT_TRUE((*file)->save(state).ok());
    std::filesystem::copy_file(path + "-wal", copy + "-wal");
  }
  auto file = StateFile::open(copy);
  ImportState fresh;
  fresh.change(1).cursor = "fresh";
  ASSERT_TRUE((*file)->save(fresh).ok());
  file = StateFile::open("");
  auto read = read_state(copy);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ((*read)->repositories.size(), 1u);
}

class Foreign : public testing::TestWithParam<const char*> {};

TEST_P(Foreign, FilesAreRefusedInWordsAndLeftAlone) {
  Folder folder;
  auto path = folder.file("cursor", GetParam());
  auto read = read_state(path);
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, HasSubstr(path));
  EXPECT_THAT(read.error().message, HasSubstr("left as it is"));
  EXPECT_EQ(read_file(path), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Contents, Foreign,
                         testing::Values("garbage", "[]", "{}", "null", "SQLite format 3", "{\"a\":1}"));

TEST(StateFile, AnotherProgramsDatabaseIsLeftAlone) {
  Folder folder;
  auto path = folder.file("cursor");
  Database(path).run("PRAGMA user_version = 2; CREATE TABLE run (state TEXT); INSERT INTO run VALUES ('{}')");
  auto before = read_file(path);
  ASSERT_FALSE(before.empty());
  EXPECT_FALSE(read_state(path).ok());
  EXPECT_EQ(read_file(path), before);
}

TEST(StateFile, AnotherVersionBeginsAnewAndIsReplacedByTheFirstSave) {
  Folder folder;
  auto json = folder.file("json", "{\"dvcsctl_cursor\":1,\"host\":0}");
  auto later = folder.file("later");
  Database(later).run("PRAGMA application_id = 0x44564353; PRAGMA user_version = 99; CREATE TABLE x (y)");
  for (const auto& path : {json, later}) {
    auto before = read_file(path);
    testing::internal::CaptureStderr();
    auto file = StateFile::open(path);
    EXPECT_THAT(testing::internal::GetCapturedStderr(),
                HasSubstr("another version of dvcsctl; this run begins anew"));
    ASSERT_TRUE(file.ok());
    EXPECT_FALSE(*(*file)->read());
    EXPECT_EQ(read_file(path), before);
    auto state = full_state();
    ASSERT_TRUE((*file)->save(state).ok());
    file = StateFile::open("");
    expect_same(**read_state(path), full_state());
  }
}

// Whatever byte is wrong: words, or a state; never a crash.
TEST(StateFile, DamageIsSurvived) {
  Folder folder;
  auto path = folder.file("cursor");
  {
    auto file = StateFile::open(path);
    auto state = full_state();
    ASSERT_TRUE((*file)->save(state).ok());
  }
  auto whole = read_file(path);
  int refused = 0;
  for (std::size_t at = 100; at < whole.size(); at += 97) {
    auto damaged = whole;
    damaged[at] = static_cast<char>(~damaged[at]);
    auto read = read_state(folder.file("damaged", damaged));
    if (!read.ok()) ++refused;
    if (!read.ok()) {
      EXPECT_THAT(read.error().message, HasSubstr("damaged"));
    }
    std::filesystem::remove(folder.file("damaged-wal"));
  }
  EXPECT_GT(refused, 0);
  for (std::size_t size = 4096; size < whole.size(); size += 4096)
    EXPECT_FALSE(read_state(folder.file("damaged", whole.substr(0, size))).ok()) << size;
}

TEST(StateFile, WrongTypesAreRefusedNotFatal) {
  for (const char* text : {"{}", "{\"path\":5}", "[]", "x"}) {
    Folder folder;
    auto path = folder.file("cursor");
    {
      auto file = StateFile::open(path);
      auto state = full_state();
      ASSERT_TRUE((*file)->save(state).ok());
    }
    Database(path).run(("UPDATE repository SET state = '" + std::string(text) + "'").c_str());
    auto read = read_state(path);
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_THAT(read.error().message, HasSubstr("damaged"));
  }
}

TEST(StateFile, IdsThatDoNotAddUpAreDamage) {
  for (const char* damage : {"UPDATE printed SET width = 7", "UPDATE printed SET width = 40",
                             "UPDATE printed SET first = 1", "UPDATE printed SET ids = substr(ids, 2)",
                             "INSERT INTO printed SELECT repository, 1, 32, ids FROM printed"}) {
    Folder folder;
    auto path = folder.file("cursor");
    {
      auto file = StateFile::open(path);
      auto state = full_state();
      ASSERT_TRUE((*file)->save(state).ok());
    }
    Database(path).run(damage);
    auto read = read_state(path);
    ASSERT_FALSE(read.ok()) << damage;
    EXPECT_THAT(read.error().message, HasSubstr("damaged"));
  }
}

TEST(StateFile, AFolderIsRefused) {
  Folder folder;
  EXPECT_FALSE(read_state(folder.path().string()).ok());
}

TEST(StateFile, AnUnwritablePlaceIsAnErrorWithItsReason) {
  auto file = StateFile::open("/nonexistent-folder/cursor");
  ASSERT_TRUE(file.ok());
  auto state = full_state();
  auto written = (*file)->save(state);
  ASSERT_FALSE(written.ok());
  EXPECT_THAT(written.error().message, HasSubstr("No such file or directory"));
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
  EXPECT_EQ(state.repositories[77].commits.count(), 0u);
  EXPECT_FALSE(state.repositories[77].finished);
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
