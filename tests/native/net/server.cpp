#include "net/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <condition_variable>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace dvcs::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr auto kTooLong = std::chrono::seconds(30);

std::size_t content_length(const std::string& head) {
  const std::string name = "Content-Length: ";
  const std::size_t at = head.find(name);
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

asio::ssl::context make_context(const Identity& identity) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  context.use_certificate(asio::buffer(identity.certificate_pem), asio::ssl::context::pem);
  context.use_private_key(asio::buffer(identity.key_pem), asio::ssl::context::pem);
  return context;
}

}  // namespace

Reply ok(const std::string& body, const std::string& extra_headers) {
  return {.bytes = "HTTP/1.1 200 OK\r\n" + extra_headers + "Content-Length: " + std::to_string(body.size()) +
                   "\r\n\r\n" + body};
}

struct Server::State {
  using Socket = tcp::socket;

  State(Script what, std::optional<Identity> who, const char* address)
      : script(std::move(what)), acceptor(io, tcp::endpoint(asio::ip::make_address(address), 0)) {
    if (who) tls.emplace(make_context(*who));
    spawn(accept());
    thread = std::thread([this] { io.run(); });
  }

  ~State() {
    asio::post(io, [this] { io.stop(); });
    thread.join();
  }

  void spawn(asio::awaitable<void> coroutine) {
    asio::co_spawn(io, std::move(coroutine), [](std::exception_ptr thrown) {
      if (thrown) std::rethrow_exception(thrown);
    });
  }

  asio::awaitable<void> accept() {
    for (;;) {
      auto [code, socket] = co_await acceptor.async_accept(kToken);
      if (code) co_return;
      int number = 0;
      {
        std::lock_guard lock(mutex);
        number = ++accepted;
        ++open;
        changed.notify_all();
      }
      auto shared = std::make_shared<Socket>(std::move(socket));
      sockets.push_back(shared);
      spawn(serve(shared, number));
    }
  }

  asio::awaitable<void> serve(std::shared_ptr<Socket> socket, int number) {
    if (tls) {
      asio::ssl::stream<Socket&> stream(*socket, *tls);
      auto [code] = co_await stream.async_handshake(asio::ssl::stream_base::server, kToken);
      if (!code) co_await talk(stream, *socket, number);
    } else {
      co_await talk(*socket, *socket, number);
    }
    error_code ignored;
    socket->close(ignored);
    std::lock_guard lock(mutex);
    --open;
    changed.notify_all();
  }

  template <class Stream>
  asio::awaitable<void> talk(Stream& stream, Socket& socket, int number) {
    std::string buffer;
    for (;;) {
      auto [code, size] =
          co_await asio::async_read_until(stream, asio::dynamic_buffer(buffer), "\r\n\r\n", kToken);
      if (code) co_return;
      Received request{.head = buffer.substr(0, size), .body = {}, .number = 0, .connection = number};
      buffer.erase(0, size);
      const std::size_t length = content_length(request.head);
      if (buffer.size() < length) {
        const std::size_t missing = length - buffer.size();
        auto [failed, more] = co_await asio::async_read(stream, asio::dynamic_buffer(buffer),
                                                        asio::transfer_exactly(missing), kToken);
        if (failed) co_return;
      }
      request.body = buffer.substr(0, length);
      buffer.erase(0, length);
      Reply reply = script(note(request));
      const bool keep = co_await send(stream, socket, reply);
      if (!keep) co_return;
    }
  }

  Received& note(Received& request) {
    std::lock_guard lock(mutex);
    request.number = static_cast<int>(requests.size()) + 1;
    requests.push_back(request);
    changed.notify_all();
    return request;
  }

  template <class Stream>
  asio::awaitable<bool> send(Stream& stream, Socket& socket, const Reply& reply) {
    std::string bytes = reply.bytes;
    do {
      auto [code, count] = co_await asio::async_write(stream, asio::buffer(bytes), kToken);
      if (code) co_return false;
      bytes = reply.more ? reply.more() : "";
    } while (!bytes.empty());
    if (reply.then == Reply::Then::kHang) {
      char byte = 0;
      co_await stream.async_read_some(asio::buffer(&byte, 1), kToken);  // until the client gives up
    }
    if (reply.then == Reply::Then::kReset) socket.set_option(asio::socket_base::linger(true, 0));
    co_return reply.then == Reply::Then::kKeep;
  }

  template <class Condition>
  void wait(const char* what, Condition condition) {
    std::unique_lock lock(mutex);
    if (!changed.wait_for(lock, kTooLong, condition))
      throw std::runtime_error(std::string("waited in vain for ") + what);
  }

  Script script;
  asio::io_context io{1};
  std::optional<asio::ssl::context> tls;
  tcp::acceptor acceptor;
  std::list<std::weak_ptr<Socket>> sockets;
  std::thread thread;
  std::mutex mutex;
  std::condition_variable changed;
  int accepted = 0;
  int open = 0;
  std::vector<Received> requests;
};

Server::Server(Script script, std::optional<Identity> identity, const char* address)
    : state_(std::make_unique<State>(std::move(script), std::move(identity), address)) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
  return state_->acceptor.local_endpoint().port();
}

std::string Server::url(const std::string& path, const std::string& host) const {
  return (state_->tls ? "https://" : "http://") + host + ":" + std::to_string(port()) + path;
}

int Server::connections() const {
  std::lock_guard lock(state_->mutex);
  return state_->accepted;
}

std::vector<Received> Server::received() const {
  std::lock_guard lock(state_->mutex);
  return state_->requests;
}

void Server::wait_for_requests(std::size_t count) const {
  state_->wait("requests", [&] { return state_->requests.size() >= count; });
}

void Server::wait_for_connections(int count) const {
  state_->wait("connections", [&] { return state_->accepted >= count; });
}

void Server::wait_until_closed() const {
  state_->wait("connections to close", [&] { return state_->open == 0; });
}

void Server::close_connections() {
  asio::post(state_->io, [this] {
    for (const auto& socket : state_->sockets) {
      error_code ignored;
      if (auto alive = socket.lock()) alive->close(ignored);
    }
  });
}

}  // namespace dvcs::test
