// The CONNECT method of RFC 9110 9.3.6: a way through an HTTP proxy to a TLS server.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "base/status.hpp"
#include "net/call.hpp"

namespace dvcs::net {

struct Connection;

// On a connection to the call's proxy. Afterwards the connection is one to the target.
boost::asio::awaitable<base::Status> open_tunnel(std::shared_ptr<Connection> connection,
                                                 std::shared_ptr<Call> call, std::string user_agent);

// What a proxy's refusal means and what to do: the status of its answer to CONNECT, or 407 to any request.
base::Error proxy_refusal(const Proxy& proxy, const std::string& target, int status);

}  // namespace dvcs::net
