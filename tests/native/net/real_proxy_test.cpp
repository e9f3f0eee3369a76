// Through tinyproxy, and through stunnel in front of it: a proxy that is reached by TLS.
#include <cstdio>

#include "net/client_fixture.hpp"
#include "net/tool.hpp"

namespace dvcs::net {
namespace {

using base::Stage;
using test::Authority;
using test::ok;
using test::Received;
using testing::HasSubstr;
using testing::Not;

class RealProxyTest : public ClientTest {
 protected:
  ~RealProxyTest() override {
    for (const auto& path : files_) std::remove(path.c_str());
  }

  std::string file(const std::string& name, const std::string& content) {
    files_.push_back(test::write_file(name, content));
    return files_.back();
  }

  // The port of a tinyproxy with these lines in its configuration.
  std::uint16_t start_tinyproxy(const std::string& more) {
    const std::uint16_t port = test::free_port();
    const auto configuration =
        file("tinyproxy.conf",
             "Port " + std::to_string(port) + "\nListen 127.0.0.1\nTimeout 60\nMaxClients 20\n" + more);
    tinyproxy_ = std::make_unique<test::Tool>(
        std::vector<std::string>{"tinyproxy", "-d", "-c", configuration}, "Accepting connections");
    return port;
  }

  // The port of a stunnel that unwraps TLS for `behind`.
  std::uint16_t start_stunnel(std::uint16_t behind, const test::Identity& identity) {
    const std::uint16_t port = test::free_port();
    const auto pem = file("stunnel.pem", identity.key_pem + identity.certificate_pem);
    const auto configuration =
        file("stunnel.conf",
             "foreground = yes\npid =\ndebug = 5\n[proxy]\naccept = 127.0.0.1:" + std::to_string(port) +
                 "\nconnect = 127.0.0.1:" + std::to_string(behind) + "\ncert = " + pem + "\n");
    stunnel_ = std::make_unique<test::Tool>(std::vector<std::string>{"stunnel4", configuration},
                                            "Configuration successful");
    return port;
  }

  void serve_tls() {
    server_ = std::make_unique<test::Server>([](const Received&) { return ok("safe"); }, authority_.issue());
  }
  void serve_plain() {
    server_ = std::make_unique<test::Server>([](const Received&) { return ok("plain"); });
  }
  void use(const Proxy& proxy) {
    make({.trust_anchors_der = {authority_.der()}, .proxies = {.for_http = proxy, .for_https = proxy}});
  }
  // What the server has read must never hold the proxy's credential.
  void expect_no_credential_at_the_server() {
    for (const Received& request : server_->received()) {
      EXPECT_THAT(request.head, Not(HasSubstr("Proxy-Authorization")));
      EXPECT_THAT(request.head, Not(HasSubstr("aml")));  // base64 of "jir…"
    }
  }

  Authority authority_;
  std::vector<std::string> files_;
  std::unique_ptr<test::Tool> tinyproxy_;
  std::unique_ptr<test::Tool> stunnel_;
};

constexpr const char* kLogin = "BasicAuth jira s3cret\n";

TEST_F(RealProxyTest, HttpsGoesThroughATunnelAndKeepsIt) {
  const std::uint16_t port = start_tinyproxy(kLogin);
  serve_tls();
  use({.host = "127.0.0.1", .port = port, .user = "jira", .password = "s3cret"});
  for (int i = 0; i < 3; ++i) {
    Answer answer = ask(server_->url());
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->body, "safe");
    EXPECT_EQ(answer->connection->proxy, "http://127.0.0.1:" + std::to_string(port));
    EXPECT_EQ(answer->connection->peer, "127.0.0.1:" + std::to_string(port));
    EXPECT_EQ(answer->connection->certificate->subject, "CN=test server");
  }
  EXPECT_EQ(server_->connections(), 1);
  expect_no_credential_at_the_server();
}

TEST_F(RealProxyTest, HttpIsForwardedWithTheWholeAddress) {
  const std::uint16_t port = start_tinyproxy(kLogin);
  serve_plain();
  use({.host = "127.0.0.1", .port = port, .user = "jira", .password = "s3cret"});
  Answer answer = ask(server_->url("/path?q=1"));
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "plain");
  EXPECT_THAT(server_->received()[0].head, HasSubstr("GET /path?q=1 "));
  EXPECT_THAT(server_->received()[0].head, HasSubstr("tinyproxy")) << "its Via header: it came that way";
  expect_no_credential_at_the_server();
}

TEST_F(RealProxyTest, TheProxyWantsALogin) {
  const std::uint16_t port = start_tinyproxy(kLogin);
  serve_tls();
  use({.host = "127.0.0.1", .port = port});
  Answer answer = ask(server_->url());
  expect_error(answer, Code::kProxy, "wants a user name and a password (status 407). Set http.proxyUser");
  EXPECT_EQ(answer.error().stage, Stage::kProxy);
  serve_plain();
  expect_error(ask(server_->url()), Code::kProxy, "wants a user name and a password (status 407)");
  EXPECT_EQ(server_->connections(), 0);
}

