// What goes wrong on the way, in words for an administrator: what failed, at which host, what to do. Texts
// come from error_code::message(), never from an exception's what(), and hold neither path, query nor
// credential.
#pragma once

#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/status.hpp"
#include "http/message.hpp"
#include "http/url.hpp"
#include "net/proxy.hpp"

namespace dvcs::net {

// The other end of a connection, as sentences name it.
struct Party {
  Party(const http::Url& url)  // NOLINT: implicit by design
      : host(url.host), authority(url.authority()), port(url.port) {}
  explicit Party(const Proxy& proxy);

  std::string host;
  std::string authority;  // with the port when it is not the usual one
  std::uint16_t port;
  bool is_proxy = false;

  std::string subject() const { return (is_proxy ? "The proxy " : "") + host; }
  std::string object() const { return (is_proxy ? "the proxy " : "") + host; }
  std::string settings() const { return is_proxy ? "the proxy settings" : "the host URL"; }
};

enum class Phase { kResolve, kConnect, kTls, kSend, kHeader, kBody };

// Timeouts (beast::error::timeout) become kTimeout with `limit` in the sentence.
base::Error failure(const Party& party, Phase phase, const boost::system::error_code& code,
                    std::chrono::milliseconds limit);

base::Error timed_out(const Party& party, Phase phase, std::chrono::milliseconds limit);

// The verification of the peer's certificate ended with `verify_result` (X509_V_ERR_…), at `refused`: the
// server's certificate or one above it.
base::Error certificate_failure(const Party& party, long verify_result,
                                const std::optional<http::Certificate>& refused);

// "1.5 s", "30 s", "5 min"
std::string in_words(std::chrono::milliseconds span);

}  // namespace dvcs::net
