#include "net/client.hpp"

#include <zlib.h>

#include <algorithm>
#include <atomic>

#include "net/client_fixture.hpp"
#include "net/gzip.hpp"

namespace dvcs::net {
namespace {

using test::ok;
using test::Received;

TEST_F(ClientTest, SendsWhatAServerExpects) {
  make({.user_agent = "dvcs/1.0"});
  serve([](const Received&) { return ok("[]"); });
  http::Request request = get(server_->url("/api/v4/projects?per_page=100"));
  request.headers.add("PRIVATE-TOKEN", "secret");
  Answer answer = ask(std::move(request));
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "[]");
  const std::string head = server_->received().at(0).head;
  EXPECT_THAT(head, testing::StartsWith("GET /api/v4/projects?per_page=100 HTTP/1.1\r\n"));
  EXPECT_THAT(head, testing::HasSubstr("Host: localhost:" + std::to_string(server_->port()) + "\r\n"));
  EXPECT_THAT(head, testing::HasSubstr("User-Agent: dvcs/1.0\r\n"));
  EXPECT_THAT(head, testing::HasSubstr("Accept-Encoding: gzip\r\n"));
  EXPECT_THAT(head, testing::HasSubstr("PRIVATE-TOKEN: secret\r\n"));
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
}

TEST_F(ClientTest, ReportsStatusHeadersAndBytes) {
  const std::string bytes =
      "HTTP/1.1 404 Not Found\r\nX-Next-Page: \r\nLink: <a>; rel=next\r\nlink: <b>\r\nContent-Length: "
      "4\r\n\r\ngone";
  serve([&](const Received&) { return Reply{.bytes = bytes}; });
  Answer answer = ask(server_->url());
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->status, 404);
  EXPECT_EQ(answer->body, "gone");
  EXPECT_TRUE(answer->headers.has("x-next-page"));
  EXPECT_EQ(answer->headers.get("LINK"), "<a>; rel=next");
  EXPECT_EQ(answer->headers.all().size(), 4u);
  EXPECT_EQ(answer->bytes_in, bytes.size());
}

TEST_F(ClientTest, ReadsAChunkedBody) {
  serve([](const Received&) {
    return Reply{
        .bytes =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n6;x=y\r\n, two,\r\n0\r\n\r\n"};
  });
  Answer answer = ask(server_->url());
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "one, two,");
  ASSERT_TRUE(ask(server_->url()).ok());
  EXPECT_EQ(server_->connections(), 1);
}

TEST_F(ClientTest, ReadsABodyThatEndsWithTheConnection) {
  serve([](const Received&) {
    return Reply{.bytes = "HTTP/1.0 200 OK\r\n\r\nuntil the end", .then = Then::kClose};
  });
  Answer answer = ask(server_->url());
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "until the end");
}

TEST_F(ClientTest, PassesOverInterimAnswers) {
  serve([](const Received&) {
    Reply reply = ok("real");
    reply.bytes.insert(0, "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
    return reply;
  });
  Answer answer = ask(server_->url());
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "real");
  EXPECT_FALSE(answer->headers.has("Link"));
}

TEST_F(ClientTest, SendsABody) {
  serve([](const Received& request) { return ok(request.body); });
  http::Request request = get(server_->url("/post"));
  request.method = http::Method::kPost;
  request.headers.add("Content-Type", "text/plain");
  request.body = std::string(300'000, 'x') + "end";
  Answer answer = ask(request);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, request.body);
  EXPECT_THAT(server_->received()[0].head, testing::StartsWith("POST /post "));
}

TEST_F(ClientTest, AnswersWithoutABodyKeepTheConnection) {
  serve([](const Received& request) {
    if (request.head.starts_with("HEAD"))
      return Reply{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"};
    if (request.number == 2) return Reply{.bytes = "HTTP/1.1 204 No Content\r\n\r\n"};
    if (request.number == 3)
      return Reply{.bytes = "HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n"};
    return ok("");
  });
  http::Request head = get(server_->url());
  head.method = http::Method::kHead;
  EXPECT_EQ(ask(head)->status, 200);
  EXPECT_EQ(ask(server_->url())->status, 204);
  EXPECT_EQ(ask(server_->url())->status, 304);
  for (http::Method method : {http::Method::kPost, http::Method::kPut, http::Method::kDelete}) {
    http::Request request = get(server_->url());
    request.method = method;
    EXPECT_EQ(ask(request)->status, 200);
  }
  EXPECT_EQ(server_->connections(), 1);
  EXPECT_THAT(server_->received()[3].head, testing::HasSubstr("Content-Length: 0\r\n"));
}

TEST_F(ClientTest, DecompressesGzip) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i) + " ";
  const std::string packed = test::gzip(text);
  serve([&](const Received&) { return ok(packed, "Content-Encoding: gzip\r\n"); });
  Answer answer = ask(server_->url());
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, text);
  EXPECT_LT(answer->bytes_in, text.size() / 2);
  EXPECT_GT(answer->bytes_in, packed.size());
}

