// What an answer, or an error, tells about the connection: the source of `dvcsctl doctor`.
#include "net/client_fixture.hpp"

namespace dvcs::net {
namespace {

using base::Stage;
using test::Authority;
using test::ok;
using test::Received;

class ConnectionInfoTest : public ClientTest {
 protected:
  static Stage stage_of(const Answer& answer) { return answer.ok() ? Stage::kNone : answer.error().stage; }
};

TEST_F(ConnectionInfoTest, NamesThePeerOfAPlainConnection) {
  serve([](const Received&) { return ok("x"); });
  Answer answer = ask(server_->url());
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  ASSERT_TRUE(answer->connection);
  EXPECT_EQ(answer->connection->peer, "127.0.0.1:" + std::to_string(server_->port()));
  EXPECT_EQ(answer->connection->proxy, "");
  EXPECT_EQ(answer->connection->tls_version, "");
  EXPECT_FALSE(answer->connection->certificate);
}

TEST_F(ConnectionInfoTest, DescribesTlsAndCertificate) {
  Authority authority("Corporate CA");
  server_ = std::make_unique<test::Server>([](const Received&) { return ok("x"); },
                                           authority.issue({.until = std::chrono::hours(24)}));
  make({.trust_anchors_der = {authority.der()}});
  for (int i = 0; i < 2; ++i) {
    Answer answer = ask(server_->url());
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    const auto& info = *answer->connection;
    EXPECT_EQ(info.tls_version, "TLSv1.3");
    EXPECT_THAT(info.tls_cipher, testing::StartsWith("TLS_"));
    ASSERT_TRUE(info.certificate);
    EXPECT_EQ(info.certificate->subject, "CN=test server");
    EXPECT_EQ(info.certificate->issuer, "CN=Corporate CA");
    const auto tomorrow = std::chrono::system_clock::now() + std::chrono::hours(24);
    EXPECT_LE(std::chrono::abs(info.certificate->not_after - tomorrow), std::chrono::minutes(5));
  }
}

TEST_F(ConnectionInfoTest, ARefusedCertificateIsNamed) {
  Authority authority("Evil\r\nCA \xC3\xBC");
  server_ = std::make_unique<test::Server>([](const Received&) { return ok("x"); }, authority.issue());
  make();
  Answer answer = ask(server_->url());
  EXPECT_EQ(stage_of(answer), Stage::kTls);
  EXPECT_THAT(answer.error().message,
              testing::HasSubstr("CN=test server, issued by CN=Evil\\0D\\0ACA \xC3\xBC"));
}

TEST_F(ConnectionInfoTest, EveryFailureKnowsItsStage) {
  serve([](const Received&) { return Reply{.bytes = "nonsense\r\n\r\n", .then = Then::kClose}; });
  EXPECT_EQ(stage_of(ask(server_->url())), Stage::kHttp);
  EXPECT_EQ(stage_of(ask("http://no-such-host.invalid/")), Stage::kResolve);
  EXPECT_EQ(stage_of(ask("not an address")), Stage::kNone);
  const std::string gone = server_->url("/", "127.0.0.1");
  server_.reset();
  EXPECT_EQ(stage_of(ask(gone)), Stage::kConnect);
}

TEST_F(ConnectionInfoTest, ATimeOutKnowsItsStageAndAClosedClientHasNone) {
  serve([](const Received&) { return Reply{.bytes = "", .then = Then::kHang}; });
  http::Request request = get(server_->url());
  request.limits.idle = milliseconds(100);
  EXPECT_EQ(stage_of(ask(std::move(request))), Stage::kHttp);
  request = get(server_->url());
  request.limits.total = milliseconds(100);
  EXPECT_EQ(stage_of(ask(std::move(request))), Stage::kHttp);
  auto waiting = begin(get(server_->url()));
  server_->wait_for_requests(3);
  client_.reset();
  EXPECT_EQ(stage_of(wait(std::move(waiting))), Stage::kNone);
}

}  // namespace
}  // namespace dvcs::net