TEST_F(RealProxyTest, TheProxyDoesNotAcceptTheLogin) {
  const std::uint16_t port = start_tinyproxy(kLogin);
  serve_tls();
  use({.host = "127.0.0.1", .port = port, .user = "jira", .password = "wr0ng"});
  Answer answer = ask(server_->url());
  expect_error(answer, Code::kProxy, "does not accept the user name and password");
  EXPECT_THAT(answer.error().message, Not(HasSubstr("wr0ng")));
}

TEST_F(RealProxyTest, TheProxyForbidsTheTarget) {
  const std::uint16_t port = start_tinyproxy("ConnectPort 443\n");
  serve_tls();
  use({.host = "127.0.0.1", .port = port});
  expect_error(ask(server_->url()), Code::kProxy,
               "refuses the way to localhost:" + std::to_string(server_->port()) + " (status 403)");
}

TEST_F(RealProxyTest, TheProxyCannotReachTheTarget) {
  const std::uint16_t port = start_tinyproxy("");
  serve_tls();
  const std::string gone = server_->url();
  server_.reset();
  use({.host = "127.0.0.1", .port = port});
  Answer answer = ask(gone);
  expect_error(answer, Code::kUnreachable, "cannot reach localhost:");
  EXPECT_EQ(answer.error().stage, Stage::kProxy);
}

TEST_F(RealProxyTest, TheTargetsCertificateIsVerifiedThroughTheTunnel) {
  const std::uint16_t port = start_tinyproxy("");
  server_ = std::make_unique<test::Server>([](const Received&) { return ok("evil"); },
                                           authority_.issue({.names = "DNS:gitlab.example.com"}));
  use({.host = "127.0.0.1", .port = port});
  Answer answer = ask(server_->url());
  expect_error(answer, Code::kTls, "The certificate of localhost is not trusted: hostname mismatch");
  EXPECT_THAT(answer.error().message, HasSubstr("The way led through the proxy http://127.0.0.1:"));
  EXPECT_EQ(answer.error().stage, Stage::kTls);
}

TEST_F(RealProxyTest, HostsThatAreExceptedAreReachedDirectly) {
  const std::uint16_t port = start_tinyproxy(kLogin);
  serve_tls();
  const Proxy proxy{.host = "127.0.0.1", .port = port};  // would answer 407
  make(
      {.trust_anchors_der = {authority_.der()}, .proxies = {.for_https = proxy, .direct_hosts = {"local*"}}});
  Answer answer = ask(server_->url());
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->connection->proxy, "");
}

TEST_F(RealProxyTest, AProxyBehindTls) {
  const std::uint16_t plain_port = start_tinyproxy(kLogin);
  const std::uint16_t port = start_stunnel(plain_port, authority_.issue());
  serve_tls();
  use({.host = "localhost", .port = port, .tls = true, .user = "jira", .password = "s3cret"});
  for (int i = 0; i < 2; ++i) {
    Answer answer = ask(server_->url());
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->body, "safe");
    EXPECT_EQ(answer->connection->proxy, "https://localhost:" + std::to_string(port));
    EXPECT_EQ(answer->connection->tls_version, "TLSv1.3");
  }
  EXPECT_EQ(server_->connections(), 1);
  serve_plain();
  Answer answer = ask(server_->url());
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "plain");
  EXPECT_EQ(answer->connection->tls_version, "") << "with the target there is none";
  expect_no_credential_at_the_server();
}

TEST_F(RealProxyTest, TheCertificateOfTheProxyIsVerified) {
  const std::uint16_t plain_port = start_tinyproxy("");
  const std::uint16_t port = start_stunnel(plain_port, authority_.issue({.names = "DNS:other.example"}));
  serve_tls();
  use({.host = "localhost", .port = port, .tls = true});
  expect_error(ask(server_->url()), Code::kTls,
               "The certificate of the proxy localhost is not trusted: hostname mismatch");
}

TEST_F(RealProxyTest, TlsWithAProxyThatSpeaksNone) {
  const std::uint16_t port = start_tinyproxy("");
  serve_tls();
  use({.host = "127.0.0.1", .port = port, .tls = true});
  http::Request request = get(server_->url());
  request.limits.connect = std::chrono::seconds(1);  // this proxy waits for a request that never ends
  Answer answer = ask(std::move(request));
  expect_error(answer, Code::kTimeout, "The proxy 127.0.0.1 did not complete the TLS handshake");
  EXPECT_EQ(answer.error().stage, Stage::kProxy);
}

}  // namespace
}  // namespace dvcs::net
