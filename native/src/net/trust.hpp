// Whom we believe: TLS settings that connections share.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/status.hpp"
#include "http/message.hpp"
#include "net/client.hpp"

namespace dvcs::net {

struct TlsTrust final : http::Trust {
  explicit TlsTrust(std::shared_ptr<boost::asio::ssl::context> made);

  const std::uint64_t number;  // of this trust in the process: part of the key of pooled connections
  const std::shared_ptr<boost::asio::ssl::context> context;
};

// TLS 1.2 or newer, ALPN http/1.1, peer verification on. A certificate of the trust store is an anchor by
// itself, as in Java: administrators import server and intermediate certificates there, not only roots.
base::Result<std::shared_ptr<const TlsTrust>> make_tls_trust(const ClientOptions& options);

// The anchors of `base` and those of `certificates`, each DER or PEM (which may hold several). Thread-safe.
base::Result<std::shared_ptr<const TlsTrust>> add_to_trust(const TlsTrust& base,
                                                           const std::vector<std::string>& certificates);

}  // namespace dvcs::net
