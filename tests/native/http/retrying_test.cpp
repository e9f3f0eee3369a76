#include <algorithm>

#include "http/retrying_fixture.hpp"

namespace dvcs::http {
namespace {

TEST_F(RetryingTest, PassesAnAnswerThroughAndCountsIt) {
  make();
  transport_.enqueue(reply(200, "hello"));
  Answer answer = ask(get());
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->body, "hello");
  EXPECT_EQ(retrying_->requests(), 1u);
  EXPECT_EQ(retrying_->bytes_in(), 5u);
  EXPECT_TRUE(waits_.empty());
}

TEST_F(RetryingTest, AsksForTheCredentialBeforeEverySending) {
  make();
  transport_.enqueue(reply(503));
  transport_.enqueue(reply(200));
  std::vector<std::string> tokens;
  retrying_->send(get(), [](const Answer&) {});
  transport_.run_until([this] { return transport_.sent().size() == 1 && !waits_.empty(); });
  token_ = "fresh";
  transport_.run();
  ASSERT_EQ(transport_.sent().size(), 2u);
  EXPECT_EQ(transport_.sent()[0].headers.get("private-token"), "secret");
  EXPECT_EQ(transport_.sent()[1].headers.get("private-token"), "fresh");
}

class TransientOutcome : public RetryingTest, public testing::WithParamInterface<int> {
 protected:
  static Answer outcome(int which) {
    if (which == 1) return failure(Code::kUnreachable, "connection lost");
    if (which == 2) return failure(Code::kTimeout, "no byte for 30 s");
    return reply(which);
  }
};

TEST_P(TransientOutcome, IsRepeatedUntilItWorks) {
  make();
  for (int i = 0; i < 3; ++i) transport_.enqueue(outcome(GetParam()));
  transport_.enqueue(reply(200));
  Answer answer = ask(get());
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(transport_.sent().size(), 4u);
  EXPECT_EQ(waits_.size(), 3u);
}

TEST_P(TransientOutcome, IsFinalForARequestThatMayNotBeRepeated) {
  make();
  transport_.enqueue(outcome(GetParam()));
  Request request = get();
  request.repeatable = false;
  Answer answer = ask(std::move(request));
  EXPECT_EQ(transport_.sent().size(), 1u);
  EXPECT_EQ(answer.ok(), GetParam() > 2);
}

INSTANTIATE_TEST_SUITE_P(Retrying, TransientOutcome, testing::Values(1, 2, 408, 500, 502, 503, 504));

class LastingStatus : public RetryingTest, public testing::WithParamInterface<int> {};

TEST_P(LastingStatus, IsNotRepeated) {
  make();
  transport_.enqueue(reply(GetParam()));
  Answer answer = ask(get());
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->status, GetParam());
  EXPECT_EQ(transport_.sent().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Retrying, LastingStatus,
                         testing::Values(200, 204, 304, 400, 401, 403, 404, 409, 410, 422, 501));

TEST_F(RetryingTest, DoesNotRepeatWhatIsNotTransient) {
  make();
  for (Code code : {Code::kTls, Code::kProtocol, Code::kTooLarge, Code::kBadArgument, Code::kClosed}) {
    transport_.enqueue(failure(code, "no"));
    Answer answer = ask(get());
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, code);
  }
  EXPECT_EQ(transport_.sent().size(), 5u);
}

TEST_F(RetryingTest, ReturnsTheLastAnswerWhenThePatienceEnds) {
  make();
  transport_.respond([](const Request&) { return reply(503, "down"); });
  Answer answer = ask(get());
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->status, 503);
  EXPECT_LE(elapsed(), seconds(120));
  EXPECT_GE(transport_.sent().size(), 6u);
  EXPECT_LE(transport_.sent().size(), 60u) << "back-off grows";
}

TEST_F(RetryingTest, GivesUpSoonerOnAHostThatNeverAnswered) {
  make();
  transport_.respond([](const Request&) { return failure(Code::kUnreachable, "refused"); });
  EXPECT_EQ(ask(get()).error().code, Code::kUnreachable);
  EXPECT_LE(elapsed(), seconds(10));

  transport_.enqueue(reply(200));
  EXPECT_TRUE(ask(get()).ok());
  const auto before = transport_.now();
  EXPECT_FALSE(ask(get()).ok());
  EXPECT_GT(transport_.now() - before, seconds(20)) << "a known host gets all patience";
}

