#include <gmock/gmock.h>

#include <csignal>

#include "scripted_jobs.hpp"

namespace dvcs::cli {
namespace {

using base::Code;
using test::commit;
using test::failed;
using test::heads;
using test::repository;
using test::run;
using test::ScriptedJobs;
using testing::HasSubstr;

TEST(ImportFailure, AListingThatFailsIsOneSentenceAndOne) {
  ScriptedJobs jobs;
  jobs.listing_end = failed(Code::kUnauthorized, "The token was refused by https://g.");
  ImportState state;
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.complaints, "dvcsctl: The token was refused by https://g.\n");
  EXPECT_THAT(ran.lines.back(), HasSubstr(R"("complete":false)"));
  EXPECT_EQ(state.last_run, std::nullopt);
}

TEST(ImportFailure, AListingThatBreaksOffStillFinishesWhatItNamed) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  jobs.listing_end = failed(Code::kServer, "Page 2 failed.");
  jobs.repositories[1] = {commit('a'), heads({})};
  ImportState state;
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.count("commit"), 1);
  EXPECT_EQ(ran.count("repository_deleted"), 0);
}

TEST(ImportFailure, ABadRepositoryDoesNotStopTheOthers) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1), repository(2)};
  jobs.repositories[1] = {failed(Code::kServer, "It answers 500.")};
  jobs.repositories[2] = {commit('a'), heads({})};
  ImportState state;
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.count("commit"), 1);
  EXPECT_EQ(ran.complaints, "dvcsctl: The repository g/p1 is left for the next run: It answers 500.\n");
  EXPECT_THAT(ran.lines.back(), HasSubstr(R"("left":1)"));
  EXPECT_EQ(state.last_run, std::nullopt) << "the next run lists it again";
}

TEST(ImportFailure, ALastingRefusalIsNamedAndNoFailure) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  jobs.repositories[1] = {failed(Code::kForbidden, "The repository is switched off.")};
  ImportState state;
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.complaints, "");
  EXPECT_THAT(ran.lines[1], HasSubstr(R"("type":"skipped","project_id":1,"what":"repository g/p1")"));
}

TEST(ImportFailure, TheFirst401StopsEverything) {
  ScriptedJobs jobs;
  for (int id = 1; id <= 50; ++id) {
    jobs.listing.push_back(repository(id));
    jobs.repositories[id] = {failed(Code::kUnauthorized, "Refused.")};
  }
  ImportState state;
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.complaints, "dvcsctl: Refused.\n") << "once, not fifty times";
  EXPECT_LE(jobs.syncs.size(), 5u);
}

TEST(ImportFailure, ASignalSavesAndSaysHowToGoOn) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  jobs.repositories[1] = {commit('a'), commit('b'), heads({})};
  ImportState state;
  std::size_t saved = 0;
  int events = 0;
  auto ran = run(
      jobs, state, {},
      [&](ImportState& reached) {
        saved = reached.repositories.at(1).commits.count();
        return base::Status();
      },
      [&] { return ++events > 3; });
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.complaints, HasSubstr("same cursor"));
  EXPECT_EQ(saved, static_cast<std::size_t>(ran.count("commit")));
}

TEST(ImportFailure, AStateThatCannotBeSavedEndsTheRun) {
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  ImportState state;
  auto ran = run(jobs, state, {}, [](ImportState&) {
    return base::Status(base::Error{Code::kInternal, "The disk is full."});
  });
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.complaints, HasSubstr("The disk is full."));
}

TEST(ImportFailure, AReaderThatWentAwayEndsTheRunQuietlyAndSavesNothing) {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ::close(ends[0]);
  ScriptedJobs jobs;
  jobs.listing = {repository(1)};
  jobs.repositories[1] = {commit('a'), heads({})};
  ImportState state;
  bool saved = false;
  Output output(ends[1]);
  Import import(jobs, output, state, {.now = 5}, [&](ImportState&) {
    saved = true;
    return base::Status();
  });
  testing::internal::CaptureStderr();
  EXPECT_EQ(import.run([] { return false; }), 1);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_FALSE(saved) << "a state must not cover lines that nobody received";
  ::close(ends[1]);
}

TEST(ImportFailure, ErrorsInTheLogAreTold) {
  ScriptedJobs jobs;
  jobs.listing = {Log{LogLevel::kError, "Something odd."}, Log{LogLevel::kInfo, "Nothing to see."}};
  ImportState state;
  auto ran = run(jobs, state);
  EXPECT_EQ(ran.complaints, "dvcsctl: Something odd.\n");
}

}  // namespace
}  // namespace dvcs::cli
