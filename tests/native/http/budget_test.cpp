// Several sessions at one host: what they share, and who goes first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "http/retrying.hpp"
#include "support/scripted_transport.hpp"

namespace dvcs::http {
namespace {

using base::Code;
using std::chrono::seconds;
using test::Answer;
using test::reply;
using test::ScriptedTransport;
using testing::ElementsAre;
using testing::HasSubstr;

class BudgetTest : public testing::Test {
 protected:
  struct Session {
    std::string token;
    std::unique_ptr<Retrying> retrying;
    std::vector<Answer> answers;
    std::vector<std::string> waits;
  };

  Session& open(const std::string& name, const std::string& token, RetryOptions options = {}) {
    Session& session = sessions_[name];
    session.token = token;
    options.random_seed = 7;
    if (options.origin.empty()) options.origin = "https://forge.example";
    session.retrying = std::make_unique<Retrying>(
        transport_, options,
        [&session](Request& request) { request.headers.set("Authorization", "Bearer " + session.token); },
        [&session](std::chrono::milliseconds, const std::string& why) { session.waits.push_back(why); });
    return session;
  }

  static void send(Session& session, const std::string& path, bool git = false) {
    Request request;
    request.url = "https://forge.example/" + path;
    request.git = git;
    session.retrying->send(std::move(request),
                           [&session](Answer answer) { session.answers.push_back(std::move(answer)); });
  }
  static void send_many(Session& session, const std::string& path, int count) {
    for (int i = 0; i < count; ++i) send(session, path);
  }

  std::vector<std::string> sent() const {
    std::vector<std::string> paths;
    for (const auto& request : transport_.sent())
      paths.push_back(request.url.substr(request.url.rfind('/') + 1));
    return paths;
  }
  std::size_t sent_to(const std::string& path) const {
    const auto all = sent();
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), path));
  }
  std::string in(seconds span) const {
    return std::to_string(std::chrono::system_clock::to_time_t(transport_.now() + span));
  }
  static std::vector<int> outcomes(const Session& session) {
    std::vector<int> out;
    for (const Answer& answer : session.answers)
      out.push_back(answer.ok() ? answer->status : -static_cast<int>(answer.error().code));
    return out;
  }

  ScriptedTransport transport_;
  std::map<std::string, Session> sessions_;
};

constexpr int kRefused = -static_cast<int>(Code::kUnauthorized);
const RetryOptions kLive = {.lane = Lane::kLive};

TEST_F(BudgetTest, ARequestThatCannotBeSentTakesNoPlaceForEver) {
  Session& one = open("one", "token", {.parallel = 1});
  int failures = 3;
  transport_.respond([&](const Request&) -> Answer {
    if (failures-- > 0) throw std::runtime_error("no memory for it");
    return reply(200);
  });
  send_many(one, "some", 5);
  transport_.run();
  EXPECT_THAT(outcomes(one), testing::UnorderedElementsAre(-static_cast<int>(Code::kInternal),
                                                           -static_cast<int>(Code::kInternal),
                                                           -static_cast<int>(Code::kInternal), 200, 200));
  EXPECT_THAT(one.answers[0].error().message, HasSubstr("forge.example could not be sent: no memory for it"));
}

// What a session's own code throws while it is asked for its next request.
TEST_F(BudgetTest, AThrowWhileSendingDoesNotStopTheOthers) {
  struct Thrower final : Sender {
    bool armed = true;
    Lane lane() const override { return Lane::kLive; }
    int parallel() const override { return 1; }
    bool start_one() override {
      if (std::exchange(armed, false)) throw std::runtime_error("thrown");
      return false;
    }
    void refuse(const Budget&, const base::Error&, bool) override {}
  };
  auto thrower = std::make_shared<Thrower>();
  Session& one = open("one", "token");
  transport_.respond([](const Request&) { return reply(200); });
  auto& host = transport_.budgets().find("https://forge.example", "whoever")->host();
  host.join(thrower);
  EXPECT_THROW(host.pump(), std::runtime_error);
  send(one, "after");
  transport_.run();
  EXPECT_THAT(outcomes(one), ElementsAre(200));
  host.leave(*thrower, 0);
}

TEST_F(BudgetTest, ARateLimitHoldsEverySessionOfThatCredential) {
  Session& one = open("one", "same");
  Session& two = open("two", "same", kLive);
  Session& other = open("other", "different");
  transport_.enqueue(reply(429, "", {{"Retry-After", "30"}}));
  transport_.respond([](const Request&) { return reply(200); });
  send(one, "one");
  transport_.run_for(seconds(1));
  send(two, "two");
  send(other, "other");
  transport_.run_for(seconds(28));
  EXPECT_THAT(sent(), ElementsAre("one", "other"));
  transport_.run();
  EXPECT_EQ(outcomes(one), std::vector{200});
  EXPECT_EQ(outcomes(two), std::vector{200});
  EXPECT_THAT(two.waits, ElementsAre(HasSubstr("forge.example has few requests left")));
}

