#include "jni/core.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <thread>

#include "request_support.hpp"
#include "support/scripted_transport.hpp"

namespace dvcs::jni {
namespace {

using base::Code;
using codec::test::open_request;
using codec::test::start_request;
using codec::test::submit_request;
using std::chrono::milliseconds;

// The scripted transport on a thread of its own, as net::Client has one.
class DrivenTransport final : public http::Transport {
 public:
  DrivenTransport()
      : script_([](const auto&) { return dvcs::test::reply(404, "{}"); }), thread_([this] { drive(); }) {}
  ~DrivenTransport() override {
    {
      std::lock_guard lock(mutex_);
      ended_ = true;
    }
    woken_.notify_one();
    thread_.join();
  }

  http::CallId send(http::Request request, Handler handler) override {
    return script_.send(std::move(request), std::move(handler));
  }
  http::CallId after(milliseconds delay, Task task) override { return script_.after(delay, std::move(task)); }
  void cancel(http::CallId id) override { script_.cancel(id); }
  void post(Task task) override {
    script_.post(std::move(task));
    {
      std::lock_guard lock(mutex_);
      posted_ = true;
    }
    woken_.notify_one();
  }
  std::chrono::system_clock::time_point now() const override { return script_.now(); }

 private:
  void drive() {
    std::unique_lock lock(mutex_);
    while (!ended_) {
      woken_.wait(lock, [this] { return ended_ || posted_; });
      posted_ = false;
      lock.unlock();
      script_.run();
      lock.lock();
    }
  }

