// Ending early: cancel in every phase, and the end of the client with work in flight.
#include <dlfcn.h>
#include <netdb.h>

#include <condition_variable>
#include <mutex>

#include "gate/gate.hpp"
#include "net/client_fixture.hpp"

namespace {

// Stands in for a name server that never answers: this definition is found before the C library's.
struct StuckNames {
  std::mutex mutex;
  std::condition_variable changed;
  int waiting = 0;
  bool released = false;

  void wait_for_one() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return waiting > 0; });
  }
  void release() {
    std::unique_lock lock(mutex);
    released = true;
    changed.notify_all();
    changed.wait(lock, [this] { return waiting == 0; });
    released = false;
  }
  void get_stuck() {
    std::unique_lock lock(mutex);
    ++waiting;
    changed.notify_all();
    changed.wait(lock, [this] { return released; });
    --waiting;
    changed.notify_all();
  }
};

StuckNames& stuck_names() {
  static auto* names = new StuckNames;  // outlives threads that are left behind
  return *names;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* node, const char* service,
                                                                  const addrinfo* hints, addrinfo** result) {
  if (node != nullptr && std::string_view(node) == "stuck.invalid") {
    stuck_names().get_stuck();
    return EAI_AGAIN;
  }
  using Function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(node, service, hints, result);
}