TEST_F(BudgetTest, AnotherHostIsAnotherBudget) {
  Session& here = open("here", "same");
  Session& there = open("there", "same", {.origin = "https://elsewhere.example"});
  transport_.enqueue(reply(429, "", {{"Retry-After", "30"}}));
  transport_.respond([](const Request&) { return reply(200); });
  send(here, "here");
  transport_.run_for(seconds(1));
  Request request;
  request.url = "https://elsewhere.example/there";
  there.retrying->send(request, [&](Answer answer) { there.answers.push_back(std::move(answer)); });
  transport_.run_for(seconds(1));
  EXPECT_EQ(outcomes(there), std::vector{200});
}

TEST_F(BudgetTest, LiveWorkHasItsOwnPlaces) {
  Session& backfill = open("backfill", "t", {.parallel = 2});
  transport_.set_latency(seconds(60));  // a long fetch in every place
  transport_.respond([](const Request&) { return reply(200); });
  send_many(backfill, "slow", 10);
  Session& live = open("live", "t", {.parallel = 2, .lane = Lane::kLive});
  send(live, "push");
  EXPECT_THAT(sent(), ElementsAre("slow", "slow", "push"));
}

TEST_F(BudgetTest, TheSessionsOfALaneShareTheHostsPlacesInTurn) {
  Session& one = open("one", "a", {.parallel = 2});
  Session& two = open("two", "b", {.parallel = 2});
  transport_.respond([](const Request&) { return reply(200); });
  send_many(one, "one", 6);
  send_many(two, "two", 6);
  transport_.run();
  EXPECT_EQ(transport_.most_in_flight(), 2u);
  const auto order = sent();
  EXPECT_LE(std::count(order.begin(), order.begin() + 8, "one"), 5) << "two does not wait for the end of one";
}

TEST_F(BudgetTest, BackfillStopsAtTheReserveAndLiveWorkGoesOn) {
  Session& backfill = open("backfill", "t", {.parallel = 1});
  Session& live = open("live", "t", kLive);
  const std::string reset = in(seconds(100));
  int remaining = 12;
  transport_.respond([&](const Request&) {
    remaining = std::max(0, remaining - 1);
    return reply(200, "",
                 {{"RateLimit-Limit", "100"},
                  {"RateLimit-Remaining", std::to_string(remaining)},
                  {"RateLimit-Reset", reset}});
  });
  send_many(backfill, "backfill", 5);
  transport_.run_for(seconds(90));
  EXPECT_EQ(sent_to("backfill"), 1u) << "11 are left, 10 are kept, and the one is for the whole window";
  send_many(live, "live", 4);
  transport_.run_for(seconds(1));
  EXPECT_EQ(sent_to("live"), 4u);
  EXPECT_FALSE(backfill.waits.empty());
  remaining = 100;
  transport_.run();
  EXPECT_EQ(sent_to("backfill"), 5u) << "the next window serves the rest";
}

TEST_F(BudgetTest, ThePaceKeepsA429FromHappening) {
  Session& backfill = open("backfill", "t", {.patience = seconds(600), .parallel = 4});
  auto window_end = transport_.now() + seconds(60);
  int left = 100;
  int limited = 0;
  transport_.respond([&](const Request&) {
    if (transport_.now() >= window_end) {
      window_end += seconds(60);
      left = 100;
    }
    if (left == 0) return ++limited, reply(429, "", {{"Retry-After", "60"}});
    --left;
    return reply(200, "",
                 {{"RateLimit-Limit", "100"},
                  {"RateLimit-Remaining", std::to_string(left)},
                  {"RateLimit-Reset", std::to_string(std::chrono::system_clock::to_time_t(window_end))}});
  });
  const auto start = transport_.now();
  send_many(backfill, "x", 250);
  transport_.run();
  EXPECT_EQ(limited, 0);
  EXPECT_EQ(backfill.answers.size(), 250u);
  EXPECT_LE(transport_.now() - start, seconds(190)) << "about 90 of 100 requests a minute are used";
}

TEST_F(BudgetTest, OverloadHalvesTheOpenRequestsAndTheyComeBack) {
  Session& session = open("one", "t", {.parallel = 8});
  transport_.set_latency(seconds(1));
  bool overloaded = true;
  transport_.respond([&](const Request&) { return overloaded ? reply(503) : reply(200); });
  send_many(session, "x", 400);
  EXPECT_EQ(transport_.in_flight(), 8u);
  transport_.run_for(std::chrono::milliseconds(1500));
  EXPECT_EQ(transport_.in_flight(), 4u);
  transport_.run_for(seconds(4));
  EXPECT_EQ(transport_.in_flight(), 1u);
  overloaded = false;
  EXPECT_TRUE(transport_.run_until([&] { return transport_.in_flight() == 8; }));
  transport_.run();
  EXPECT_EQ(session.answers.size(), 400u);
}

