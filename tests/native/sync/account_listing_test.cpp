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
  EXPECT_EQ(forge.asked.size(), 3U);  // check, two pages
}

TEST_F(AccountListingTest, ARepositoryThatMovesToTheFrontWhileReadingIsNotMissed) {
  for (std::size_t moment = 1; moment < 6; ++moment) {
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
        if (answers == 2) forge.projects.erase(forge.projects.begin() + 9);  // of page one, after it was read
      });
  // Everything moved up by one: what slid from page two to page one was not seen.
  EXPECT_EQ(listing.ids().size(), 9U);
  EXPECT_FALSE(listing.finished.complete);
}

TEST_F(AccountListingTest, WhatTheOwnerTurnedOutToBeSavesTheQuestion) {
  forge.page_size = 100;
  const auto asked = [&](const std::string& owner, const std::string& hint) {
    forge.asked.clear();
    ListRepositories job;
    job.owner = owner;
    job.owner_hint = hint;
    const Listing listing = list(job);
    EXPECT_TRUE(listing.status.ok()) << listing.status.error().message;
    EXPECT_EQ(listing.ids().size(), 10U);
    std::vector<std::string> routes;
    for (const std::string& path : forge.asked) routes.push_back(path.substr(0, path.find('?')));
    EXPECT_EQ(routes.front(), "/api/v4/metadata");
    routes.erase(routes.begin());
    return std::pair{routes, listing.finished.owner_hint};
  };
  using Routes = std::vector<std::string>;
  const std::string groups = "/api/v4/groups/";
  EXPECT_EQ(asked("acme", "").first, Routes{groups + "acme/projects"}) << "most owners are groups";
  const std::string kept = "group:7:acme";
  EXPECT_EQ(asked("acme", kept), std::pair(Routes{groups + "7/projects"}, kept));
  EXPECT_EQ(asked("acme", "group:7:other").first, Routes{groups + "acme/projects"});
  const Routes all{groups + "8/projects", groups + "acme", groups + "7/projects"};
  EXPECT_EQ(asked("acme", "group:8:acme"), std::pair(all, kept)) << "that number is gone";
  for (const char* odd : {"group:7", "group::acme", "group:-7:acme", "group:7x:acme", "instance:7:acme",
                          "group:99999999999999999999:acme", "\xff"}) {
    EXPECT_EQ(asked("acme", odd).first, Routes{groups + "acme/projects"}) << odd;
  }
}

TEST_F(AccountListingTest, AnEmptyListIsBelievedOnlyOfAnOwnerThatIsThere) {
  forge.projects.clear();
  const Listing listing = list({.owner = "acme", .only_id = {}, .active_since = {}});
  ASSERT_TRUE(listing.status.ok());
  EXPECT_TRUE(listing.finished.complete);
  EXPECT_EQ(listing.finished.owner_hint, "group:7:acme");
  EXPECT_EQ(forge.asked.size(), 4U) << "check, list, what it is, list";
}

TEST_F(AccountListingTest, AForgeThatListsByNumberOnlyIsAskedOnce) {
  const auto provider = providers::make_provider(Host::kGitea, "https://gitea.example");
  const auto asked = [&](const std::string& hint, bool gone) {
    std::vector<std::string> routes;
    ListRepositories job;
    job.owner = "acme";
    job.owner_hint = hint;
    Recorder recorder;
    sync::Report report(recorder, 1, 0);
    sync::AccountListing logic(**provider, job, report);
    sync::Conversation conversation([&](sync::Line& line) { return logic.run(line); });
    while (!std::holds_alternative<sync::Ended>(conversation.step())) {
      const auto* request = std::get_if<http::Request>(&conversation.step());
      if (request == nullptr) {
        conversation.go_on();
        continue;
      }
      const std::string route = request->url.substr(0, request->url.find_first_of("?&"));
      routes.push_back(route.substr(route.find("/v1/") + 4));
      http::Response answer;
      answer.status = 200;
      answer.body = R"({"ok":true,"data":[{"id":1,"name":"p","full_name":"acme/p"}]})";
      if (routes.back() == "version") answer.body = R"({"version":"1.26.4"})";
      if (routes.back() == "orgs/acme") answer.body = R"({"id":5,"username":"acme"})";
      if (gone && routes.back() == "repos/search") answer.body = R"({"ok":true,"data":[]})";
      if (gone && routes.back() != "version" && routes.back() != "repos/search") {
        answer.status = 404;
        answer.body = R"({"message":"not found"})";
      }
      conversation.answer(answer);
    }
    EXPECT_EQ(conversation.result().ok(), !gone);
    EXPECT_EQ(logic.finished.owner_hint, gone ? "" : "group:5:acme");
    return routes;
  };
  using Routes = std::vector<std::string>;
  EXPECT_EQ(asked("", false), (Routes{"version", "orgs/acme", "repos/search"}));
  EXPECT_EQ(asked("group:5:acme", false), (Routes{"version", "repos/search"}));
  EXPECT_EQ(asked("group:5:acme", true), (Routes{"version", "repos/search", "orgs/acme", "users/acme"}))
      << "a search for a number that is gone answers an empty list";
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