namespace dvcs::net {
namespace {

using test::ok;
using test::Received;

class CancelTest : public ClientTest {
 protected:
  void expect_cancelled(std::future<Answer> answer) {
    cancel_last();
    expect_error(wait(std::move(answer)), Code::kCancelled, "Cancelled.");
  }
  void hang() {
    serve([](const Received& request) {
      if (request.head.find("/body") == std::string::npos) return Reply{.bytes = "", .then = Then::kHang};
      return Reply{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", .then = Then::kHang};
    });
  }
};

TEST_F(CancelTest, WhileResolving) {
  make();
  auto answer = begin(get("http://stuck.invalid/"));
  stuck_names().wait_for_one();
  expect_cancelled(std::move(answer));
  stuck_names().release();
}

TEST_F(CancelTest, WhileInTheTlsHandshake) {
  serve([](const Received&) { return ok("plain text, and it never sees a request"); });
  std::string url = server_->url();
  url.replace(0, 4, "https");
  auto answer = begin(get(url));
  server_->wait_for_connections(1);
  expect_cancelled(std::move(answer));
  server_->wait_until_closed();
}

TEST_F(CancelTest, WhileWaitingForTheHeader) {
  hang();
  auto answer = begin(get(server_->url()));
  server_->wait_for_requests(1);
  expect_cancelled(std::move(answer));
  server_->wait_until_closed();
}

TEST_F(CancelTest, WhileReadingTheBody) {
  hang();
  std::promise<void> begun;
  http::Request request = get(server_->url("/body"));
  request.on_body = [&](std::string_view) { return begun.set_value(), base::Status(); };
  auto answer = begin(std::move(request));
  ASSERT_EQ(begun.get_future().wait_for(kTooLong), std::future_status::ready);
  expect_cancelled(std::move(answer));
  server_->wait_until_closed();
}

TEST_F(CancelTest, WhileWaitingInLine) {
  make({.connections_per_host = 1});
  hang();
  auto first = begin(get(server_->url()));
  server_->wait_for_requests(1);
  expect_cancelled(begin(get(server_->url())));
  EXPECT_EQ(server_->received().size(), 1u);
  client_.reset();
  EXPECT_FALSE(wait(std::move(first)).ok());
}

TEST_F(CancelTest, NoPieceReachesTheSinkAfterwards) {
  serve([](const Received&) {
    return Reply{.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                 .more = [] { return "1000\r\n" + std::string(4096, 'x') + "\r\n"; }};
  });
  bool cancelled = false;  // network thread only
  http::Request request = get(server_->url());
  request.limits.body_bytes = std::size_t{1} << 40;
  request.on_body = [&](std::string_view) {
    EXPECT_FALSE(cancelled);
    return base::Status();
  };
  auto answer = begin(std::move(request));
  server_->wait_for_requests(1);
  on_thread([&] {
    cancelled = true;
    client_->cancel(last_id_);
  });
  expect_error(wait(std::move(answer)), Code::kCancelled, "");
  server_->wait_until_closed();
}

TEST_F(CancelTest, ASinkMayCancelItsOwnCall) {
  serve([](const Received&) { return ok(std::string(1u << 20, 'p')); });
  int pieces = 0;
  http::Request request = get(server_->url());
  request.on_body = [&](std::string_view) {
    ++pieces;
    client_->cancel(last_id_);
    return base::Status();
  };
  expect_error(ask(std::move(request)), Code::kCancelled, "");
  server_->wait_until_closed();
  EXPECT_EQ(pieces, 1);
}

TEST_F(CancelTest, TheHandlerIsNotCalledFromInsideCancelOrSend) {
  hang();
  on_thread([&] {
    auto inside = std::make_shared<bool>(true);
    auto not_inside = [inside](const Answer&) { EXPECT_FALSE(*inside); };
    client_->cancel(client_->send(get(server_->url()), not_inside));
    client_->cancel(client_->send(get("nonsense"), not_inside));
    client_->cancel(987654);
    *inside = false;
  });
  EXPECT_FALSE(ask("nonsense").ok());
}

TEST_F(CancelTest, ACallFreesItsPlaceForTheNext) {
  make({.connections_per_host = 1});
  serve([](const Received& request) {
    return request.number == 1 ? Reply{.bytes = "", .then = Then::kHang} : ok("next");
  });
  auto first = begin(get(server_->url()));
  server_->wait_for_requests(1);
  cancel_last();
  EXPECT_EQ(ask(server_->url())->body, "next");
  EXPECT_FALSE(wait(std::move(first)).ok());
}

TEST_F(CancelTest, TimersRunOnceUnlessCancelled) {
  make();
  std::promise<void> ran;
  int cancelled_ran = 0;
  on_thread([&] {
    const http::CallId due = client_->after(milliseconds(0), [&] { ++cancelled_ran; });
    client_->cancel(due);
    client_->after(milliseconds(1), [&] { ran.set_value(); });
  });
  ASSERT_EQ(ran.get_future().wait_for(kTooLong), std::future_status::ready);
  on_thread([&] { EXPECT_EQ(cancelled_ran, 0); });
}

TEST_F(CancelTest, TheEndAnswersEveryCall) {
  hang();
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 20; ++i) answers.push_back(begin(get(server_->url(i % 2 == 0 ? "/" : "/body"))));
  server_->wait_for_requests(8);
  on_thread([&] { client_->after(std::chrono::hours(1), [] { FAIL() << "a timer after the end"; }); });
  client_.reset();
  for (auto& answer : answers) expect_error(wait(std::move(answer)), Code::kClosed, "shut down");
  server_->wait_until_closed();
}

TEST_F(CancelTest, WorkGivenDuringTheEndIsRefused) {
  hang();
  auto refused = std::make_shared<std::promise<Answer>>();
  Client* client =
      client_.get();  // the object lives until its thread has been joined, the unique_ptr is empty by then
  on_thread([&] {
    client->send(get(server_->url()), [this, client, refused](const Answer&) {
      client->send(get(server_->url()), [refused](Answer answer) { refused->set_value(std::move(answer)); });
    });
  });
  server_->wait_for_requests(1);
  client_.reset();
  expect_error(wait(refused->get_future()), Code::kClosed, "shut down");
}

TEST_F(CancelTest, TheEndDoesNotWaitLongForAStuckNameServer) {
  make();
  auto answer = begin(get("http://stuck.invalid/"));
  stuck_names().wait_for_one();
  const auto before = std::chrono::steady_clock::now();
  client_.reset();
  const auto took = std::chrono::steady_clock::now() - before;
  expect_error(wait(std::move(answer)), Code::kClosed, "shut down");
  EXPECT_GE(took, std::chrono::seconds(2)) << "it was given a chance";
  EXPECT_LT(took, std::chrono::seconds(20));
  stuck_names().release();
}

TEST_F(CancelTest, AStuckNameServerIsATimeout) {
  make();
  http::Request request = get("http://stuck.invalid/");
  request.limits.connect = milliseconds(20);
  auto answer = begin(std::move(request));
  stuck_names().wait_for_one();
  expect_error(wait(std::move(answer)), Code::kTimeout,
               "The name stuck.invalid could not be resolved within 20 ms");
  stuck_names().release();
}

}  // namespace
}  // namespace dvcs::net
