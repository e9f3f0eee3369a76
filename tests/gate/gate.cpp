#include "gate/gate.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <list>
#include <thread>

namespace dvcs::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// One client and the connection to the server on its behalf: two pumps, of which only the second is poisoned.
class Tunnel : public std::enable_shared_from_this<Tunnel> {
 public:
  Tunnel(tcp::socket client, Toxics toxics)
      : client_(std::move(client)),
        server_(client_.get_executor()),
        timer_(client_.get_executor()),
        toxics_(toxics) {}

  void start(std::uint16_t upstream) {
    const tcp::endpoint to(asio::ip::address_v4::loopback(), upstream);
    server_.async_connect(to, [self = shared_from_this()](const error_code& code) {
      if (code) return self->close();
      self->forward_request();
      self->read_answer();
    });
  }

  void close() {
    error_code ignored;
    client_.close(ignored);
    server_.close(ignored);
    timer_.cancel();
  }

 private:
  void forward_request() {
    client_.async_read_some(asio::buffer(up_),
                            [self = shared_from_this()](const error_code& code, std::size_t count) {
                              if (code) return self->close();
                              asio::async_write(self->server_, asio::buffer(self->up_, count),
                                                [self](const error_code& written, std::size_t) {
                                                  if (written) return self->close();
                                                  self->forward_request();
                                                });
                            });
  }

  void read_answer() {
    if (spent(toxics_.timeout)) return;  // keeps both ends open and says nothing
    const std::size_t piece = std::min(allowed(), toxics_.slicer > 0 ? toxics_.slicer : down_.size());
    if (piece == 0) return cut();
    server_.async_read_some(asio::buffer(down_, piece),
                            [self = shared_from_this()](const error_code& code, std::size_t count) {
                              if (code) return self->close();
                              self->delay(count);
                            });
  }

  void delay(std::size_t count) {
    if (toxics_.latency.count() == 0) return forward_answer(count);
    timer_.expires_after(toxics_.latency);
    timer_.async_wait([self = shared_from_this(), count](const error_code& code) {
      if (!code) self->forward_answer(count);
    });
  }

  void forward_answer(std::size_t count) {
    asio::async_write(client_, asio::buffer(down_, count),
                      [self = shared_from_this(), count](const error_code& code, std::size_t) {
                        if (code) return self->close();
                        self->passed_ += count;
                        self->read_answer();
                      });
  }

  bool spent(const std::optional<std::size_t>& limit) const { return limit && passed_ >= *limit; }

  std::size_t allowed() const {
    std::size_t most = down_.size();
    for (const auto& limit : {toxics_.limit_data, toxics_.reset_peer, toxics_.timeout}) {
      if (limit) most = std::min(most, *limit - std::min(*limit, passed_));
    }
    return most;
  }

  void cut() {
    if (spent(toxics_.reset_peer)) {  // a close with zero linger time sends RST
      error_code ignored;
      client_.set_option(asio::socket_base::linger(true, 0), ignored);
    }
    close();
  }

  tcp::socket client_;
  tcp::socket server_;
  asio::steady_timer timer_;
  Toxics toxics_;
  std::size_t passed_ = 0;
  std::array<char, 16384> up_{};
  std::array<char, 16384> down_{};
};

}  // namespace

struct Gate::State {
  explicit State(std::uint16_t port) : upstream(port) {
    listen(0);
    own_port = acceptor.local_endpoint().port();
    accept();
    thread = std::thread([this] { io.run(); });
  }

  ~State() {
    io.stop();
    thread.join();
  }

  void listen(std::uint16_t port) {
    const tcp::endpoint here(asio::ip::address_v4::loopback(), port);
    acceptor.open(here.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(here);
    acceptor.listen();
  }

  void accept() {
    acceptor.async_accept([this](const error_code& code, tcp::socket client) {
      if (code) return;  // closed by down()
      ++accepted;
      auto tunnel = std::make_shared<Tunnel>(std::move(client), toxics);
      tunnels.remove_if([](const auto& old) { return old.expired(); });
      tunnels.push_back(tunnel);
      tunnel->start(upstream);
      accept();
    });
  }

  void close_all() {
    error_code ignored;
    acceptor.close(ignored);
    for (const auto& tunnel : tunnels) {
      if (auto open = tunnel.lock()) open->close();
    }
  }

  // Runs on the gate's thread and waits for it, so that the effect is complete when the caller goes on.
  template <class F>
  auto ask(F f) {
    std::packaged_task<std::invoke_result_t<F>()> task(std::move(f));
    auto result = task.get_future();
    asio::post(io, [&task] { task(); });
    return result.get();
  }

  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> work =
      asio::make_work_guard(io);  // also while down
  tcp::acceptor acceptor{io};
  const std::uint16_t upstream;
  std::uint16_t own_port = 0;
  Toxics toxics;
  int accepted = 0;
  std::list<std::weak_ptr<Tunnel>> tunnels;
  std::thread thread;
};

Gate::Gate(std::uint16_t upstream_port) : state_(std::make_unique<State>(upstream_port)) {}

Gate::~Gate() = default;

std::uint16_t Gate::port() const {
  return state_->own_port;
}

void Gate::set(Toxics toxics) {
  state_->ask([&] { state_->toxics = toxics; });
}

void Gate::down() {
  state_->ask([&] { state_->close_all(); });
}

void Gate::up() {
  state_->ask([&] {
    state_->listen(state_->own_port);
    state_->accept();
  });
}

int Gate::connections() const {
  return state_->ask([&] { return state_->accepted; });
}

}  // namespace dvcs::test
