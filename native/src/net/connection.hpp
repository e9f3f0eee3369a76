// A TCP connection with up to two layers of TLS: the proxy's, and inside it the target's. Includes Beast:
// only for the few files that touch the wire.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/live_objects.hpp"
#include "http/message.hpp"
#include "net/tls_sessions.hpp"

namespace dvcs::net {

struct Connection {
  using Tcp = boost::beast::tcp_stream;
  using Tls = boost::beast::ssl_stream<Tcp>;
  // Asio asks a stream below TLS for its socket, which Beast's TLS does not tell.
  struct OuterTls : Tls {
    using lowest_layer_type = Tcp;
    explicit OuterTls(Tls stream) : Tls(std::move(stream)) {}
    Tcp& lowest_layer() { return boost::beast::get_lowest_layer(static_cast<Tls&>(*this)); }
    const Tcp& lowest_layer() const { return boost::beast::get_lowest_layer(static_cast<const Tls&>(*this)); }
  };
  using TlsInTls = boost::beast::ssl_stream<OuterTls>;
  using Stream = std::variant<std::unique_ptr<Tcp>, std::unique_ptr<Tls>, std::unique_ptr<TlsInTls>>;

  explicit Connection(Tcp tcp_stream) : stream(std::make_unique<Tcp>(std::move(tcp_stream))) {}

  // The layer with the socket and the time-outs.
  Tcp& tcp() {
    return std::visit([](auto& top) -> Tcp& { return boost::beast::get_lowest_layer(*top); }, stream);
  }
  // Of the innermost layer of TLS; null: there is none.
  SSL* ssl() {
    if (auto* once = std::get_if<1>(&stream)) return (*once)->native_handle();
    if (auto* twice = std::get_if<2>(&stream)) return (*twice)->native_handle();
    return nullptr;
  }
  void close() { tcp().close(); }

  base::LiveObject counted;
  std::vector<std::unique_ptr<TlsSessions::Slot>> slots;  // outlive the streams that point at them
  Stream stream;
  boost::beast::flat_buffer buffer;  // bytes read ahead belong to the connection, not to an exchange
  std::string piece;                 // of a body on its way; kept, so that answers cost no allocation
  std::shared_ptr<const http::ConnectionInfo> info;  // set once it is ready for HTTP
};

}  // namespace dvcs::net
