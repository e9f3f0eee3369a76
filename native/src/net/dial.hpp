// From a name to a TCP connection: resolves it and tries its addresses, each with a short head start before
// the next (RFC 8305), so that a dead one costs little.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <vector>

#include "base/status.hpp"
#include "net/call.hpp"
#include "net/failure.hpp"

namespace dvcs::net {

struct Network;

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

// The order to try them in: address families take turns, beginning with that of the first; `preferred`, the
// address that worked last, goes before all.
Endpoints dialing_order(const Endpoints& found, const boost::asio::ip::address& preferred);

// Sets Call::stage and Call::abort.
boost::asio::awaitable<base::Result<boost::asio::ip::tcp::socket>> dial(Network& network,
                                                                        std::shared_ptr<Call> call, Party to);

}  // namespace dvcs::net
