// The client behind a gate that damages the stream (tests/gate), together with the patience of
// http::Retrying.
#include "gate/gate.hpp"

#include "http/retrying.hpp"
#include "net/client_fixture.hpp"

namespace dvcs::net {
namespace {

using test::Gate;
using test::ok;
using test::Received;

class GateTest : public ClientTest {
 protected:
  GateTest() {
    serve([this](const Received&) { return ok(body_); });
    gate_ = std::make_unique<Gate>(server_->port());
  }
  ~GateTest() override { client_.reset(); }

  http::Request through_gate() const {
    return get("http://127.0.0.1:" + std::to_string(gate_->port()) + "/");
  }

  const std::string body_ = std::string(5'000, 'b') + "end";
  std::unique_ptr<Gate> gate_;
};

TEST_F(GateTest, Latency) {
  gate_->set({.latency = milliseconds(5)});
  EXPECT_EQ(ask(through_gate())->body, body_);
}

TEST_F(GateTest, SlicedIntoSingleBytesAndOddPieces) {
  for (std::size_t size : {1u, 3u, 1000u}) {
    gate_->set({.slicer = size});
    Answer answer = ask(through_gate());
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->body, body_);
    client_.reset();
    make();
  }
}

// The length of the answer: header and body.
class CutAt : public GateTest, public testing::WithParamInterface<std::size_t> {};

TEST_P(CutAt, IsALostConnectionOrATimeout) {
  gate_->set({.limit_data = GetParam()});
  Answer closed = ask(through_gate());
  ASSERT_FALSE(closed.ok());
  EXPECT_EQ(closed.error().code, Code::kUnreachable) << closed.error().message;

  gate_->set({.reset_peer = GetParam()});
  Answer reset = ask(through_gate());
  ASSERT_FALSE(reset.ok());
  EXPECT_EQ(reset.error().code, Code::kUnreachable) << reset.error().message;

  gate_->set({.timeout = GetParam()});
  http::Request hurried = through_gate();
  hurried.limits.idle = milliseconds(200);
  Answer silent = ask(std::move(hurried));
  ASSERT_FALSE(silent.ok());
  EXPECT_EQ(silent.error().code, Code::kTimeout) << silent.error().message;
}

INSTANTIATE_TEST_SUITE_P(Net, CutAt, testing::Values(0, 1, 12, 17, 30, 39, 40, 41, 42, 100, 2'000, 5'000));

TEST_F(GateTest, PatienceOutlivesAServerThatIsDown) {
  gate_->down();
  expect_error(ask(through_gate()), Code::kUnreachable, "refuses connections");

  std::unique_ptr<http::Retrying> retrying;  // network thread only
  std::promise<void> first_failure;
  bool told = false;
  auto answer = std::make_shared<std::promise<Answer>>();
  on_thread([&] {
    http::RetryOptions options;
    options.base_delay = milliseconds(20);
    auto on_wait = [&](milliseconds, const std::string&) {
      if (!std::exchange(told, true)) first_failure.set_value();
    };
    retrying = std::make_unique<http::Retrying>(*client_, options, nullptr, on_wait);
    retrying->send(through_gate(), [answer](Answer got) { answer->set_value(std::move(got)); });
  });
  ASSERT_EQ(first_failure.get_future().wait_for(kTooLong), std::future_status::ready);
  gate_->up();
  Answer got = wait(answer->get_future());
  ASSERT_TRUE(got.ok()) << got.error().message;
  EXPECT_EQ(got->body, body_);
  on_thread([&] { retrying.reset(); });
}

TEST_F(GateTest, DownCutsWhatIsOpen) {
  EXPECT_TRUE(ask(through_gate()).ok());
  gate_->down();
  EXPECT_FALSE(ask(through_gate()).ok());
  gate_->up();
  EXPECT_TRUE(ask(through_gate()).ok());
  EXPECT_EQ(gate_->connections(), 2);
}

}  // namespace
}  // namespace dvcs::net
