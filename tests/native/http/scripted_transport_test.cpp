// The stand-in must keep Transport's promises, or the tests above it prove nothing.
#include "support/scripted_transport.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace dvcs::test {
namespace {

using std::chrono::milliseconds;

http::Request get(std::string url) {
  http::Request request;
  request.url = std::move(url);
  return request;
}

TEST(ScriptedTransport, AnswersInOrderOfTimeAndNeverFromInside) {
  ScriptedTransport transport([](const http::Request& request) { return reply(200, request.url); });
  std::vector<std::string> seen;
  transport.after(milliseconds(20), [&] { seen.emplace_back("timer"); });
  transport.send(get("a"), [&](const Answer& answer) { seen.push_back(answer->body); });
  transport.post([&] { seen.emplace_back("task"); });
  EXPECT_TRUE(seen.empty());
  transport.run();
  EXPECT_EQ(seen, (std::vector<std::string>{"task", "a", "timer"}));
}

TEST(ScriptedTransport, TheClockMovesWithTheEvents) {
  ScriptedTransport transport;
  const auto start = transport.now();
  int ran = 0;
  transport.after(std::chrono::hours(1), [&] { ++ran; });
  transport.run_for(std::chrono::minutes(59));
  EXPECT_EQ(ran, 0);
  EXPECT_EQ(transport.now() - start, std::chrono::minutes(59));
  transport.run();
  EXPECT_EQ(ran, 1);
  EXPECT_EQ(transport.now() - start, std::chrono::hours(1));
}

TEST(ScriptedTransport, CancelAnswersACallOnceAndATimerNever) {
  ScriptedTransport transport([](const http::Request&) { return reply(200); });
  std::vector<base::Code> codes;
  const auto call = transport.send({}, [&](const Answer& answer) { codes.push_back(answer.error().code); });
  const auto timer = transport.after(milliseconds(1), [] { FAIL(); });
  transport.cancel(call);
  transport.cancel(timer);
  transport.cancel(call);
  EXPECT_TRUE(codes.empty());
  EXPECT_EQ(transport.in_flight(), 0u);
  transport.run();
  EXPECT_EQ(codes, std::vector<base::Code>{base::Code::kCancelled});
}

TEST(ScriptedTransport, StreamsOnlyGoodBodiesAndObeysARefusal) {
  ScriptedTransport transport;
  std::string got;
  http::Request request;
  request.on_body = [&](std::string_view piece) { return got.append(piece), base::Status(); };
  transport.enqueue(reply(200, std::string(2500, 'x')));
  transport.enqueue(reply(404, "gone"));
  transport.send(request, [](const Answer& answer) { EXPECT_EQ(answer->body, ""); });
  transport.send(request, [](const Answer& answer) { EXPECT_EQ(answer->body, "gone"); });
  transport.run();
  EXPECT_EQ(got.size(), 2500u);

  request.on_body = [](std::string_view) { return base::Status(base::Error{base::Code::kTooLarge, "full"}); };
  transport.enqueue(reply(200, "x"));
  transport.send(request, [](const Answer& answer) { EXPECT_EQ(answer.error().message, "full"); });
  transport.run();
}

TEST(ScriptedTransport, SaysWhenTheScriptHasNoAnswer) {
  ScriptedTransport transport;
  transport.send(get("https://h/x"), [](const Answer& answer) {
    EXPECT_EQ(answer.error().code, base::Code::kInternal);
    EXPECT_NE(answer.error().message.find("https://h/x"), std::string::npos);
  });
  transport.run();
  EXPECT_EQ(transport.sent().size(), 1u);
}

TEST(ScriptedTransport, TakesTasksFromOtherThreads) {
  ScriptedTransport transport;
  int ran = 0;
  std::thread other([&] {
    for (int i = 0; i < 100; ++i) transport.post([&] { ++ran; });
  });
  other.join();
  transport.run();
  EXPECT_EQ(ran, 100);
}

}  // namespace
}  // namespace dvcs::test
