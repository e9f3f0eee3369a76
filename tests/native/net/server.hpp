// An HTTP server for tests, with or without TLS, that sends exactly the bytes its script says and can
// misbehave.
//
// Threads: one of its own; the script runs there. Everything else may be called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/certificates.hpp"

namespace dvcs::test {

struct Reply {
  std::string bytes;  // status line, header and body as they go over the wire
  enum class Then { kKeep, kClose, kReset, kHang } then = Then::kKeep;
  std::function<std::string()> more = {};  // asked for further bytes until it returns none
};

// "HTTP/1.1 200 OK", Content-Length and the body.
Reply ok(const std::string& body, const std::string& extra_headers = "");

struct Received {
  std::string head;  // request line and header
  std::string body;
  int number = 0;      // of this request, from 1
  int connection = 0;  // that it came over, from 1
};

class Server {
 public:
  using Script = std::function<Reply(const Received&)>;

  explicit Server(Script script, std::optional<Identity> identity = std::nullopt,
                  const char* address = "127.0.0.1");
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  // "http(s)://localhost:port" + path
  std::string url(const std::string& path = "/", const std::string& host = "localhost") const;

  int connections() const;  // accepted
  std::vector<Received> received() const;
  void wait_for_requests(std::size_t count) const;
  void wait_for_connections(int count) const;
  void wait_until_closed() const;  // no connection is open any more
  void close_connections();        // in order, as a server that has waited long enough

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dvcs::test
