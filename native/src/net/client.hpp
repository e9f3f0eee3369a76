// HTTP/1.1 over TCP and TLS: the real http::Transport. All of Asio, Beast and OpenSSL stays behind this
// header.
//
// Threads: a Client owns one thread, `dvcs-net`, on which everything runs (native/doc/network.md). As in
// Transport only `post` and `fault` may be called from elsewhere; the Client must not be destroyed on its own
// thread.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/status.hpp"
#include "http/transport.hpp"
#include "net/proxy.hpp"

namespace dvcs::net {

struct ClientOptions {
  // Certificates in DER that are trusted, each by itself, as in a Java trust store. Empty: the system's
  // bundle.
  std::vector<std::string> trust_anchors_der = {};
  std::string ca_file = {};  // PEM, trusted in addition; empty: none
  std::string user_agent = "dvcs";
  ProxySettings proxies = {};
  // Addresses of names, which are then not asked for, as in /etc/hosts; for tests and for forges that the
  // name servers do not know.
  std::map<std::string, std::vector<std::string>> hosts = {};
  int connections_per_host = 16;  // further calls wait in line
  std::chrono::seconds idle_connection{20};
};

class Client final : public http::Transport {
 public:
  // Fails with words when a certificate or the CA file cannot be used.
  static base::Result<std::unique_ptr<Client>> create(ClientOptions options);

  // Refuses further work, ends every call with kClosed, closes the sockets and joins the thread. Name
  // resolution cannot be interrupted: it is waited for at most 3 s, then left to end by itself.
  ~Client() override;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  http::CallId send(http::Request request, Handler handler) override;
  http::CallId after(std::chrono::milliseconds delay, Task task) override;
  void cancel(http::CallId id) override;
  void post(Task task) override;
  std::chrono::system_clock::time_point now() const override;
  base::Result<std::shared_ptr<const http::Trust>> make_trust(
      const std::vector<std::string>& certificates) override;

  // An exception that reached the top of the network thread, in words; empty: none. The calls of that moment
  // ended with kInternal, and so does every later one. Thread-safe.
  std::string fault() const;

 private:
  struct Core;
  explicit Client(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

// "OpenSSL 3.0.17 1 Jul 2025", for the pages that administrators read.
std::string openssl_version();

}  // namespace dvcs::net
