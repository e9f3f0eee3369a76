// The engine between a scripted transport and a sink: many jobs, back-pressure, cancelling, credentials.
#include "sync/engine.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>

#include "support/scripted_transport.hpp"
#include "sync/model_forge.hpp"

namespace dvcs::test {
namespace {

using base::Code;

class Sink final : public EventSink {
 public:
  void put(JobId job, std::int64_t, Event event) override {
    EXPECT_FALSE(finished.contains(job)) << "an event after Finished";
    if (const auto* end = std::get_if<Finished>(&event)) finished[job] = *end;
    if (std::holds_alternative<Commit>(event)) ++commits[job];
    if (const auto* progress = std::get_if<Progress>(&event)) phases.insert(progress->phase);
    ++events;
  }
  bool full() const override { return is_full; }

  bool is_full = false;
  std::map<JobId, Finished> finished;
  std::map<JobId, std::size_t> commits;
  std::set<std::string> phases;
  std::size_t events = 0;
};

class EngineTest : public testing::Test {
 protected:
  EngineTest() {
    for (int i = 0; i < 25; ++i) {
      std::vector<std::string> parents;
      if (i > 0) parents.push_back(forge.branches["main"]);
      forge.branches["main"] = forge.commit(parents, 1'600'000'000 + i, "KEY-1");
    }
    forge.page_size = 5;
    forge.projects = {{1, "acme/one", 5000}};
    transport.respond([this](const http::Request& request) -> Answer {
      tokens.insert(std::string(request.headers.get("Authorization")));
      if (request.headers.get("Authorization") == refused_token) {
        return reply(401, R"({"error":"invalid_token","error_description":"Token is expired."})");
      }
      return forge.answer(request);
    });
    SessionOptions options;
    options.url = forge.base;
    options.token = "first";
    options.retry_seconds = 60;
    engine = std::make_unique<sync::Engine>(
        transport, std::move(providers::make_provider(Host::kGitLab, forge.base)).value(), options, sink);
  }

  static SyncRepository sync_job() {
    SyncRepository job;
    job.repository.id = 1;
    job.repository.path = "acme/one";
    job.all_commits = true;
    return job;
  }

  ModelForge forge;
  ScriptedTransport transport;
  Sink sink;
  std::string refused_token = "none";
  std::set<std::string> tokens;
  std::unique_ptr<sync::Engine> engine;
};

TEST_F(EngineTest, RunsJobsSideBySideAndEndsEachOnce) {
  engine->start(1, CheckAccount{});
  engine->start(2, ListRepositories{.owner = "acme", .only_id = {}, .active_since = {}});
  for (JobId id = 3; id < 9; ++id) engine->start(id, sync_job());
  EXPECT_EQ(sink.events, 0U) << "nothing is reported from inside start";
  transport.run();
  ASSERT_EQ(sink.finished.size(), 8U);
  for (const auto& [id, finished] : sink.finished) EXPECT_EQ(finished.error_code, 0) << id << finished.error;
  EXPECT_EQ(sink.finished[1].user, "robot");
  EXPECT_TRUE(sink.finished[2].complete);
  EXPECT_EQ(sink.commits[3], 25U);
  EXPECT_EQ(sink.finished[3].commits_emitted, 25U);
  EXPECT_EQ(sink.finished[3].heads.size(), 1U);
  EXPECT_GT(transport.most_in_flight(), 1U);
  EXPECT_LE(transport.most_in_flight(), 4U);
  EXPECT_EQ(tokens, std::set<std::string>{"Bearer first"});
  EXPECT_TRUE(sink.phases.contains("branches"));
}

TEST_F(EngineTest, AFullSinkStopsRequestsUntilDrained) {
  sink.is_full = true;
  engine->start(1, sync_job());
  transport.run();
  EXPECT_TRUE(transport.sent().empty());
  std::size_t drains = 0;
  while (!sink.finished.contains(1)) {
    ASSERT_LT(++drains, 100U);
    sink.is_full = false;
    engine->drained();
    const std::size_t before = transport.sent().size();
    transport.run_until([&] { return transport.sent().size() > before; });
    sink.is_full = true;
    transport.run();
    ASSERT_LE(transport.sent().size(), before + 1) << "a request was sent while the sink was full";
  }
  EXPECT_EQ(sink.commits[1], 25U);
}

TEST_F(EngineTest, CancelAtAnyMomentEndsOnce) {
  for (std::size_t steps = 0;; ++steps) {
    const JobId id = 100 + steps;
    engine->start(id, sync_job());
    std::size_t done = 0;
    while (done < steps && transport.step()) ++done;
    const bool over = sink.finished.contains(id);
    engine->cancel(id);
    transport.run();
    ASSERT_TRUE(sink.finished.contains(id));
    if (over) break;
    EXPECT_EQ(sink.finished[id].error_code, static_cast<int>(Code::kCancelled));
    EXPECT_TRUE(sink.finished[id].heads.empty());
  }
  engine->cancel(999);
  transport.run();
  EXPECT_EQ(transport.in_flight(), 0U);
}

TEST_F(EngineTest, TheFirst401StopsTheAccountUntilAFreshToken) {
  refused_token = "Bearer first";
  for (JobId id = 1; id <= 8; ++id) engine->start(id, sync_job());
  transport.run();
  ASSERT_EQ(sink.finished.size(), 8U);
  for (const auto& [id, finished] : sink.finished) {
    EXPECT_EQ(finished.error_code, static_cast<int>(Code::kUnauthorized));
    EXPECT_NE(finished.error.find("expired"), std::string::npos) << finished.error;
    EXPECT_EQ(finished.error.find("first"), std::string::npos);
  }
  const std::size_t asked = transport.sent().size();
  EXPECT_LE(asked, 5U) << "only what was on its way, and the one that took the place of the first answer";

  engine->start(20, CheckAccount{});
  transport.run();
  EXPECT_EQ(sink.finished[20].error_code, static_cast<int>(Code::kUnauthorized));
  EXPECT_EQ(transport.sent().size(), asked) << "the refused token was shown again";

  engine->set_token("second");
  engine->start(21, sync_job());
  transport.run();
  EXPECT_EQ(sink.finished[21].error_code, 0) << sink.finished[21].error;
}

TEST_F(EngineTest, A401ForATokenThatWasReplacedMeanwhileIsAskedAgain) {
  refused_token = "Bearer first";
  engine->start(1, sync_job());
  transport.run_until([&] { return transport.in_flight() == 1; });
  engine->set_token("second");
  transport.run();
  EXPECT_EQ(sink.finished[1].error_code, 0) << sink.finished[1].error;
}

TEST_F(EngineTest, FailuresBecomeSentences) {
  transport.respond([](const http::Request&) -> Answer {
    return failure(Code::kTls, "The certificate of forge.example is not trusted.");
  });
  engine->start(1, CheckAccount{});
  transport.run();
  EXPECT_EQ(sink.finished[1].error_code, static_cast<int>(Code::kTls));
  EXPECT_FALSE(sink.finished[1].error.empty());
}

TEST_F(EngineTest, WaitingIsSaid) {
  int limited = 2;
  transport.respond([&](const http::Request& request) -> Answer {
    if (limited-- > 0) return reply(429, "Retry later", {{"Retry-After", "5"}});
    return forge.answer(request);
  });
  engine->start(1, sync_job());
  transport.run();
  EXPECT_EQ(sink.finished[1].error_code, 0) << sink.finished[1].error;
  EXPECT_TRUE(std::any_of(sink.phases.begin(), sink.phases.end(), [](const std::string& phase) {
    return phase.find("rate limit") != std::string::npos;
  }));
}

TEST_F(EngineTest, DestroyingItIsSilent) {
  for (std::size_t steps = 0; steps < 12; ++steps) {
    Sink quiet;
    SessionOptions options;
    options.url = forge.base;
    auto other = std::make_unique<sync::Engine>(
        transport, std::move(providers::make_provider(Host::kGitLab, forge.base)).value(), options, quiet);
    other->start(1, sync_job());
    other->drained();
    for (std::size_t i = 0; i < steps; ++i) transport.step();
    const std::size_t events = quiet.events;
    other.reset();
    transport.run();
    EXPECT_EQ(quiet.events, events);
  }
}

TEST_F(EngineTest, TheSameIdTwiceIsAProgrammingError) {
  engine->start(1, CheckAccount{});
  EXPECT_THROW(engine->start(1, CheckAccount{}), std::logic_error);
  transport.run();
  EXPECT_EQ(sink.finished.size(), 1U);
}

TEST_F(EngineTest, AFreshTokenIsShownToGitAgain) {
  std::size_t asked_git = 0;
  transport.respond([&](const http::Request& request) -> Answer {
    if (!request.git) return forge.answer(request);
    ++asked_git;
    return reply(401, "HTTP Basic: Access denied");
  });
  SyncRepository job = sync_job();
  job.repository.clone_url = forge.base + "/acme/one.git";
  const auto run = [&](JobId id) {
    engine->start(id, job);
    transport.run();
    EXPECT_EQ(sink.finished[id].error_code, 0) << sink.finished[id].error;
    return asked_git;
  };
  EXPECT_EQ(run(1), 1U);
  EXPECT_EQ(run(2), 1U) << "servers ban addresses whose git credentials keep failing";
  engine->set_token("second");
  EXPECT_EQ(run(3), 2U);
}

}  // namespace
}  // namespace dvcs::test
