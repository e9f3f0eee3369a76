// An HTTP exchange as values: what `net` performs, what `providers` write and read. No socket, no Boost.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.hpp"
#include "dvcs/secret.hpp"

namespace dvcs::http {

// Header names compare without case; order and repetition are kept.
class Headers {
 public:
  void add(std::string name, std::string value);
  void set(std::string_view name, std::string value);  // replaces all of that name
  // The first value of that name, or an empty view. Lives as long as this object is not changed.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

enum class Method { kGet, kHead, kPost, kPut, kDelete };

// Bounds on one exchange. Sizes are bytes after decompression.
struct Limits {
  std::size_t header_bytes = 64u << 10;
  std::size_t body_bytes = 64u << 20;
  std::chrono::milliseconds connect{10'000};  // each of: resolve, connect, TLS
  std::chrono::milliseconds idle{30'000};     // between two reads
  std::chrono::milliseconds total{300'000};   // the whole exchange
};

// Receives the body of a 2xx answer piece by piece instead of Response::body (a pack is spooled, not held);
// the body of any other status is collected as usual. An Error ends the exchange.
using BodySink = std::function<base::Status(std::string_view piece)>;

// Certificates that a call believes besides the transport's own anchors. Transport::make_trust makes it;
// opaque to everybody else, and may outlive its maker.
class Trust {
 public:
  Trust() = default;
  virtual ~Trust() = default;
  Trust(const Trust&) = delete;
  Trust& operator=(const Trust&) = delete;
};

struct Request {
  Method method = Method::kGet;
  std::string url;  // absolute: scheme://host[:port]/path[?query]
  Headers headers;  // Host, User-Agent, Accept-Encoding, Content-Length and Authorization are added below
  std::string body;
  std::shared_ptr<const Secret> secret_body = nullptr;  // instead of `body`: shared, never copied, and wiped
  Limits limits;
  BodySink on_body;        // empty: the body is collected
  bool git = false;        // speaks git, not the API: providers add the credential as git servers want it
  bool repeatable = true;  // may be sent again when it is unknown whether the server saw it
  std::shared_ptr<const Trust> trust = nullptr;  // null: the transport's own anchors only
  // It says itself who asks, and what it asks can be done once: it gets neither the session's credential nor
  // a connection that somebody else has used, follows no redirect, and its 401 concerns nothing but itself.
  bool own_credential = false;
};

// What a server showed of itself. Names in the form of RFC 2253, UTF-8 without control characters.
struct Certificate {
  std::string subject;
  std::string issuer;
  std::chrono::sys_seconds not_after{};
};

// The way an exchange took, for those who explain it (dvcsctl doctor). Holds no credential.
struct ConnectionInfo {
  std::string peer;         // other end of the TCP connection, "192.0.2.7:443", "[2001:db8::7]:443"
  std::string proxy;        // "http://proxy.example.com:3128", and then `peer` is the proxy's; empty: direct
  std::string tls_version;  // with the target, not with the proxy: "TLSv1.3"; empty: no TLS
  std::string tls_cipher;   // "TLS_AES_256_GCM_SHA384"
  bool tls_resumed = false;
  std::optional<Certificate> certificate;  // the target's own
};

struct Response {
  int status = 0;
  Headers headers;
  std::string body;                                            // decompressed
  std::uint64_t bytes_in = 0;                                  // as they came over the wire, header included
  std::shared_ptr<const ConnectionInfo> connection = nullptr;  // null: from a Transport without a network
};

}  // namespace dvcs::http
