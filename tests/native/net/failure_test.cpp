// What a server or a network does wrong, and what the administrator reads about it.
#include "net/client_fixture.hpp"

namespace dvcs::net {
namespace {

using test::ok;
using test::Received;

class FailureTest : public ClientTest {
 protected:
  http::Request hurried() const {
    http::Request request = get(server_->url());
    request.limits.idle = milliseconds(500);
    return request;
  }
};

TEST_F(FailureTest, ConnectionRefused) {
  std::string url;
  {
    test::Server gone([](const Received&) { return ok(""); });
    url = gone.url("/", "127.0.0.1");
  }
  make();
  expect_error(ask(url), Code::kUnreachable, "127.0.0.1 refuses connections on port ");
}

TEST_F(FailureTest, NameNotResolved) {
  make();
  expect_error(ask("https://no-such-host.invalid/path?private_token=secret"), Code::kUnreachable,
               "The name no-such-host.invalid cannot be resolved");
}

TEST_F(FailureTest, Garbage) {
  serve([](const Received&) { return Reply{.bytes = "SSH-2.0-OpenSSH_9.2\r\n\r\n", .then = Then::kHang}; });
  expect_error(ask(server_->url()), Code::kProtocol, "did not answer in HTTP");
}

class BrokenHttp : public FailureTest, public testing::WithParamInterface<const char*> {};

TEST_P(BrokenHttp, IsAProtocolError) {
  serve([](const Received&) { return Reply{.bytes = GetParam(), .then = Then::kHang}; });
  Answer answer = ask(server_->url());
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kProtocol) << answer.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Net, BrokenHttp,
    testing::Values("HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n",
                    "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n"));

TEST_F(FailureTest, OnlyInterimAnswers) {
  serve([](const Received&) {
    return Reply{.bytes = "", .more = [] { return std::string("HTTP/1.1 100 Continue\r\n\r\n"); }};
  });
  expect_error(ask(server_->url()), Code::kProtocol, "only interim answers");
}

TEST_F(FailureTest, HeaderFlood) {
  serve([](const Received&) {
    return Reply{.bytes = "HTTP/1.1 200 OK\r\n", .more = [n = 0]() mutable {
                   return "X-Flood-" + std::to_string(n++) + ": " + std::string(1000, 'x') + "\r\n";
                 }};
  });
  expect_error(ask(server_->url()), Code::kTooLarge, "sent a header larger than the limit");
}

TEST_F(FailureTest, AnnouncedBodyTooLarge) {
  serve([](const Received&) {
    return Reply{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 70000000000\r\n\r\n", .then = Then::kHang};
  });
  expect_error(ask(server_->url()), Code::kTooLarge, "larger than the limit");
}

TEST_F(FailureTest, EndlessBody) {
  serve([](const Received&) {
    return Reply{.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                 .more = [] { return "1000\r\n" + std::string(4096, 'x') + "\r\n"; }};
  });
  http::Request request = get(server_->url());
  request.limits.body_bytes = 200'000;
  expect_error(ask(std::move(request)), Code::kTooLarge, "larger than");
  server_->wait_until_closed();
}

TEST_F(FailureTest, TruncatedBody) {
  serve([](const Received& request) {
    if (request.number == 1) {
      return Reply{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this", .then = Then::kClose};
    }
    return Reply{.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                 .then = Then::kClose};
  });
  expect_error(ask(server_->url()), Code::kUnreachable, "was lost in the middle of the answer");
  expect_error(ask(server_->url()), Code::kUnreachable, "was lost in the middle of the answer");
}

TEST_F(FailureTest, ResetInTheHeader) {
  serve([](const Received&) { return Reply{.bytes = "HTTP/1.1 200 OK\r\nX", .then = Then::kReset}; });
  expect_error(ask(server_->url()), Code::kUnreachable, "The connection to localhost:");
}

TEST_F(FailureTest, SilenceBeforeTheAnswer) {
  serve([](const Received&) { return Reply{.bytes = "", .then = Then::kHang}; });
  expect_error(ask(hurried()), Code::kTimeout, "did not begin to answer within 500 ms");
  server_->wait_until_closed();
}

TEST_F(FailureTest, SilenceInTheBody) {
  serve([](const Received&) {
    return Reply{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome", .then = Then::kHang};
  });
  http::Request request = get(server_->url());
  request.limits.idle = std::chrono::seconds(1);  // ample for the header, even on a busy machine
  expect_error(ask(std::move(request)), Code::kTimeout, "stopped in the middle of its answer for 1 s");
  server_->wait_until_closed();
}

TEST_F(FailureTest, AnAnswerThatTakesTooLongAltogether) {
  // Never silent for long, but endless: only the total limit ends it.
  serve([](const Received&) {
    return Reply{.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                 .more = [] { return std::string("1\r\nx\r\n"); }};
  });
  http::Request request = get(server_->url());
  request.limits.total = milliseconds(100);
  request.on_body = [](std::string_view) { return base::Status(); };
  request.limits.body_bytes = std::size_t{1} << 40;
  expect_error(ask(std::move(request)), Code::kTimeout, "did not complete its answer within 100 ms");
  server_->wait_until_closed();
}

TEST_F(FailureTest, WaitingInLineCountsTowardsTheTotalTime) {
  make({.connections_per_host = 1});
  serve([](const Received&) { return Reply{.bytes = "", .then = Then::kHang}; });
  auto first = begin(get(server_->url()));
  server_->wait_for_requests(1);
  http::Request second = get(server_->url());
  second.limits.total = milliseconds(50);
  expect_error(ask(std::move(second)), Code::kTimeout, "within 50 ms");
  EXPECT_EQ(server_->received().size(), 1u);
  cancel_last();  // of the second: it has been answered, so nothing happens
  client_.reset();
  expect_error(wait(std::move(first)), Code::kClosed, "shut down");
}

TEST_F(FailureTest, NoErrorHoldsPathQueryOrToken) {
  serve([](const Received& request) {
    switch (request.number % 4) {
      case 0:
        return Reply{.bytes = "", .then = Then::kReset};
      case 1:
        return Reply{.bytes = "nonsense\r\n\r\n", .then = Then::kClose};
      case 2:
        return Reply{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", .then = Then::kHang};
      default:
        return ok("secret", "Content-Encoding: gzip\r\n");
    }
  });
  for (int i = 0; i < 4; ++i) {
    http::Request request = hurried();
    request.url += "secret?private_token=secret";
    request.headers.add("Authorization", "Bearer secret");
    Answer answer = ask(std::move(request));
    ASSERT_FALSE(answer.ok());
    EXPECT_THAT(answer.error().message, testing::Not(testing::HasSubstr("secret")));
    EXPECT_THAT(answer.error().message, testing::HasSubstr("localhost"));
  }
}

TEST_F(FailureTest, AnExceptionOnTheThreadIsRecordedAndEndsTheCalls) {
  serve([](const Received&) { return Reply{.bytes = "", .then = Then::kHang}; });
  auto waiting = begin(get(server_->url()));
  server_->wait_for_requests(1);
  EXPECT_EQ(client_->fault(), "");
  client_->post([] { throw std::runtime_error("a fault of ours"); });
  expect_error(wait(std::move(waiting)), Code::kInternal, "a fault of ours");
  EXPECT_THAT(client_->fault(), testing::HasSubstr("a fault of ours"));
  expect_error(ask(server_->url()), Code::kInternal, "The network thread has failed");
}

TEST_F(FailureTest, AHandlerThatThrowsDoesNotTakeTheOthersAlong) {
  serve([](const Received&) { return Reply{.bytes = "", .then = Then::kHang}; });
  std::vector<std::future<Answer>> waiting;
  for (int i = 0; i < 3; ++i) waiting.push_back(begin(get(server_->url())));
  client_->post([this] {
    client_->send(get("not an address"),
                  [](const Answer&) { throw std::runtime_error("thrown by a handler"); });
  });
  for (auto& answer : waiting) expect_error(wait(std::move(answer)), Code::kInternal, "thrown by a handler");
}

}  // namespace
}  // namespace dvcs::net
