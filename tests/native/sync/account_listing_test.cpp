#include "sync/account_listing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "sync/caller.hpp"
#include "sync/model_forge.hpp"

namespace dvcs::test {
namespace {

using base::Code;

struct Listing {
  Recorder recorder;
  base::Status status;
  Finished finished;

  std::vector<std::int64_t> ids() const {
    std::vector<std::int64_t> found;
    for (const Repository& repository : recorder.all<Repository>()) found.push_back(repository.id);
    std::sort(found.begin(), found.end());
    return found;
  }
};

class AccountListingTest : public testing::Test {
 protected:
  AccountListingTest() {
    for (int id = 1; id <= 10; ++id) forge.projects.push_back({id, "acme/p" + std::to_string(id), 1000 * id});
    forge.page_size = 3;
  }

  Listing list(const ListRepositories& job, const std::function<void(std::size_t)>& between = {}) {
    Listing listing;
    const auto provider = providers::make_provider(Host::kGitLab, forge.base);
    sync::Report report(listing.recorder, 1, 0);
    sync::AccountListing logic(**provider, job, report);
    sync::Conversation conversation([&](sync::Line& line) { return logic.run(line); });
    for (std::size_t answers = 0; !std::holds_alternative<sync::Ended>(conversation.step());) {
      const auto* request = std::get_if<http::Request>(&conversation.step());
      if (request == nullptr) {
        conversation.go_on();
        continue;
      }
      if (between) between(answers++);
      conversation.answer(forge.answer(*request));
    }
    listing.status = conversation.result();
    listing.finished = logic.finished;
    return listing;
  }

  ModelForge forge;
};

TEST_F(AccountListingTest, ListsAGroupNewestFirst) {
  const Listing listing = list({.owner = "acme", .only_id = {}, .active_since = {}});
  ASSERT_TRUE(listing.status.ok()) << listing.status.error().message;
  EXPECT_EQ(listing.ids().size(), 10U);
  EXPECT_EQ(listing.recorder.all<Repository>().front().id, 10);
  EXPECT_TRUE(listing.finished.complete);
  EXPECT_EQ(listing.finished.server_version, "18.5.1-ee");
}

TEST_F(AccountListingTest, StopsAtTheKnownActivityAndIsNotComplete) {
  const Listing listing = list({.owner = "acme", .only_id = {}, .active_since = Moment{8000, 0}});
  EXPECT_EQ(listing.ids(), (std::vector<std::int64_t>{8, 9, 10}));
  EXPECT_FALSE(listing.finished.complete);
  EXPECT_EQ(forge.asked.size(), 4U);  // check, owner, two pages
}

TEST_F(AccountListingTest, ARepositoryThatMovesToTheFrontWhileReadingIsNotMissed) {
  for (std::size_t moment = 2; moment < 7; ++moment) {
    for (std::size_t moved = 0; moved < 10; ++moved) {
      SetUp();
      forge.projects[moved].activity = 1000 * static_cast<int>(moved + 1);
      const Listing listing =
          list({.owner = "acme", .only_id = {}, .active_since = {}}, [&](std::size_t answers) {
            if (answers == moment) forge.projects[moved].activity = 1'000'000;
          });
      forge.projects[moved].activity = 1000 * static_cast<int>(moved + 1);
      EXPECT_EQ(listing.ids().size(), 10U) << "project " << moved + 1 << " moved before answer " << moment;
      EXPECT_TRUE(listing.finished.complete);
    }
  }
}

TEST_F(AccountListingTest, ARepositorySkippedByADeletionMakesItIncomplete) {
  const Listing listing =
      list({.owner = "acme", .only_id = {}, .active_since = {}}, [&](std::size_t answers) {
        if (answers == 3) forge.projects.erase(forge.projects.begin() + 9);  // of page one, after it was read
      });
  // Everything moved up by one: what slid from page two to page one was not seen.
  EXPECT_EQ(listing.ids().size(), 9U);
  EXPECT_FALSE(listing.finished.complete);
}

TEST_F(AccountListingTest, AnUnknownOwnerIsNamed) {
  const Listing listing = list({.owner = "nobody/here", .only_id = {}, .active_since = {}});
  ASSERT_FALSE(listing.status.ok());
  EXPECT_EQ(listing.status.error().code, Code::kNotFound);
  EXPECT_NE(listing.status.error().message.find("nobody/here"), std::string::npos);
}

TEST_F(AccountListingTest, OneRepositoryByItsNumber) {
  const Listing listing = list({.owner = "", .only_id = 77, .active_since = {}});
  ASSERT_FALSE(listing.status.ok());
  EXPECT_NE(listing.status.error().message.find("project 77"), std::string::npos);
}

TEST_F(AccountListingTest, TheAccountIsChecked) {
  const auto provider = providers::make_provider(Host::kGitLab, forge.base);
  sync::AccountCheck logic(**provider);
  sync::Conversation conversation([&](sync::Line& line) { return logic.run(line); });
  conversation.go_on();
  // A server before 15.2 has no /metadata.
  http::Response missing;
  missing.status = 404;
  missing.body = R"({"error":"404 Not Found"})";
  conversation.answer(missing);
  ASSERT_TRUE(std::get<http::Request>(conversation.step()).url.ends_with("/version"));
  http::Response version;
  version.status = 200;
  version.body = R"({"version":"14.10.5","revision":"abc"})";
  conversation.answer(version);
  conversation.answer(forge.answer(std::get<http::Request>(conversation.step())));
  ASSERT_TRUE(std::holds_alternative<sync::Ended>(conversation.step()));
  EXPECT_TRUE(conversation.result().ok());
  EXPECT_EQ(logic.finished.server_version, "14.10.5");
  EXPECT_EQ(logic.finished.user, "robot");
}

}  // namespace
}  // namespace dvcs::test
