#include "http/retry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/scripted_transport.hpp"

namespace dvcs::http {
namespace {

using base::Code;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Answer;
using test::failure;
using test::reply;

const Now kNow{seconds(1'700'000'000)};

RetryDecision decide(const Answer& outcome, Attempt attempt = {}, double random = 0.5) {
  return decide_retry({}, attempt, outcome, kNow, random);
}

Headers with(const std::string& name, const std::string& value) {
  Headers headers;
  headers.add(name, value);
  return headers;
}

TEST(RequestedWait, UnderstandsSecondsAndDates) {
  EXPECT_EQ(requested_wait(with("Retry-After", "0"), kNow), milliseconds(0));
  EXPECT_EQ(requested_wait(with("retry-after", "17"), kNow), seconds(17));
  EXPECT_EQ(requested_wait(with("Retry-After", "Tue, 14 Nov 2023 22:14:20 GMT"), kNow), seconds(60));
  EXPECT_EQ(requested_wait(with("Retry-After", "Tue, 14 Nov 2023 22:00:00 GMT"), kNow), seconds(0))
      << "it has passed";
}

TEST(RequestedWait, UnderstandsResetTimes) {
  EXPECT_EQ(requested_wait(with("RateLimit-Reset", "1700000042"), kNow), seconds(42));
  EXPECT_EQ(requested_wait(with("X-RateLimit-Reset", "1700000042"), kNow), seconds(42));
  EXPECT_EQ(requested_wait(with("RateLimit-Reset", "30"), kNow), seconds(30))
      << "the draft standard counts from now";
  EXPECT_EQ(requested_wait(with("RateLimit-Reset", "1699999999"), kNow), seconds(0));
}

TEST(RequestedWait, RetryAfterGoesBeforeReset) {
  Headers headers = with("RateLimit-Reset", "1700000042");
  headers.add("Retry-After", "7");
  EXPECT_EQ(requested_wait(headers, kNow), seconds(7));
}

TEST(RequestedWait, IsNeverLongerThanADayNorNegative) {
  const milliseconds day = std::chrono::days(1);
  for (const char* value : {"86401", "9223372036854775807"}) {
    EXPECT_EQ(requested_wait(with("Retry-After", value), kNow), day) << value;
  }
  EXPECT_EQ(requested_wait(with("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"), kNow), day);
  EXPECT_EQ(requested_wait(with("RateLimit-Reset", "9223372036854775807"), kNow), day);
  EXPECT_EQ(requested_wait(with("RateLimit-Reset", "-9223372036854775808"), kNow), milliseconds(0));
  EXPECT_EQ(requested_wait(with("Retry-After", "-5"), kNow), milliseconds(0));
}

TEST(RequestedWait, NonsenseSaysNothing) {
  for (const char* value : {"", "soon", "1.5", "12 s", "99999999999999999999", "0x10", "+5"}) {
    EXPECT_EQ(requested_wait(with("Retry-After", value), kNow), std::nullopt) << value;
    EXPECT_EQ(requested_wait(with("RateLimit-Reset", value), kNow), std::nullopt) << value;
  }
}

TEST(ReadRateWindow, UnderstandsBothFamiliesOfHeaders) {
  // Rack::Attack's, as GitLab sends them.
  const Headers gitlab = reply(429, "Retry later",
                               {{"RateLimit-Name", "throttle_authenticated_api"},
                                {"RateLimit-Limit", "120"},
                                {"RateLimit-Observed", "61"},
                                {"RateLimit-Remaining", "59"},
                                {"RateLimit-Reset", "1700000040"},
                                {"Retry-After", "40"}})
                             ->headers;
  EXPECT_EQ(read_rate_window(gitlab, kNow), (RateWindow{120, 59, kNow + seconds(40)}));
  const Headers github = reply(200, "",
                               {{"X-RateLimit-Limit", "5000"},
                                {"X-RateLimit-Remaining", "4999"},
                                {"X-RateLimit-Reset", "1700003600"},
                                {"X-RateLimit-Resource", "core"}})
                             ->headers;
  EXPECT_EQ(read_rate_window(github, kNow), (RateWindow{5000, 4999, kNow + seconds(3600)}));
}

TEST(ReadRateWindow, SaysNothingWhenTheServerDoesNotSayEnough) {
  for (const auto& answer : {reply(200), reply(200, "", {{"RateLimit-Remaining", "5"}}),
                             reply(200, "", {{"RateLimit-Reset", "60"}}),
                             reply(200, "", {{"RateLimit-Remaining", "-5"}, {"RateLimit-Reset", "60"}}),
                             reply(200, "", {{"RateLimit-Remaining", "many"}, {"RateLimit-Reset", "60"}}),
                             reply(200, "",
                                   {{"X-RateLimit-Remaining", "5"},
                                    {"X-RateLimit-Reset", "60"},
                                    {"X-RateLimit-Resource", "search"}})})
    EXPECT_EQ(read_rate_window(answer->headers, kNow), std::nullopt);
  const Headers odd =
      reply(200, "", {{"RateLimit-Limit", "-9"}, {"RateLimit-Remaining", "5"}, {"RateLimit-Reset", "-3"}})
          ->headers;
  EXPECT_EQ(read_rate_window(odd, kNow), (RateWindow{0, 5, kNow}));
}

TEST(DecideRetry, ALimitWithoutAnyHeaderIsWaitedForLongerEachTime) {
  EXPECT_EQ(decide(reply(429), {.number = 1}).hold, seconds(60));
  EXPECT_EQ(decide(reply(429), {.number = 2}).hold, seconds(120));
  EXPECT_EQ(decide(reply(429), {.number = 9}).hold, seconds(600)) << "the longest interval that GitLab has";
}

TEST(IsOverloaded, NamesWhatParallelismIsToBlameFor) {
  EXPECT_TRUE(is_overloaded(reply(429)));
  EXPECT_TRUE(is_overloaded(reply(503)));
  EXPECT_TRUE(is_overloaded(failure(Code::kTimeout, "")));
  for (int status : {200, 401, 403, 404, 500, 502}) EXPECT_FALSE(is_overloaded(reply(status))) << status;
  EXPECT_FALSE(is_overloaded(failure(Code::kUnreachable, "")));
}

TEST(IsRateLimited, AlsoAsGitHubSaysIt) {
  EXPECT_TRUE(is_rate_limited(*reply(429)));
  EXPECT_TRUE(is_rate_limited(*reply(403, "", {{"X-RateLimit-Remaining", "0"}})));
  EXPECT_TRUE(is_rate_limited(*reply(403, "", {{"Retry-After", "60"}})));
  EXPECT_TRUE(is_rate_limited(*reply(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}")));
  EXPECT_TRUE(is_rate_limited(*reply(403, "<html>", {{"cf-mitigated", "challenge"}}))) << "Cloudflare";
  EXPECT_TRUE(is_rate_limited(*reply(429, "<html>error code: 1015</html>"))) << "Cloudflare";
  EXPECT_FALSE(is_rate_limited(*reply(403)));
  EXPECT_FALSE(is_rate_limited(*reply(403, "", {{"X-RateLimit-Remaining", "4999"}})));
  EXPECT_FALSE(is_rate_limited(*reply(503, "", {{"Retry-After", "60"}})));
}

TEST(DecideRetry, BackOffGrowsToItsBoundAndJitterSpansAllOfIt) {
  EXPECT_EQ(decide(reply(502), {.number = 1}, 0.0).wait, milliseconds(0));
  EXPECT_EQ(decide(reply(502), {.number = 1}).wait, milliseconds(250));
  EXPECT_EQ(decide(reply(502), {.number = 2}).wait, milliseconds(500));
  EXPECT_EQ(decide(reply(502), {.number = 5}).wait, milliseconds(4000));
  EXPECT_EQ(decide(reply(502), {.number = 50}).wait, milliseconds(15'000));
  EXPECT_EQ(decide(reply(502), {.number = 2'000'000'000}).wait, milliseconds(15'000));
}

TEST(DecideRetry, A503WithRetryAfterHoldsOnlyItsOwnCall) {
  RetryDecision decision = decide(reply(503, "", {{"Retry-After", "20"}}));
  EXPECT_TRUE(decision.again);
  EXPECT_EQ(decision.wait, seconds(20));
  EXPECT_EQ(decision.hold, milliseconds(0));
}

TEST(DecideRetry, ARateLimitHoldsEverybodyEvenWhenItsCallMayNotBeRepeated) {
  RetryDecision decision = decide(reply(429, "", {{"Retry-After", "20"}}), {.repeatable = false});
  EXPECT_FALSE(decision.again);
  EXPECT_EQ(decision.hold, seconds(20));
}

TEST(DecideRetry, AGoodAnswerWithoutRemainderHoldsTheOthers) {
  RetryDecision decision =
      decide(reply(200, "", {{"RateLimit-Remaining", "0"}, {"RateLimit-Reset", "1700000009"}}));
  EXPECT_FALSE(decision.again);
  EXPECT_EQ(decision.hold, seconds(9));
  EXPECT_EQ(decide(reply(200, "", {{"RateLimit-Remaining", "1"}, {"RateLimit-Reset", "1700000009"}})).hold,
            seconds(0));
  EXPECT_EQ(decide(reply(200, "", {{"RateLimit-Remaining", "0"}})).hold, seconds(0))
      << "for how long is not known";
}

TEST(DecideRetryProperty, HoldsForAnyOutcome) {
  std::mt19937 random(1);
  const Code codes[] = {Code::kInternal, Code::kCancelled, Code::kUnreachable,
                        Code::kTls,      Code::kTimeout,   Code::kTooLarge};
  for (int i = 0; i < 20'000; ++i) {
    Answer outcome = failure(codes[random() % std::size(codes)], "x");
    if (random() % 3 != 0) {
      outcome = reply(100 + static_cast<int>(random() % 500));
      if (random() % 2 == 0) outcome->headers.add("Retry-After", std::to_string(static_cast<int>(random())));
      if (random() % 2 == 0) outcome->headers.add("RateLimit-Reset", std::to_string(random()));
      if (random() % 2 == 0) outcome->headers.add("RateLimit-Remaining", std::to_string(random() % 3));
    }
    const Attempt attempt{.number = 1 + static_cast<int>(random() % 40), .repeatable = random() % 2 == 0};
    const double draw = static_cast<double>(random() % 1000) / 1000;
    const RetryDecision decision = decide(outcome, attempt, draw);
    EXPECT_GE(decision.wait.count(), 0);
    EXPECT_GE(decision.hold.count(), 0);
    EXPECT_LE(decision.hold, std::chrono::days(1));
    if (!attempt.repeatable) EXPECT_FALSE(decision.again);
    if (outcome.ok() && outcome->status < 400) EXPECT_FALSE(decision.again);
    if (outcome.ok() && is_rate_limited(*outcome))
      EXPECT_TRUE(!decision.again || decision.wait >= decision.hold);
    if (decision.again || decision.hold.count() > 0) EXPECT_FALSE(decision.why.empty());
    if (outcome.ok() && outcome->status == 429)
      EXPECT_GE(decision.hold, requested_wait(outcome->headers, kNow).value_or(seconds(60)));
  }
}

}  // namespace
}  // namespace dvcs::http
