// Whom we believe: TLS settings that connections share.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/status.hpp"
#include "http/message.hpp"
#include "net/client.hpp"

namespace dvcs::net {

class TlsTrust final : public http::Trust {
 public:
  enum class System { kNo, kYes };

  // With System::kYes the operating system's certificates are added with the first use: reading the 140 of a
  // usual machine costs more processor time than an unchanged refresh, which may need none.
  TlsTrust(std::unique_ptr<boost::asio::ssl::context> made, System system);

  // Thread-safe. Not constant in Asio's eyes, though a stream only reads its context.
  boost::asio::ssl::context& context() const;

  const std::uint64_t number;  // of this trust in the process: part of the key of pooled connections

 private:
  const std::unique_ptr<boost::asio::ssl::context> context_;
  const System system_;
  mutable std::once_flag loaded_;
};

// TLS 1.2 or newer, ALPN http/1.1, peer verification on. A certificate of the trust store is an anchor by
// itself, as in Java: administrators import server and intermediate certificates there, not only roots.
base::Result<std::shared_ptr<const TlsTrust>> make_tls_trust(const ClientOptions& options);

// The anchors of `base` and those of `certificates`, each DER or PEM (which may hold several). Thread-safe.
base::Result<std::shared_ptr<const TlsTrust>> add_to_trust(const TlsTrust& base,
                                                           const std::vector<std::string>& certificates);

}  // namespace dvcs::net
