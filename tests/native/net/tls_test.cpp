#include <openssl/ssl.h>

#include <cstdio>
#include <fstream>

#include "net/client_fixture.hpp"

namespace dvcs::net {
namespace {

using test::Authority;
using test::Identity;
using test::ok;
using test::Received;

class TlsTest : public ClientTest {
 protected:
  void serve_as(Identity identity, const char* address = "127.0.0.1") {
    server_ = std::make_unique<test::Server>([](const Received&) { return ok("safe"); }, std::move(identity),
                                             address);
  }
  void trust(const Authority& authority) { make({.trust_anchors_der = {authority.der()}}); }

  Authority authority_;
};

TEST_F(TlsTest, TrustsWhatWasHandedOver) {
  serve_as(authority_.issue());
  trust(authority_);
  for (int i = 0; i < 3; ++i) {
    Answer answer = ask(server_->url());
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->body, "safe");
  }
  EXPECT_EQ(server_->connections(), 1);
}

TEST_F(TlsTest, VerifiesAddressesWithoutSni) {
  serve_as(authority_.issue());
  trust(authority_);
  Answer answer = ask(server_->url("/", "127.0.0.1"));
  ASSERT_TRUE(answer.ok()) << answer.error().message;

  serve_as(authority_.issue({.names = "DNS:localhost,IP:10.0.0.1"}));
  expect_error(ask(server_->url("/", "127.0.0.1")), Code::kTls,
               "The certificate of 127.0.0.1 is not trusted: IP address mismatch");
}

TEST_F(TlsTest, RefusesAnExpiredCertificate) {
  serve_as(authority_.issue({.from = std::chrono::hours(-1), .until = std::chrono::hours(0)}));
  trust(authority_);
  expect_error(ask(server_->url()), Code::kTls, "). Renew the certificate");
}

TEST_F(TlsTest, RefusesACertificateOfTheFuture) {
  serve_as(authority_.issue({.from = std::chrono::hours(1)}));
  trust(authority_);
  expect_error(ask(server_->url()), Code::kTls, "not yet valid");
}

TEST_F(TlsTest, RefusesAnotherName) {
  serve_as(authority_.issue({.names = "DNS:gitlab.example.com,DNS:*.localhost"}));
  trust(authority_);
  Answer answer = ask(server_->url());
  expect_error(answer, Code::kTls,
               "The certificate of localhost is not trusted: hostname mismatch (refused was");
  EXPECT_THAT(answer.error().message,
              testing::HasSubstr("Use the name that the certificate was issued for as host URL."));
}

TEST_F(TlsTest, RefusesAForeignAuthority) {
  Authority foreign("another authority");
  serve_as(foreign.issue());
  trust(authority_);
  expect_error(ask(server_->url()), Code::kTls, "Import its CA certificate into the trust store");
}

TEST_F(TlsTest, RefusesAnAuthorityThatOnlyHasTheSameName) {
  Authority impostor;  // same subject, another key
  serve_as(impostor.issue());
  trust(authority_);
  Answer answer = ask(server_->url());
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kTls);
}

TEST_F(TlsTest, RefusesASelfSignedCertificateUnlessItIsTheAnchor) {
  const Identity identity = test::self_signed();
  serve_as(identity);
  trust(authority_);
  expect_error(ask(server_->url()), Code::kTls, "self-signed certificate");
  make({.trust_anchors_der = {authority_.der(), identity.certificate_der}});
  EXPECT_TRUE(ask(server_->url()).ok());
}

TEST_F(TlsTest, AServerCertificateInTheTrustStoreIsEnough) {
  const Identity identity = authority_.issue();
  serve_as(identity);
  make({.trust_anchors_der = {identity.certificate_der}});
  EXPECT_TRUE(ask(server_->url()).ok());
}

TEST_F(TlsTest, TheSystemsBundleDoesNotKnowOurAuthority) {
  serve_as(authority_.issue());
  make();
  Answer answer = ask(server_->url());
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kTls);
}

TEST_F(TlsTest, ACaFileAddsToTheTrust) {
  const std::string path = testing::TempDir() + "dvcs-net-test-ca.pem";
  std::ofstream(path) << authority_.pem();
  serve_as(authority_.issue());
  make({.ca_file = path});
  EXPECT_TRUE(ask(server_->url()).ok());
  Authority other("other");
  make({.trust_anchors_der = {other.der()}, .ca_file = path});
  EXPECT_TRUE(ask(server_->url()).ok());
  std::remove(path.c_str());
}

TEST_F(TlsTest, SaysWhichCaFileCannotBeRead) {
  auto missing = Client::create({.ca_file = "/no/such/ca.pem"});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Code::kBadArgument);
  EXPECT_THAT(missing.error().message, testing::HasSubstr("/no/such/ca.pem"));
  auto wrong = Client::create({.ca_file = "/etc/hostname"});
  ASSERT_FALSE(wrong.ok());
  EXPECT_THAT(wrong.error().message, testing::HasSubstr("PEM"));
}

TEST_F(TlsTest, PassesOverAnchorsThatCannotBeRead) {
  serve_as(authority_.issue());
  make({.trust_anchors_der = {"nonsense", "", authority_.der()}});
  EXPECT_TRUE(ask(server_->url()).ok());
  auto hopeless = Client::create({.trust_anchors_der = {"nonsense"}});
  ASSERT_FALSE(hopeless.ok());
  EXPECT_EQ(hopeless.error().code, Code::kTls);
}

TEST_F(TlsTest, SaysThatAPortDoesNotSpeakTls) {
  serve([](const Received&) { return ok("plain"); });
  std::string url = server_->url();
  url.replace(0, 4, "https");
  http::Request request = get(url);
  request.limits.connect = std::chrono::seconds(1);  // this server waits for a request that never ends
  Answer answer = ask(std::move(request));
  ASSERT_FALSE(answer.ok());
  EXPECT_THAT(answer.error().message, testing::HasSubstr("TLS"));
}

TEST_F(TlsTest, SaysThatHttpWasAnsweredInsteadOfTls) {
  serve_as(authority_.issue());
  trust(authority_);
  std::string url = server_->url();
  url.replace(0, 5, "http");
  Answer answer = ask(url);
  ASSERT_FALSE(answer.ok());
  EXPECT_THAT(answer.error().message, testing::HasSubstr("localhost"));
}

TEST_F(TlsTest, ATruncatedAnswerOverTlsIsNoAnswer) {
  server_ = std::make_unique<test::Server>(
      [](const Received&) {
        return Reply{.bytes = "HTTP/1.0 200 OK\r\n\r\nlooks complete", .then = Then::kClose};
      },
      authority_.issue());
  trust(authority_);
  expect_error(ask(server_->url()), Code::kUnreachable, "lost in the middle of the answer");
}

TEST_F(TlsTest, KnowsItsOpenSsl) {
  EXPECT_THAT(openssl_version(), testing::StartsWith("OpenSSL 3."));
}

}  // namespace
}  // namespace dvcs::net
