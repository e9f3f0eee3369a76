// Proxies that misbehave: what the administrator reads, and that nothing secret is in it.
#include "net/client_fixture.hpp"

namespace dvcs::net {
namespace {

using base::Stage;
using test::Received;
using testing::HasSubstr;
using testing::Not;

class TunnelTest : public ClientTest {
 protected:
  // A proxy that answers every CONNECT so.
  void proxy_says(Reply reply) {
    proxy_ = std::make_unique<test::Server>([reply = std::move(reply)](const Received&) { return reply; });
    make({.proxies = {
              .for_https =
                  Proxy{.host = "127.0.0.1", .port = proxy_->port(), .user = "jira", .password = "s3cret"}}});
  }

  Answer ask_target() {
    http::Request request = get("https://gitlab.example.com/secret-path?private_token=secret");
    request.headers.add("Authorization", "Bearer secret");
    request.limits.connect = std::chrono::seconds(2);
    return ask(std::move(request));
  }

  void expect_refusal(Code code, const std::string& words) {
    Answer answer = ask_target();
    expect_error(answer, code, words);
    EXPECT_EQ(answer.error().stage, Stage::kProxy);
    EXPECT_THAT(answer.error().message, HasSubstr("The proxy http://127.0.0.1:"));
    EXPECT_THAT(answer.error().message, Not(HasSubstr("secret")));
    EXPECT_THAT(answer.error().message, Not(HasSubstr("s3cret")));
    for (const Received& request : proxy_->received()) {
      EXPECT_THAT(request.head, Not(HasSubstr("secret"))) << "the proxy sees the host, nothing else";
    }
  }

  std::unique_ptr<test::Server> proxy_;
};

TEST_F(TunnelTest, AsksForTheHostAndSignsIn) {
  proxy_says({.bytes = "HTTP/1.1 403 No\r\n\r\n", .then = Then::kClose});
  expect_refusal(Code::kProxy, "refuses the way to gitlab.example.com:443 (status 403). Allow this host");
  const std::string head = proxy_->received().at(0).head;
  EXPECT_THAT(head, testing::StartsWith(
                        "CONNECT gitlab.example.com:443 HTTP/1.1\r\nHost: gitlab.example.com:443\r\n"));
  EXPECT_THAT(head, HasSubstr("Proxy-Authorization: Basic amlyYTpzM2NyZXQ=\r\n"));
}

TEST_F(TunnelTest, RefusalsInWords) {
  proxy_says({.bytes = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\n\r\n", .then = Then::kClose});
  expect_refusal(Code::kProxy, "does not accept the user name and password (status 407)");
  proxy_says({.bytes = "HTTP/1.0 401 Who\r\n\r\n", .then = Then::kClose});
  expect_refusal(Code::kProxy, "does not accept the user name and password (status 401)");
  proxy_says({.bytes = "HTTP/1.1 502 Bad\r\nContent-Length: 9\r\n\r\n<b>no</b>", .then = Then::kClose});
  expect_refusal(Code::kUnreachable, "cannot reach gitlab.example.com:443 (status 502)");
  proxy_says(
      {.bytes = "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n\r\n", .then = Then::kClose});
  expect_refusal(Code::kProxy, "refuses the way");
}

TEST_F(TunnelTest, AProxyThatIsNone) {
  proxy_says({.bytes = "SSH-2.0-OpenSSH_9.2\r\n\r\n", .then = Then::kHang});
  expect_refusal(Code::kProxy, "does not speak HTTP as a proxy should");
  proxy_says({.bytes = "HTTP/1.1 200 Go\r\n\r\nevil bytes before TLS", .then = Then::kHang});
  expect_refusal(Code::kProxy, "does not speak HTTP as a proxy should");
  proxy_says(
      {.bytes = "HTTP/1.1 200 Go\r\nX-Flood: " + std::string(20'000, 'x') + "\r\n\r\n", .then = Then::kHang});
  expect_refusal(Code::kProxy, "does not speak HTTP as a proxy should");
}

TEST_F(TunnelTest, AProxyThatClosesOrIsSilent) {
  proxy_says({.bytes = "", .then = Then::kClose});
  expect_refusal(Code::kUnreachable, "closed the connection when it was asked for a way");
  proxy_says({.bytes = "HTTP/1.1 200", .then = Then::kReset});
  expect_refusal(Code::kUnreachable, "closed the connection when it was asked for a way");
  proxy_says({.bytes = "", .then = Then::kHang});
  expect_refusal(Code::kTimeout, "did not open the way within 2 s");
}

TEST_F(TunnelTest, ATunnelThatLeadsNowhere) {
  proxy_says({.bytes = "HTTP/1.1 200 Go\r\nContent-Length: 77\r\n\r\n", .then = Then::kClose});
  Answer answer = ask_target();
  expect_error(answer, Code::kUnreachable,
               "gitlab.example.com closed the connection during the TLS handshake");
  EXPECT_THAT(answer.error().message, HasSubstr("The way led through the proxy"));
  EXPECT_EQ(answer.error().stage, Stage::kTls);
}

TEST_F(TunnelTest, AProxyThatIsNotThere) {
  proxy_says({.bytes = ""});
  proxy_.reset();
  Answer answer = ask_target();
  expect_error(answer, Code::kUnreachable, "The proxy 127.0.0.1 refuses connections on port ");
  EXPECT_THAT(answer.error().message, HasSubstr("Check the proxy settings"));
  EXPECT_EQ(answer.error().stage, Stage::kConnect);
  make({.proxies = {.for_https = Proxy{.host = "no-such-proxy.invalid", .port = 3128}}});
  answer = ask_target();
  expect_error(answer, Code::kUnreachable, "The name no-such-proxy.invalid of the proxy cannot be resolved");
  EXPECT_EQ(answer.error().stage, Stage::kResolve);
}

TEST_F(TunnelTest, CancelAndShutdownReachACallInTheTunnel) {
  proxy_says({.bytes = "", .then = Then::kHang});
  auto waiting = begin(get("https://gitlab.example.com/"));
  proxy_->wait_for_requests(1);
  cancel_last();
  expect_error(wait(std::move(waiting)), Code::kCancelled, "");
  proxy_->wait_until_closed();
  waiting = begin(get("https://gitlab.example.com/"));
  proxy_->wait_for_requests(2);
  client_.reset();
  expect_error(wait(std::move(waiting)), Code::kClosed, "");
}

}  // namespace
}  // namespace dvcs::net