TEST_F(ClientTest, StopsAGzipBomb) {
  const std::string bomb = test::gzip(std::string(64u << 20, '\0'));
  serve([&](const Received&) { return ok(bomb, "Content-Encoding: gzip\r\n"); });
  http::Request request = get(server_->url());
  request.limits.body_bytes = 1u << 20;
  expect_error(ask(std::move(request)), Code::kTooLarge, "1048576 bytes");
}

TEST_F(ClientTest, RefusesCompressionThatIsCutDamagedOrUnknown) {
  const std::string packed = test::gzip("some text that is long enough");
  serve([&](const Received& request) {
    if (request.number == 1) return ok(packed.substr(0, packed.size() - 4), "Content-Encoding: gzip\r\n");
    if (request.number == 2) return ok("<html>not gzip</html>", "Content-Encoding: gzip\r\n");
    return ok("xx", "Content-Encoding: br\r\n");
  });
  expect_error(ask(server_->url()), Code::kUnreachable, "in the middle of a compressed answer");
  expect_error(ask(server_->url()), Code::kProtocol, "damaged");
  expect_error(ask(server_->url()), Code::kProtocol, "not asked for");
}

TEST_F(ClientTest, ReusesConnectionsForManyRequests) {
  serve([](const Received& request) { return ok(std::to_string(request.number)); });
  constexpr int kRequests = 1000;
  std::atomic<int> good = 0;
  std::promise<void> all;
  int left = kRequests;
  int running = 0;
  // Four at a time, all of it on the network thread.
  std::function<void()> next = [&] {
    while (running < 4 && left > 0) {
      ++running;
      --left;
      client_->send(get(server_->url()), [&](Answer answer) {
        --running;
        if (answer.ok() && answer->status == 200) ++good;
        if (running == 0 && left == 0) return all.set_value();
        next();
      });
    }
  };
  client_->post(next);
  ASSERT_EQ(all.get_future().wait_for(kTooLong), std::future_status::ready);
  EXPECT_EQ(good, kRequests);
  EXPECT_LE(server_->connections(), 4);
}

TEST_F(ClientTest, NeverOpensMoreConnectionsPerHostThanAllowed) {
  make({.connections_per_host = 2});
  serve([](const Received&) { return ok("x"); });
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 20; ++i) answers.push_back(begin(get(server_->url())));
  for (auto& answer : answers) EXPECT_TRUE(wait(std::move(answer)).ok());
  EXPECT_LE(server_->connections(), 2);
}

TEST_F(ClientTest, OpensANewConnectionWhenTheServerWantsToClose) {
  serve([](const Received&) {
    Reply reply = ok("x", "Connection: close\r\n");
    reply.then = Then::kClose;
    return reply;
  });
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask(server_->url()).ok());
  EXPECT_EQ(server_->connections(), 3);
}

TEST_F(ClientTest, DoesNotReuseAConnectionWithBytesLeftOver) {
  serve([](const Received&) {
    Reply reply = ok("x");
    reply.bytes += "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    return reply;
  });
  EXPECT_EQ(ask(server_->url())->body, "x");
  EXPECT_EQ(ask(server_->url())->body, "x");
  EXPECT_EQ(server_->connections(), 2);
}

TEST_F(ClientTest, NoticesThatAKeptConnectionWasClosed) {
  serve([](const Received&) { return ok("x"); });
  EXPECT_TRUE(ask(server_->url()).ok());
  server_->close_connections();
  server_->wait_until_closed();
  http::Request request = get(server_->url());
  request.repeatable = false;  // nothing is sent twice: the closed connection is not used at all
  EXPECT_TRUE(ask(std::move(request)).ok());
  EXPECT_EQ(server_->connections(), 2);
}

TEST_F(ClientTest, RetriesOnceWhenAKeptConnectionDiesUnanswered) {
  serve([](const Received& request) {
    if (request.number == 2) return Reply{.bytes = "", .then = Then::kClose};
    return ok("x");
  });
  EXPECT_TRUE(ask(server_->url()).ok());
  EXPECT_TRUE(ask(server_->url()).ok());
  EXPECT_EQ(server_->received().size(), 3u);
  EXPECT_EQ(server_->connections(), 2);
}