TEST_F(RetryingTest, StopsRepeatingAPageThatAlwaysFails) {
  make();
  transport_.respond([](const Request&) { return reply(500); });
  EXPECT_EQ(ask(get())->status, 500);
  EXPECT_EQ(transport_.sent().size(), 6u);
}

TEST_F(RetryingTest, WaitsAsLongAsRetryAfterSays) {
  make();
  transport_.enqueue(reply(429, "Retry later", {{"Retry-After", "37"}}));
  transport_.enqueue(reply(200));
  EXPECT_EQ(ask(get())->status, 200);
  EXPECT_EQ(elapsed(), seconds(37));
  ASSERT_EQ(waits_.size(), 1u);
  EXPECT_EQ(waits_[0].first, seconds(37));
  EXPECT_THAT(waits_[0].second, testing::HasSubstr("forge.example asks to wait"));
}

TEST_F(RetryingTest, WaitsAMinuteWhenARateLimitSaysNothing) {
  make();
  transport_.enqueue(reply(429));
  transport_.enqueue(reply(200));
  EXPECT_EQ(ask(get())->status, 200);
  EXPECT_EQ(elapsed(), seconds(60));
}

TEST_F(RetryingTest, DoesNotHammerAServerThatSaysRetryAfterZero) {
  make();
  transport_.respond([](const Request&) { return reply(429, "", {{"Retry-After", "0"}}); });
  EXPECT_EQ(ask(get())->status, 429);
  EXPECT_LE(transport_.sent().size(), 60u);
}

TEST_F(RetryingTest, ARateLimitHoldsTheWholeSession) {
  make();
  transport_.enqueue(reply(429, "", {{"Retry-After", "30"}}));
  transport_.respond([](const Request&) { return reply(200); });
  int answered = 0;
  retrying_->send(get(), [&](const Answer&) { ++answered; });
  transport_.run_for(seconds(1));
  for (int i = 0; i < 5; ++i) retrying_->send(get(), [&](const Answer&) { ++answered; });
  transport_.run_for(seconds(28));
  EXPECT_EQ(transport_.sent().size(), 1u) << "nobody asks during the hold";
  EXPECT_EQ(answered, 0);
  transport_.run();
  EXPECT_EQ(answered, 6);
  EXPECT_LE(transport_.most_in_flight(), 4u);
}

TEST_F(RetryingTest, KeepsStillWhenAGoodAnswerSaysThatNothingRemains) {
  make();
  const auto reset = std::chrono::system_clock::to_time_t(start_) + 45;
  transport_.enqueue(
      reply(200, "", {{"RateLimit-Remaining", "0"}, {"RateLimit-Reset", std::to_string(reset)}}));
  transport_.enqueue(reply(200));
  EXPECT_EQ(ask(get())->status, 200);
  EXPECT_LT(elapsed(), seconds(1)) << "the answer itself is not held back";
  EXPECT_EQ(ask(get())->status, 200);
  EXPECT_EQ(elapsed(), seconds(45));
}

TEST_F(RetryingTest, ALimitLongerThanThePatienceEndsAtOnceAndIsNotTestedAgain) {
  make();
  transport_.enqueue(reply(429, "", {{"Retry-After", "3600"}}));
  transport_.respond([](const Request&) { return reply(200); });
  EXPECT_EQ(ask(get())->status, 429);
  Answer second = ask(get());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Code::kRateLimited);
  EXPECT_THAT(second.error().message, testing::HasSubstr("60 min"));
  EXPECT_EQ(transport_.sent().size(), 1u);
  transport_.run_for(seconds(3601));
  EXPECT_EQ(ask(get())->status, 200);
}