  dvcs::test::ScriptedTransport script_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool posted_ = false;
  bool ended_ = false;
  std::thread thread_;
};

base::Result<std::unique_ptr<http::Transport>> connect(const codec::StartCore&) {
  return std::unique_ptr<http::Transport>(new DrivenTransport);
}

codec::test::Buffer check_account(std::uint64_t id) {
  return submit_request(id, wire::JobKind::CheckAccount,
                        [](auto& builder) { return wire::CreateCheckAccount(builder).Union(); });
}

class CoreTest : public testing::Test {
 protected:
  ~CoreTest() override {
    EXPECT_TRUE(core_.shutdown().ok());
    EXPECT_EQ(base::LiveObject::count(), 0);
  }
  std::int64_t opened() {
    auto session = core_.open(open_request());
    EXPECT_TRUE(session.ok());
    return session.ok() ? *session : 0;
  }
  Core core_{connect};
  std::vector<std::byte> buffer_ = std::vector<std::byte>(1 << 20);
};

TEST_F(CoreTest, NothingOpensBeforeTheStart) {
  auto session = core_.open(open_request());
  ASSERT_FALSE(session.ok());
  EXPECT_EQ(session.error().code, Code::kClosed);
}

TEST_F(CoreTest, StartsOnceAndAgainAfterShutdown) {
  EXPECT_TRUE(core_.start(start_request({}, "a")).ok());
  auto again = core_.start(start_request({}, "a"));
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, Code::kBadArgument);
  EXPECT_TRUE(core_.shutdown().ok());
  EXPECT_TRUE(core_.shutdown().ok());
  EXPECT_TRUE(core_.start(start_request({}, "a")).ok());
}

TEST_F(CoreTest, AFailedConnectionIsNotAStart) {
  bool broken = true;
  Core core([&](const auto& options) -> base::Result<std::unique_ptr<http::Transport>> {
    if (broken) return base::Error{Code::kTls, "A certificate cannot be read."};
    return connect(options);
  });
  EXPECT_EQ(core.start(start_request({"x"}, "a")).error().code, Code::kTls);
  broken = false;
  EXPECT_TRUE(core.start(start_request({}, "a")).ok());
  EXPECT_TRUE(core.shutdown().ok());
}

TEST_F(CoreTest, AJobEndsWithFinished) {
  ASSERT_TRUE(core_.start(start_request({}, "a")).ok());
  auto session = opened();
  ASSERT_TRUE(core_.submit(session, check_account(7)).ok());
  for (bool finished = false; !finished;) {
    auto size = core_.poll(session, buffer_, milliseconds(1000));
    ASSERT_TRUE(size.ok());
    if (*size == 0) continue;
    const auto* batch = wire::GetBatch(buffer_.data());
    EXPECT_EQ(batch->job(), 7u);
    finished = batch->finished() != nullptr;
    if (finished) EXPECT_NE(batch->finished()->error_code(), 0) << "everything answers 404";
    EXPECT_TRUE(core_.acknowledge(session, batch->sequence()).ok());
  }
}

// The second is told in the log; the network thread that all sessions share lives on.
TEST_F(CoreTest, AJobSubmittedTwiceHarmsNobody) {
  ASSERT_TRUE(core_.start(start_request({}, "a")).ok());
  auto session = opened();
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(core_.submit(session, check_account(7)).ok());
  ASSERT_TRUE(core_.submit(session, check_account(8)).ok());
  for (bool finished = false; !finished;) {
    auto size = core_.poll(session, buffer_, milliseconds(1000));
    ASSERT_TRUE(size.ok());
    if (*size == 0) continue;
    const auto* batch = wire::GetBatch(buffer_.data());
    finished = batch->finished() != nullptr && batch->job() == 8;
    EXPECT_TRUE(core_.acknowledge(session, batch->sequence()).ok());
  }
}

TEST_F(CoreTest, AHostThatIsNotBuiltIsRefusedAtOnce) {
  ASSERT_TRUE(core_.start(start_request({}, "a")).ok());
  auto session = core_.open(open_request({.host = wire::Host::Bitbucket}));
  ASSERT_FALSE(session.ok());
  EXPECT_EQ(session.error().code, Code::kBadArgument);
  EXPECT_FALSE(core_.open(open_request({.url = "no address"})).ok());
}

TEST_F(CoreTest, AClosedSessionIsGoneForEveryCall) {
  ASSERT_TRUE(core_.start(start_request({}, "a")).ok());
  auto session = opened();
  core_.close(session);
  core_.close(session);
  EXPECT_EQ(core_.submit(session, check_account(1)).error().code, Code::kClosed);
  EXPECT_EQ(core_.poll(session, buffer_, milliseconds(0)).error().code, Code::kClosed);
  EXPECT_EQ(core_.acknowledge(session, 1).error().code, Code::kClosed);
  EXPECT_EQ(core_.cancel(session, 1).error().code, Code::kClosed);
  EXPECT_EQ(core_.credential(session, "t").error().code, Code::kClosed);
}

TEST_F(CoreTest, CloseWakesAPoll) {
  ASSERT_TRUE(core_.start(start_request({}, "a")).ok());
  auto session = opened();
  std::thread poller([&] {
    std::vector<std::byte> buffer(1 << 16);
    for (;;) {
      auto size = core_.poll(session, buffer, std::chrono::hours(1));
      if (size.ok()) continue;
      EXPECT_EQ(size.error().code, Code::kClosed);
      return;
    }
  });
  core_.close(session);
  poller.join();
}

TEST_F(CoreTest, ShutdownEndsOpenSessionsAndTheirPolls) {
  ASSERT_TRUE(core_.start(start_request({}, "a")).ok());
  std::vector<std::thread> pollers;
  for (int i = 0; i < 3; ++i) {
    auto session = opened();
    ASSERT_TRUE(core_.submit(session, check_account(1)).ok());
    pollers.emplace_back([this, session] {
      std::vector<std::byte> buffer(1 << 16);
      while (core_.poll(session, buffer, milliseconds(1000)).ok()) {
      }
    });
  }
  EXPECT_GT(base::LiveObject::count(), 0);
  EXPECT_TRUE(core_.shutdown().ok());
  for (auto& poller : pollers) poller.join();
}

// Everything at once: whatever the order, nothing is left and nothing but kClosed is answered.
TEST_F(CoreTest, CallsRaceWithCloseAndShutdown) {
  for (int round = 0; round < 30; ++round) {
    ASSERT_TRUE(core_.start(start_request({}, "a")).ok());
    auto session = opened();
    std::vector<std::thread> threads;
    threads.emplace_back([&] { core_.close(session); });
    threads.emplace_back([&] {
      auto status = core_.submit(session, check_account(1));
      if (!status.ok()) EXPECT_EQ(status.error().code, Code::kClosed);
    });
    threads.emplace_back([&] {
      std::vector<std::byte> buffer(1 << 16);
      auto size = core_.poll(session, buffer, milliseconds(1));
      if (!size.ok()) EXPECT_EQ(size.error().code, Code::kClosed);
    });
    threads.emplace_back([&] {
      auto another = core_.open(open_request());
      if (!another.ok()) EXPECT_EQ(another.error().code, Code::kClosed);
    });
    if (round % 2 == 0) EXPECT_TRUE(core_.shutdown().ok());
    for (auto& thread : threads) thread.join();
    EXPECT_TRUE(core_.shutdown().ok());
    EXPECT_EQ(base::LiveObject::count(), 0);
  }
}

}  // namespace
}  // namespace dvcs::jni
