// A Retrying over a ScriptedTransport, and a call that is answered before the test goes on.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "http/retrying.hpp"
#include "support/scripted_transport.hpp"

namespace dvcs::http {

using base::Code;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Answer;
using test::failure;
using test::reply;
using test::ScriptedTransport;

class RetryingTest : public testing::Test {
 protected:
  Retrying& make(RetryOptions options = {}) {
    options.random_seed = 7;
    retrying_ = std::make_unique<Retrying>(
        transport_, options, [this](Request& request) { request.headers.set("PRIVATE-TOKEN", token_); },
        [this](milliseconds wait, const std::string& why) { waits_.emplace_back(wait, why); });
    return *retrying_;
  }

  static Request get(std::string url = "https://forge.example/api") {
    Request request;
    request.url = std::move(url);
    return request;
  }

  // Sends, lets everything happen, and returns what the handler got.
  Answer ask(Request request) {
    std::vector<Answer> got;
    retrying_->send(std::move(request), [&got](Answer answer) { got.push_back(std::move(answer)); });
    transport_.run();
    EXPECT_EQ(got.size(), 1u) << "a handler is called exactly once";
    return got.empty() ? failure(Code::kInternal, "no answer") : got.front();
  }

  seconds elapsed() const { return std::chrono::round<seconds>(transport_.now() - start_); }

  ScriptedTransport transport_;
  ScriptedTransport::Clock::time_point start_ = transport_.now();
  std::unique_ptr<Retrying> retrying_;
  std::string token_ = "secret";
  std::vector<std::pair<milliseconds, std::string>> waits_;
};

}  // namespace dvcs::http
