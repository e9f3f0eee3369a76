// Trust of one session, TLS versions, and sessions of TLS that are resumed.
#include "net/trust.hpp"

#include <openssl/ssl.h>

#include "http/trusting_transport.hpp"
#include "net/client_fixture.hpp"
#include "net/tool.hpp"
#include "support/scripted_transport.hpp"

namespace dvcs::net {
namespace {

using test::Authority;
using test::ok;
using test::Received;
using testing::HasSubstr;

class TrustTest : public ClientTest {
 protected:
  void serve_as(test::Identity identity, const std::string& extra_headers = "") {
    server_ = std::make_unique<test::Server>([=](const Received&) { return ok("safe", extra_headers); },
                                             std::move(identity));
  }
  Answer ask_trusting(const std::shared_ptr<const http::Trust>& trust) {
    http::Request request = get(server_->url());
    request.trust = trust;
    return ask(std::move(request));
  }
  std::shared_ptr<const http::Trust> trust_in(const std::vector<std::string>& certificates) {
    auto made = client_->make_trust(certificates);
    EXPECT_TRUE(made.ok()) << made.error().message;
    return made.ok() ? *made : nullptr;
  }

  Authority jvm_{"JVM authority"};
  Authority account_{"account authority"};
};

std::size_t anchors_of(const TlsTrust& trust) {
  const auto* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(trust.context().native_handle()));
  return static_cast<std::size_t>(sk_X509_OBJECT_num(objects));
}

// They are read with the first use, so this is what notices when they are not read at all.
TEST_F(TrustTest, WithoutAnchorsTheSystemsCount) {
  auto trust = make_tls_trust({});
  ASSERT_TRUE(trust.ok()) << trust.error().message;
  const std::size_t system = anchors_of(**trust);
  EXPECT_GT(system, 10u) << "ca-certificates is among the packages of this build";
  EXPECT_EQ(anchors_of(**trust), system) << "once";
  auto more = add_to_trust(**trust, {account_.der()});
  ASSERT_TRUE(more.ok()) << more.error().message;
  EXPECT_EQ(anchors_of(**more), system + 1);
  auto chosen = make_tls_trust({.trust_anchors_der = {jvm_.der()}});
  ASSERT_TRUE(chosen.ok()) << chosen.error().message;
  EXPECT_EQ(anchors_of(**chosen), 1u) << "the JVM's trust store replaces the system's";
}

TEST_F(TrustTest, ACallBelievesItsCertificatesInAddition) {
  make({.trust_anchors_der = {jvm_.der()}});
  const auto trust = trust_in({account_.der()});
  serve_as(account_.issue());
  EXPECT_TRUE(ask_trusting(trust).ok());
  expect_error(ask_trusting(nullptr), Code::kTls, "not trusted");
  serve_as(jvm_.issue());
  EXPECT_TRUE(ask_trusting(trust).ok()) << "the JVM's anchors still count";
  EXPECT_TRUE(ask_trusting(nullptr).ok());
}

// A connection that one session verified must not serve another that would not believe it.
TEST_F(TrustTest, ConnectionsAreNotSharedAcrossTrust) {
  make({.trust_anchors_der = {jvm_.der()}});
  serve_as(account_.issue());
  const auto trust = trust_in({account_.der()});
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask_trusting(trust).ok());
  EXPECT_EQ(server_->connections(), 1);
  expect_error(ask_trusting(nullptr), Code::kTls, "not trusted");
  EXPECT_TRUE(ask_trusting(trust_in({account_.der()})).ok());
  EXPECT_EQ(server_->connections(), 3);
}

TEST_F(TrustTest, TakesDerAndPemAndSeveralInOnePem) {
  make({.trust_anchors_der = {jvm_.der()}});
  Authority third("third");
  serve_as(account_.issue());
  EXPECT_TRUE(ask_trusting(trust_in({account_.pem()})).ok());
  EXPECT_TRUE(ask_trusting(trust_in({third.pem() + "\n# comment\n" + account_.pem()})).ok());
  EXPECT_TRUE(ask_trusting(trust_in({third.der(), account_.pem()})).ok());
}

TEST_F(TrustTest, SaysWhenACertificateCannotBeRead) {
  make({.trust_anchors_der = {jvm_.der()}});
  for (const std::string& bad :
       {std::string("nonsense"), std::string("\x30\x82\x01", 3), std::string(),
        std::string("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")}) {
    auto made = client_->make_trust({jvm_.der(), bad});
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().code, Code::kBadArgument);
    EXPECT_THAT(made.error().message, HasSubstr("CA certificate cannot be read"));
  }
}

TEST_F(TrustTest, TrustOutlivesItsMakerButServesNoOther) {
  make({.trust_anchors_der = {jvm_.der()}});
  auto trust = trust_in({account_.der()});
  make({.trust_anchors_der = {jvm_.der()}});
  serve_as(account_.issue());
  EXPECT_TRUE(ask_trusting(trust).ok()) << "it holds all that it needs";
  struct Foreign final : http::Trust {};
  expect_error(ask_trusting(std::make_shared<Foreign>()), Code::kBadArgument, "made by another transport");
  test::ScriptedTransport scripted;
  EXPECT_EQ(scripted.make_trust({}).error().code, Code::kBadArgument);
}

TEST_F(TrustTest, ASessionsTransportAddsItsTrust) {
  make({.trust_anchors_der = {jvm_.der()}});
  serve_as(account_.issue());
  std::promise<Answer> promise;
  auto session = std::make_unique<http::TrustingTransport>(*client_, trust_in({account_.der()}));
  session->post([&] {
    EXPECT_EQ(&session->budgets(), &client_->budgets());
    session->send(get(server_->url()), [&](Answer answer) { promise.set_value(std::move(answer)); });
  });
  Answer answer = wait(promise.get_future());
  EXPECT_TRUE(answer.ok()) << answer.error().message;
}

TEST_F(TrustTest, ASecondConnectionResumesTheTlsSession) {
  make({.trust_anchors_der = {jvm_.der()}});
  serve_as(jvm_.issue(), "Connection: close\r\n");
  Answer first = ask(server_->url());
  Answer second = ask(server_->url());
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(server_->connections(), 2);
  EXPECT_FALSE(first->connection->tls_resumed);
  EXPECT_TRUE(second->connection->tls_resumed);
  ASSERT_TRUE(second->connection->certificate);
  EXPECT_EQ(second->connection->certificate->subject, "CN=test server");
}

TEST_F(TrustTest, NoTlsSessionIsResumedWithOtherTrust) {
  make({.trust_anchors_der = {jvm_.der()}});
  serve_as(account_.issue(), "Connection: close\r\n");
  EXPECT_TRUE(ask_trusting(trust_in({account_.der()})).ok());
  expect_error(ask_trusting(nullptr), Code::kTls, "not trusted");
}

TEST_F(TrustTest, TlsBelowOneDotTwoIsRefused) {
  make({.trust_anchors_der = {jvm_.der()}});
  const auto identity = jvm_.issue();
  const std::string pem = test::write_file("old-tls.pem", identity.key_pem + identity.certificate_pem);
  const std::string port = std::to_string(test::free_port());
  // s_server of a current OpenSSL still speaks TLS 1.1 when it is asked to at security level 0.
  test::Tool old(
      {"openssl", "s_server", "-accept", port, "-cert", pem, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0", "-www"},
      "ACCEPT");
  expect_error(ask("https://localhost:" + port + "/"), Code::kTls, "TLS 1.2 or newer");
  std::remove(pem.c_str());
}

}  // namespace
}  // namespace dvcs::net
