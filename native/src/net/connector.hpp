// From an address to a connection ready for HTTP: resolve, connect, TLS. A proxy's tunnel will be a step
// between the last two.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "base/status.hpp"
#include "net/call.hpp"

namespace dvcs::net {

struct Connection;

// What a connection needs besides its address. Borrowed from the Client.
struct Network {
  boost::asio::io_context& io;
  boost::asio::ssl::context& tls;
  int resolving = 0;  // name resolutions that have not returned; they cannot be interrupted
};

// Ends soon after `call` is done. Sets Call::abort to whatever closes the step at hand.
boost::asio::awaitable<base::Result<std::shared_ptr<Connection>>> connect(Network& network,
                                                                          std::shared_ptr<Call> call);

}  // namespace dvcs::net
