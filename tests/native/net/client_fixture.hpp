// A Client against a server of the test, and blocking calls for the test's thread.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "net/client.hpp"
#include "net/server.hpp"

namespace dvcs::net {

using base::Code;
using std::chrono::milliseconds;
using Answer = base::Result<http::Response>;
using test::Reply;
using Then = test::Reply::Then;

constexpr auto kTooLong = std::chrono::seconds(30);

inline http::Request get(std::string url) {
  http::Request request;
  request.url = std::move(url);
  return request;
}

class ClientTest : public testing::Test {
 protected:
  Client& make(ClientOptions options = {}) {
    auto made = Client::create(std::move(options));
    EXPECT_TRUE(made.ok()) << made.error().message;
    client_ = std::move(made).value();
    return *client_;
  }

  test::Server& serve(test::Server::Script script) {
    server_ = std::make_unique<test::Server>(std::move(script));
    if (!client_) make();
    return *server_;
  }

  // From the test's thread: sends and does not wait.
  std::future<Answer> begin(http::Request request) {
    auto promise = std::make_shared<std::promise<Answer>>();
    client_->post([this, client = client_.get(), request = std::move(request), promise]() mutable {
      last_id_ = client->send(std::move(request),
                              [promise](Answer answer) { promise->set_value(std::move(answer)); });
    });
    return promise->get_future();
  }

  static Answer wait(std::future<Answer> future) {
    if (future.wait_for(kTooLong) != std::future_status::ready)
      return base::Error{Code::kInternal, "no answer in 30 s"};
    return future.get();
  }

  Answer ask(http::Request request) { return wait(begin(std::move(request))); }
  Answer ask(const std::string& url) { return ask(get(url)); }

  // Runs on the network thread and waits for it.
  void on_thread(std::function<void()> task) {
    std::promise<void> done;
    client_->post([&] {
      task();
      done.set_value();
    });
    ASSERT_EQ(done.get_future().wait_for(kTooLong), std::future_status::ready);
  }

  void cancel_last() {
    on_thread([this] { client_->cancel(last_id_); });
  }

  static void expect_error(const Answer& answer, Code code, const std::string& words) {
    ASSERT_FALSE(answer.ok()) << "status " << answer->status;
    EXPECT_EQ(answer.error().code, code) << answer.error().message;
    EXPECT_THAT(answer.error().message, testing::HasSubstr(words));
  }

  std::unique_ptr<test::Server> server_;
  std::unique_ptr<Client> client_;
  http::CallId last_id_ = 0;  // only on the network thread
};

}  // namespace dvcs::net
