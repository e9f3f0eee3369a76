// A name with several addresses. ClientOptions::hosts takes the place of the name server; the addresses and
// the sockets are real.
#include "net/dial.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/client_fixture.hpp"

namespace dvcs::net {
namespace {

using boost::asio::ip::make_address;
using test::ok;
using test::Received;

Endpoints endpoints(const std::vector<std::string>& addresses) {
  Endpoints out;
  for (const auto& text : addresses) out.emplace_back(make_address(text), 443);
  return out;
}
std::vector<std::string> addresses(const Endpoints& all) {
  std::vector<std::string> out;
  for (const auto& endpoint : all) out.push_back(endpoint.address().to_string());
  return out;
}

TEST(DialingOrder, FamiliesTakeTurnsBeginningWithTheFirst) {
  EXPECT_THAT(addresses(dialing_order(endpoints({"::1", "::2", "::3", "1.1.1.1", "2.2.2.2"}), {})),
              testing::ElementsAre("::1", "1.1.1.1", "::2", "2.2.2.2", "::3"));
  EXPECT_THAT(addresses(dialing_order(endpoints({"1.1.1.1", "2.2.2.2", "::1"}), {})),
              testing::ElementsAre("1.1.1.1", "::1", "2.2.2.2"));
  EXPECT_TRUE(dialing_order({}, {}).empty());
}

TEST(DialingOrder, WhatWorkedLastGoesFirst) {
  EXPECT_THAT(addresses(dialing_order(endpoints({"::1", "1.1.1.1", "2.2.2.2"}), make_address("2.2.2.2"))),
              testing::ElementsAre("2.2.2.2", "::1", "1.1.1.1"));
  EXPECT_THAT(addresses(dialing_order(endpoints({"::1", "1.1.1.1"}), make_address("9.9.9.9"))),
              testing::ElementsAre("::1", "1.1.1.1"));
}

TEST(DialingOrder, IsBounded) {
  EXPECT_EQ(dialing_order(Endpoints(1000, {make_address("1.1.1.1"), 443}), {}).size(), 8u);
}

// Listens at an address with a full queue, so that whoever connects gets no answer at all.
class Swallower {
 public:
  Swallower(const char* address, std::uint16_t port)
      : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    to_.sin_family = AF_INET;
    to_.sin_port = htons(port);
    inet_pton(AF_INET, address, &to_.sin_addr);
    if (bind(listener_, generic(), sizeof to_) != 0 || listen(listener_, 0) != 0)
      throw std::runtime_error("cannot listen at a second loopback address");
    for (int& filler : fillers_) {
      filler = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      static_cast<void>(connect(filler, generic(), sizeof to_));
    }
  }
  ~Swallower() {
    for (int filler : fillers_) close(filler);
    close(listener_);
  }

 private:
  const sockaddr* generic() const { return reinterpret_cast<const sockaddr*>(&to_); }

  sockaddr_in to_{};
  int listener_;
  int fillers_[8] = {};
};

class DialTest : public ClientTest {
 protected:
  // http://forge.test at the test's server, with these addresses.
  Answer ask_name(std::vector<std::string> all, std::chrono::milliseconds limit = kTooLong) {
    if (!server_) serve([](const Received&) { return ok("x", "Connection: close\r\n"); });
    make({.hosts = {{"forge.test", std::move(all)}}});
    return ask_again(limit);
  }
  Answer ask_again(std::chrono::milliseconds limit = kTooLong) {
    http::Request request = get(server_->url("/", "forge.test"));
    request.limits.connect = limit;
    return ask(std::move(request));
  }
};

TEST_F(DialTest, AnAddressThatRefusesCostsNothing) {
  Answer answer = ask_name({"127.0.0.2", "127.0.0.3", "127.0.0.1"});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_THAT(answer->connection->peer, testing::StartsWith("127.0.0.1:"));
}

TEST_F(DialTest, AnAddressThatNeverAnswersCostsItsHeadStart) {
  serve([](const Received&) { return ok("x", "Connection: close\r\n"); });
  Swallower silent("127.0.0.2", server_->port());
  const auto begun = std::chrono::steady_clock::now();
  Answer answer = ask_name({"127.0.0.2", "127.0.0.1"});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_GE(std::chrono::steady_clock::now() - begun, milliseconds(250)) << "the first one was really tried";
  EXPECT_THAT(answer->connection->peer, testing::StartsWith("127.0.0.1:"));
}

TEST_F(DialTest, AllAddressesRefuse) {
  serve([](const Received&) { return ok("x"); });
  expect_error(ask_name({"127.0.0.2", "127.0.0.3"}), Code::kUnreachable,
               "forge.test refuses connections on port");
}

TEST_F(DialTest, NoAddressAnswersInTime) {
  serve([](const Received&) { return ok("x"); });
  Swallower one("127.0.0.2", server_->port());
  Swallower two("127.0.0.3", server_->port());
  Answer answer = ask_name({"127.0.0.2", "127.0.0.3"}, milliseconds(600));
  expect_error(answer, Code::kTimeout, "did not accept a connection within 600 ms");
  EXPECT_EQ(answer.error().stage, base::Stage::kConnect);
}

TEST_F(DialTest, ANameWithoutAddresses) {
  expect_error(ask_name({}), Code::kUnreachable, "Cannot connect to forge.test");
}

TEST_F(DialTest, FailsOverToIpv4AndFromIt) {
  Answer answer = ask_name({"::1", "127.0.0.1"});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_THAT(answer->connection->peer, testing::StartsWith("127.0.0.1:"));
  try {
    server_ = std::make_unique<test::Server>([](const Received&) { return ok("six"); }, std::nullopt, "::1");
  } catch (const std::exception&) {
    GTEST_SKIP() << "this machine has no IPv6 loopback";
  }
  answer = ask_name({"127.0.0.1", "::1"});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_THAT(answer->connection->peer, testing::StartsWith("[::1]:"));
}

TEST_F(DialTest, AServerThatMovesIsFoundAgain) {
  ASSERT_TRUE(ask_name({"127.0.0.2", "127.0.0.1"}).ok());
  EXPECT_TRUE(ask_again().ok()) << "now the address that worked is tried first";
  const std::string url = server_->url("/", "forge.test");
  server_.reset();
  expect_error(ask(url), Code::kUnreachable, "refuses connections");
  expect_error(ask(url), Code::kUnreachable, "refuses connections");
}

TEST_F(DialTest, CancelEndsARaceInTheMiddle) {
  serve([](const Received&) { return ok("x"); });
  Swallower silent("127.0.0.2", server_->port());
  make({.hosts = {{"forge.test", {"127.0.0.2"}}}});
  auto waiting = begin(get(server_->url("/", "forge.test")));
  cancel_last();
  expect_error(wait(std::move(waiting)), Code::kCancelled, "");
  waiting = begin(get(server_->url("/", "forge.test")));
  client_.reset();
  expect_error(wait(std::move(waiting)), Code::kClosed, "");
}

}  // namespace
}  // namespace dvcs::net
