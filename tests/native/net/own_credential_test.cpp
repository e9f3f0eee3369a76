// Requests whose outcome nobody may guess: the exchange of tokens (http::Request::own_credential).
#include <atomic>

#include "http/retrying.hpp"
#include "net/certificates.hpp"
#include "net/client_fixture.hpp"
#include "providers/common/oauth.hpp"

namespace dvcs::net {
namespace {

using test::ok;
using test::Received;

constexpr char kPair[] =
    R"({"access_token":"a","token_type":"Bearer","refresh_token":"r","expires_in":7200})";

class OwnCredentialTest : public ClientTest {
 protected:
  OwnCredentialTest() {
    job_.grant = TokenGrant::kRefreshToken;
    job_.client_id = "app";
    job_.client_secret = Secret("s&cret=");
    job_.redirect_uri = "https://jira.example.com/callback";
    job_.refresh_token = Secret("refresh");
  }

  http::Request request() const { return providers::token_request({server_->url("/oauth/token"), {}}, job_); }

  TokenResult outcome() {
    const http::Request asked = request();
    return providers::read_token_answer(job_, asked, ask(asked)).row.result;
  }

  ObtainToken job_;
};

TEST_F(OwnCredentialTest, TheFormGoesOutAsItIs) {
  serve([](const Received&) { return ok(kPair); });
  EXPECT_EQ(outcome(), TokenResult::kDone);
  const Received received = server_->received().at(0);
  EXPECT_THAT(received.head, testing::StartsWith("POST /oauth/token HTTP/1.1\r\n"));
  EXPECT_THAT(received.head, testing::Not(testing::HasSubstr("Authorization")));
  EXPECT_EQ(received.body,
            "grant_type=refresh_token&client_id=app&client_secret=s%26cret%3D&redirect_uri="
            "https%3A%2F%2Fjira.example.com%2Fcallback&refresh_token=refresh");
}

// A connection that is kept may be closed while the request is on its way: then nobody could say whether it
// arrived.
TEST_F(OwnCredentialTest, EachHasAConnectionOfItsOwn) {
  serve([](const Received&) { return ok(kPair); });
  ASSERT_TRUE(ask(server_->url()).ok());
  EXPECT_EQ(outcome(), TokenResult::kDone);
  EXPECT_EQ(server_->received().at(1).connection, 2);
}

TEST_F(OwnCredentialTest, AnAnswerCutAtAnyByteIsLost) {
  const std::string whole = ok(kPair).bytes;
  std::atomic<std::size_t> size = 0;  // the server answers on a thread of its own
  serve([&](const Received&) { return Reply{.bytes = whole.substr(0, size), .then = Then::kClose}; });
  for (; size < whole.size(); ++size) EXPECT_EQ(outcome(), TokenResult::kLost) << size.load();
  EXPECT_EQ(outcome(), TokenResult::kDone);
  EXPECT_EQ(server_->received().size(), whole.size() + 1) << "none was sent twice";
}

TEST_F(OwnCredentialTest, AResetConnectionIsLostAndAnOverlongAnswerToo) {
  serve([](const Received& received) {
    if (received.number == 1) return Reply{.bytes = "", .then = Then::kReset};
    return ok(std::string(10U << 20, ' ') + kPair);
  });
  EXPECT_EQ(outcome(), TokenResult::kLost);
  EXPECT_EQ(outcome(), TokenResult::kLost);
}

TEST_F(OwnCredentialTest, WhatNeverArrivedCanBeAskedAgain) {
  serve([](const Received&) { return ok(kPair); });
  http::Request asked = request();
  server_.reset();  // refuses connections from now on
  EXPECT_EQ(providers::read_token_answer(job_, asked, ask(asked)).row.result, TokenResult::kNotDone);
  asked.url = "https://name.invalid/oauth/token";
  EXPECT_EQ(providers::read_token_answer(job_, asked, ask(asked)).row.result, TokenResult::kNotDone);
}

TEST_F(OwnCredentialTest, ACertificateNobodyTrustsKeepsTheSecretsHere) {
  make();
  server_ = std::make_unique<test::Server>([](const Received&) { return ok(kPair); }, test::self_signed());
  EXPECT_EQ(outcome(), TokenResult::kNotDone);
  EXPECT_TRUE(server_->received().empty());
}

TEST_F(OwnCredentialTest, NoRedirectIsFollowed) {
  for (const char* status : {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"}) {
    serve([&](const Received&) {
      return Reply{.bytes = std::string("HTTP/1.1 ") + status +
                            "\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"};
    });
    std::unique_ptr<http::Retrying> retrying;
    const http::Request asked = request();
    std::promise<Answer> promise;
    on_thread([&] {
      retrying = std::make_unique<http::Retrying>(*client_, http::RetryOptions{}, nullptr, nullptr);
      retrying->send(asked, [&](Answer answer) { promise.set_value(std::move(answer)); });
    });
    const Answer answer = wait(promise.get_future());
    EXPECT_EQ(providers::read_token_answer(job_, asked, answer).row.result, TokenResult::kNotDone);
    EXPECT_EQ(server_->received().size(), 1U);
    on_thread([&] { retrying.reset(); });
  }
}

}  // namespace
}  // namespace dvcs::net
