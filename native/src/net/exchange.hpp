// One request and its answer on a connection.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "net/call.hpp"

namespace dvcs::net {

struct Connection;

struct Outcome {
  base::Result<http::Response> result;
  bool reusable = false;    // the connection is in order for the next exchange
  bool unanswered = false;  // lost before the first byte of an answer
};

// An Error when a header of the caller cannot be sent as it is.
base::Status check_request(const http::Request& request);

boost::asio::awaitable<Outcome> exchange(std::shared_ptr<Connection> connection, std::shared_ptr<Call> call,
                                         std::string user_agent);

// True when a connection taken from the pool is still open and silent, as far as this side can tell.
bool is_quiet(Connection& connection);

// Says good-bye over TLS within 2 s, then closes; the outcome does not matter.
boost::asio::awaitable<void> shut_down(std::shared_ptr<Connection> connection);

}  // namespace dvcs::net
