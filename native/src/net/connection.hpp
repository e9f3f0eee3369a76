// A TCP connection, with TLS or without. Includes Beast: only for the few files that touch the wire.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <memory>

#include "base/live_objects.hpp"
#include "http/message.hpp"

namespace dvcs::net {

struct Connection {
  using Tcp = boost::beast::tcp_stream;
  using Tls = boost::beast::ssl_stream<Tcp>;

  explicit Connection(Tcp stream) : plain(std::make_unique<Tcp>(std::move(stream))) {}

  // The layer with the socket and the time-outs.
  Tcp& tcp() { return tls ? boost::beast::get_lowest_layer(*tls) : *plain; }
  void close() { tcp().close(); }

  base::LiveObject counted;
  std::unique_ptr<Tcp> plain;        // either this
  std::unique_ptr<Tls> tls;          // or this
  boost::beast::flat_buffer buffer;  // bytes read ahead belong to the connection, not to an exchange
  std::shared_ptr<const http::ConnectionInfo> info;  // set once it is ready for HTTP
};

}  // namespace dvcs::net
