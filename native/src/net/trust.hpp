// Whom we believe: the TLS settings that all connections of a Client share.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "base/status.hpp"
#include "net/client.hpp"

namespace dvcs::net {

// TLS 1.2 or newer, ALPN http/1.1, peer verification on. A certificate of the trust store is an anchor by
// itself, as in Java: administrators import server and intermediate certificates there, not only roots.
base::Result<std::shared_ptr<boost::asio::ssl::context>> make_tls_context(const ClientOptions& options);

}  // namespace dvcs::net