TEST_F(ClientTest, DoesNotRetryWhatMayNotBeRepeated) {
  serve([](const Received& request) {
    if (request.number == 2) return Reply{.bytes = "", .then = Then::kReset};
    return ok("x");
  });
  EXPECT_TRUE(ask(server_->url()).ok());
  http::Request request = get(server_->url());
  request.repeatable = false;
  Answer answer = ask(std::move(request));
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kUnreachable);
  EXPECT_EQ(server_->received().size(), 2u);
}

TEST_F(ClientTest, DoesNotRetryOnAFreshConnectionNorAfterTheFirstByte) {
  serve([](const Received& request) {
    if (request.number == 1) return Reply{.bytes = "", .then = Then::kClose};
    if (request.number == 3) return Reply{.bytes = "HTT", .then = Then::kClose};
    return ok("x");
  });
  expect_error(ask(server_->url()), Code::kUnreachable, "without an answer");
  EXPECT_TRUE(ask(server_->url()).ok());
  EXPECT_FALSE(ask(server_->url()).ok());
  EXPECT_EQ(server_->received().size(), 3u);
}

TEST_F(ClientTest, ClosesConnectionsThatAreIdleTooLong) {
  make({.idle_connection = std::chrono::seconds(0)});
  serve([](const Received&) { return ok("x"); });
  EXPECT_TRUE(ask(server_->url()).ok());
  server_->wait_until_closed();
  EXPECT_TRUE(ask(server_->url()).ok());
  EXPECT_EQ(server_->connections(), 2);
}

TEST_F(ClientTest, StreamsABodyIntoASink) {
  const std::string body(1u << 20, 'p');
  serve([&](const Received& request) {
    return request.number == 1 ? ok(body)
                               : Reply{.bytes = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno"};
  });
  std::string got;
  http::Request request = get(server_->url());
  request.on_body = [&](std::string_view piece) { return got.append(piece), base::Status(); };
  Answer answer = ask(request);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_TRUE(answer->body.empty());
  EXPECT_EQ(got, body);

  got.clear();
  answer = ask(request);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->status, 401);
  EXPECT_EQ(answer->body, "no");
  EXPECT_TRUE(got.empty()) << "an error page is not part of the stream";
}

TEST_F(ClientTest, ASinkMayRefuse) {
  serve([](const Received&) { return ok(std::string(1u << 20, 'p')); });
  http::Request request = get(server_->url());
  int pieces = 0;
  request.on_body = [&](std::string_view) {
    return ++pieces == 2 ? base::Status(base::Error{Code::kTooLarge, "the spool is full"}) : base::Status();
  };
  expect_error(ask(std::move(request)), Code::kTooLarge, "the spool is full");
  EXPECT_EQ(pieces, 2);
  server_->wait_until_closed();
}

TEST_F(ClientTest, RefusesHeadersThatWouldSmuggleOthers) {
  serve([](const Received&) { return ok("x"); });
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"PRIVATE-TOKEN", "secret\n"},
                                                        {"PRIVATE-TOKEN", "secret\r\nX: y"},
                                                        {"Bad Name", "v"},
                                                        {"", "v"},
                                                        {"X", std::string("a\0b", 3)}}) {
    http::Request request = get(server_->url());
    request.headers.add(name, value);
    Answer answer = ask(std::move(request));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, Code::kBadArgument);
    EXPECT_THAT(answer.error().message, testing::Not(testing::HasSubstr("secret")));
  }
  EXPECT_EQ(server_->connections(), 0);
}

TEST_F(ClientTest, RefusesAddressesThatAreNone) {
  make();
  for (const char* url : {"", "gitlab.example.com", "ftp://host/", "https://",
                          "http://user:secret@localhost/", "http://h/a b"}) {
    Answer answer = ask(std::string(url));
    ASSERT_FALSE(answer.ok()) << url;
    EXPECT_EQ(answer.error().code, Code::kBadArgument);
    EXPECT_THAT(answer.error().message, testing::Not(testing::HasSubstr("secret")));
  }
}

TEST_F(ClientTest, WorksOverIpv6) {
  try {
    server_ = std::make_unique<test::Server>([](const Received&) { return ok("six"); }, std::nullopt, "::1");
  } catch (const std::exception&) {
    GTEST_SKIP() << "this machine has no IPv6 loopback";
  }
  make();
  Answer answer = ask(server_->url("/", "[::1]"));
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "six");
  EXPECT_THAT(server_->received()[0].head, testing::HasSubstr("Host: [::1]:"));
}

}  // namespace
}  // namespace dvcs::net
