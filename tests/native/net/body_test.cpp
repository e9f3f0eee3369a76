#include "net/body.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dvcs::net {
namespace {

using base::Code;

class BodyTest : public testing::Test {
 protected:
  http::Response answer(int status, const std::string& encoding = "") {
    http::Response response;
    response.status = status;
    if (!encoding.empty()) response.headers.add("Content-Encoding", encoding);
    return response;
  }
  http::Request request_;
  http::Url url_ = {
      .scheme = "https", .host = "forge.example", .port = 443, .target = "/", .ip_literal = false};
};

TEST_F(BodyTest, TheLimitIsExact) {
  request_.limits.body_bytes = 10;
  Body body(request_, url_);
  ASSERT_TRUE(body.begin(answer(200)).ok());
  EXPECT_TRUE(body.feed("12345").ok());
  EXPECT_TRUE(body.feed("67890").ok());
  EXPECT_TRUE(body.feed("").ok());
  auto more = body.feed("x");
  ASSERT_FALSE(more.ok());
  EXPECT_EQ(more.error().code, Code::kTooLarge);
  EXPECT_THAT(more.error().message, testing::HasSubstr("forge.example"));
  EXPECT_EQ(body.take(), "1234567890");
}

TEST_F(BodyTest, KnowsTheNamesOfEncodings) {
  for (const char* plain : {"", "identity", "Identity"}) {
    Body body(request_, url_);
    EXPECT_TRUE(body.begin(answer(200, plain)).ok());
    EXPECT_TRUE(body.feed("text").ok());
    EXPECT_EQ(body.take(), "text");
  }
  for (const char* gzip : {"gzip", "GZIP", "x-gzip"}) {
    Body body(request_, url_);
    EXPECT_TRUE(body.begin(answer(200, gzip)).ok());
    EXPECT_FALSE(body.feed("text").ok());
  }
  for (const char* other : {"br", "zstd", "deflate", "gzip, gzip"}) {
    Body body(request_, url_);
    EXPECT_FALSE(body.begin(answer(200, other)).ok()) << other;
  }
}

TEST_F(BodyTest, AnErrorPageOfAStreamedRequestIsCollectedWithinItsOwnLimit) {
  request_.limits.body_bytes = std::size_t{1} << 40;
  request_.on_body = [](std::string_view) -> base::Status {
    ADD_FAILURE() << "not for the sink";
    return {};
  };
  Body body(request_, url_);
  ASSERT_TRUE(body.begin(answer(503)).ok());
  EXPECT_TRUE(body.feed("overloaded").ok());
  EXPECT_FALSE(body.feed(std::string(9u << 20, 'x')).ok());
  EXPECT_EQ(body.take(), "overloaded");
}

}  // namespace
}  // namespace dvcs::net