TEST_F(RetryingTest, SendsAtMostSoManyAtATimeInOrder) {
  make({.parallel = 3});
  transport_.respond([](const Request&) { return reply(200); });
  std::vector<int> order;
  for (int i = 0; i < 20; ++i) {
    retrying_->send(get("https://forge.example/" + std::to_string(i)),
                    [&order, i](const Answer&) { order.push_back(i); });
  }
  EXPECT_EQ(transport_.in_flight(), 3u);
  transport_.run();
  EXPECT_EQ(transport_.most_in_flight(), 3u);
  ASSERT_EQ(order.size(), 20u);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_F(RetryingTest, ACallThatWaitsForItsRetryDoesNotBlockOthers) {
  make({.parallel = 1});
  transport_.respond([](const Request& request) { return reply(request.url.ends_with("bad") ? 503 : 200); });
  bool good = false;
  bool bad = false;
  retrying_->send(get("https://forge.example/bad"), [&](const Answer&) { bad = true; });
  retrying_->send(get("https://forge.example/good"), [&](const Answer&) { good = true; });
  EXPECT_TRUE(transport_.run_until([&] { return good; }));
  EXPECT_FALSE(bad);
  EXPECT_LT(elapsed(), seconds(1));
  transport_.run();
  EXPECT_TRUE(bad);
}

TEST_F(RetryingTest, DoesNotRepeatABodyThatWasPartlyStreamed) {
  make();
  int pieces = 0;
  // The first exchange streams a piece and then loses the connection.
  transport_.respond([](const Request& request) {
    EXPECT_TRUE(request.on_body(std::string_view("half")).ok());
    return failure(Code::kUnreachable, "connection lost");
  });
  Request request = get();
  request.on_body = [&](std::string_view) { return ++pieces, base::Status(); };
  EXPECT_EQ(ask(std::move(request)).error().code, Code::kUnreachable);
  EXPECT_EQ(pieces, 1);
  EXPECT_EQ(transport_.sent().size(), 1u);
}

TEST_F(RetryingTest, RepeatsAStreamedRequestThatFailedBeforeItsBody) {
  make();
  std::string got;
  transport_.enqueue(reply(503, "overloaded"));
  transport_.enqueue(reply(200, "pack"));
  Request request = get();
  request.on_body = [&](std::string_view piece) { return got.append(piece), base::Status(); };
  EXPECT_EQ(ask(std::move(request))->status, 200);
  EXPECT_EQ(got, "pack");
}

TEST_F(RetryingTest, CancelReachesACallWhereverItIs) {
  make({.parallel = 1});
  transport_.respond([](const Request&) { return reply(503); });
  std::vector<Code> got;
  auto handler = [&](const Answer& answer) {
    got.push_back(answer.ok() ? Code::kInternal : answer.error().code);
  };
  const CallId in_flight = retrying_->send(get(), handler);
  const CallId queued = retrying_->send(get(), handler);
  retrying_->cancel(queued);
  retrying_->cancel(in_flight);
  EXPECT_TRUE(got.empty()) << "not from inside cancel";
  transport_.run();
  EXPECT_EQ(got, (std::vector<Code>{Code::kCancelled, Code::kCancelled}));

  const CallId backing_off = retrying_->send(get(), handler);
  transport_.run_until([&] { return !waits_.empty(); });
  retrying_->cancel(backing_off);
  retrying_->cancel(backing_off);
  retrying_->cancel(12345);
  transport_.run();
  EXPECT_EQ(got.size(), 3u);
  EXPECT_EQ(got.back(), Code::kCancelled);
}

TEST_F(RetryingTest, CallsNoHandlerFromInsideSend) {
  make();
  transport_.enqueue(reply(429, "", {{"Retry-After", "9999"}}));
  EXPECT_EQ(ask(get())->status, 429);
  bool called = false;
  retrying_->send(get(), [&](const Answer&) { called = true; });
  EXPECT_FALSE(called);
  transport_.run();
  EXPECT_TRUE(called);
}

TEST_F(RetryingTest, ItsEndIsSilentInEveryState) {
  for (int steps = 0; steps < 8; ++steps) {
    make({.parallel = 1});
    transport_.enqueue(reply(503));
    transport_.enqueue(reply(429));
    transport_.respond([](const Request&) { return reply(200); });
    bool ended = false;
    for (int i = 0; i < 3; ++i) {
      retrying_->send(get(), [&](const Answer&) { EXPECT_FALSE(ended) << "after " << steps << " steps"; });
    }
    for (int i = 0; i < steps; ++i) transport_.step();
    ended = true;
    retrying_.reset();
    transport_.run();
    EXPECT_EQ(transport_.pending(), 0u);
  }
}

TEST_F(RetryingTest, AHandlerMayEndEverything) {
  make();
  transport_.respond([](const Request&) { return reply(200); });
  int called = 0;
  for (int i = 0; i < 3; ++i) {
    retrying_->send(get(), [&](const Answer&) {
      ++called;
      retrying_.reset();
    });
  }
  transport_.run();
  EXPECT_EQ(called, 1);
}

}  // namespace
}  // namespace dvcs::http
