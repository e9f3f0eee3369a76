// From a call to a connection ready for HTTP: dial (dial.hpp), TLS with a proxy that wants it, the tunnel
// through the proxy (tunnel.hpp), TLS with the server.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/status.hpp"
#include "net/call.hpp"
#include "net/tls_sessions.hpp"
#include "net/trust.hpp"

namespace dvcs::net {

struct Connection;

// What connections have in common. Borrowed from the Client.
struct Network {
  boost::asio::io_context& io;
  const TlsTrust& trust;  // for proxies; servers have that of their call
  const std::map<std::string, std::vector<std::string>>& hosts;  // see ClientOptions
  const std::string& user_agent;
  int resolving = 0;  // name resolutions that have not returned; they cannot be interrupted
  std::map<std::string, boost::asio::ip::address> worked = {};  // per name: the address that answered last
  std::shared_ptr<TlsSessions> sessions = std::make_shared<TlsSessions>();
};

// Ends soon after `call` is done. Sets Call::stage, and Call::abort to whatever closes the step at hand.
boost::asio::awaitable<base::Result<std::shared_ptr<Connection>>> connect(Network& network,
                                                                          std::shared_ptr<Call> call);

}  // namespace dvcs::net