TEST_F(BudgetTest, ASessionThatEndsGivesItsPlacesBack) {
  Session& one = open("one", "t", {.parallel = 2});
  Session& two = open("two", "t", {.parallel = 2});
  transport_.respond([](const Request&) { return reply(200); });
  send_many(one, "one", 2);
  send_many(two, "two", 2);
  EXPECT_EQ(sent_to("two"), 0u);
  one.retrying.reset();
  EXPECT_EQ(sent_to("two"), 2u);
  transport_.run();
  EXPECT_EQ(outcomes(two), (std::vector{200, 200}));
}

TEST_F(BudgetTest, TheFirst401TakesBackWhateverHasNotGoneOut) {
  Session& one = open("one", "revoked", {.parallel = 2});
  Session& two = open("two", "revoked", {.parallel = 2, .lane = Lane::kLive});
  Session& other = open("other", "good");
  transport_.respond([](const Request& request) {
    return reply(request.headers.get("Authorization") == "Bearer good" ? 200 : 401);
  });
  send_many(one, "one", 10);
  send_many(other, "other", 3);
  const auto out = sent_to("one");
  send(two, "two");
  ASSERT_EQ(sent_to("two"), 1u);
  transport_.run();
  EXPECT_EQ(sent_to("one"), out) << "nothing goes out after the first 401";
  EXPECT_EQ(one.answers.size(), 10u);
  EXPECT_EQ(std::ranges::count(outcomes(one), kRefused), 10 - static_cast<std::ptrdiff_t>(out));
  EXPECT_EQ(outcomes(other), (std::vector{200, 200, 200}));
  send(two, "two");
  transport_.run();
  EXPECT_EQ(sent_to("two"), 1u) << "nor later, in any session of that credential";
  EXPECT_EQ(outcomes(two), (std::vector{401, kRefused}));
  EXPECT_THAT(two.answers.back().error().message, HasSubstr("forge.example has refused the credential"));
  EXPECT_THAT(two.answers.back().error().message, testing::Not(HasSubstr("revoked")));
}

TEST_F(BudgetTest, A401TakesBackACallThatWaitsToBeRepeated) {
  Session& session = open("one", "t", {.parallel = 2});
  transport_.respond([](const Request& request) { return reply(request.url.ends_with("busy") ? 503 : 401); });
  send(session, "busy");
  transport_.run_until([&] { return !session.waits.empty(); });
  send(session, "denied");
  transport_.run();
  EXPECT_EQ(sent_to("busy"), 1u);
  EXPECT_EQ(outcomes(session), (std::vector{401, kRefused}));
}

TEST_F(BudgetTest, AFreshCredentialOrANewSessionMayTryAgain) {
  Session& session = open("one", "old");
  transport_.respond([](const Request& request) {
    return reply(request.headers.get("Authorization") == "Bearer fresh" ? 200 : 401);
  });
  send(session, "a");
  transport_.run();
  session.token = "fresh";
  send(session, "b");
  transport_.run();
  EXPECT_EQ(outcomes(session), (std::vector{401, 200}));
  Session& next = open("next", "old");
  send(next, "c");
  transport_.run();
  EXPECT_EQ(outcomes(next), std::vector{401});
}

TEST_F(BudgetTest, ALate401OfAnOldCredentialDoesNotRefuseTheFreshOne) {
  Session& session = open("one", "old", {.parallel = 1});
  transport_.respond([](const Request& request) {
    return reply(request.headers.get("Authorization") == "Bearer fresh" ? 200 : 401);
  });
  send(session, "a");
  send(session, "b");
  session.token = "fresh";
  transport_.run();
  EXPECT_EQ(outcomes(session), (std::vector{401, 200}));
}

TEST_F(BudgetTest, A401OfTheGitServerStopsGitOnly) {
  Session& session = open("one", "t", {.parallel = 1});
  transport_.respond([](const Request& request) { return reply(request.git ? 401 : 200); });
  send(session, "git", true);
  send(session, "git", true);
  send(session, "api");
  transport_.run();
  EXPECT_EQ(sent_to("git"), 1u);
  EXPECT_EQ(sent_to("api"), 1u);
}

TEST_F(BudgetTest, KnowsCredentialsByASaltedHashAndForgetsUnusedOnes) {
  Budgets one;
  Budgets two;
  EXPECT_EQ(one.hash("secret"), one.hash("secret"));
  EXPECT_NE(one.hash("secret"), one.hash("Secret"));
  EXPECT_NE(one.hash("secret"), two.hash("secret")) << "a hash of one process tells another nothing";
  auto kept = one.find("https://forge.example", "kept");
  for (int i = 0; i < 1000; ++i) one.find("https://forge.example", std::to_string(i));
  EXPECT_LE(one.size(), 66u);
  EXPECT_EQ(one.find("https://forge.example", "kept"), kept);
}

}  // namespace
}  // namespace dvcs::http
