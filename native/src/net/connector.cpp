#include "net/connector.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

#include "net/connection.hpp"
#include "net/connection_info.hpp"
#include "net/failure.hpp"

namespace dvcs::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
using Endpoints = std::vector<tcp::endpoint>;

// getaddrinfo runs on Asio's own thread and cannot be interrupted: the timer answers the call, and the late
// result finds it done.
asio::awaitable<base::Result<Endpoints>> resolve(Network& network, std::shared_ptr<Call> call) {
  const milliseconds limit = call->request.limits.connect;
  auto timer = std::make_shared<asio::steady_timer>(network.io, limit);
  timer->async_wait([call, limit](const error_code& code) {
    if (!code) call->finish(timed_out(call->url, Phase::kResolve, limit));
  });
  tcp::resolver resolver(network.io);
  ++network.resolving;
  auto [code, found] = co_await resolver.async_resolve(call->url.host, std::to_string(call->url.port),
                                                       tcp::resolver::numeric_service, kToken);
  --network.resolving;
  timer->cancel();
  if (code) co_return failure(call->url, Phase::kResolve, code, limit);
  constexpr std::size_t kEnough = 8;
  Endpoints endpoints;
  for (const auto& entry : found) {
    if (endpoints.size() < kEnough) endpoints.push_back(entry.endpoint());
  }
  co_return endpoints;
}

// Asio does not mark its sockets; a process that the host starts must not inherit them.
error_code open_close_on_exec(tcp::socket& socket, const tcp::endpoint& endpoint) {
  const int descriptor = ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  error_code code;
  if (descriptor < 0) return {errno, boost::system::system_category()};
  socket.assign(endpoint.protocol(), descriptor, code);
  return code;
}

// In turn; each address gets its share of what is left of the time, so that one that swallows packets does
// not cost all.
asio::awaitable<base::Result<std::shared_ptr<Connection>>> connect_tcp(Network& network,
                                                                       std::shared_ptr<Call> call,
                                                                       Endpoints endpoints) {
  const milliseconds limit = call->request.limits.connect;
  const auto deadline = std::chrono::steady_clock::now() + limit;
  error_code code = asio::error::host_not_found;
  for (std::size_t i = 0; i < endpoints.size() && !call->done(); ++i) {
    auto connection = std::make_shared<Connection>(Connection::Tcp(network.io));
    code = open_close_on_exec(connection->tcp().socket(), endpoints[i]);
    if (code) continue;
    call->abort = [connection] { connection->close(); };
    const auto left =
        std::max<std::chrono::nanoseconds>(deadline - std::chrono::steady_clock::now(), milliseconds(1));
    connection->tcp().expires_after(left / static_cast<int>(endpoints.size() - i));
    std::tie(code) = co_await connection->tcp().async_connect(endpoints[i], kToken);
    if (code) continue;
    error_code ignored;
    connection->tcp().socket().set_option(tcp::no_delay(true), ignored);
    co_return connection;
  }
  co_return failure(call->url, Phase::kConnect, code, limit);
}

// Who the certificate must name. Addresses are not sent as SNI (RFC 6066 3).
bool expect_host(SSL* ssl, const http::Url& url) {
  if (url.ip_literal) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), url.host.c_str()) == 1;
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(ssl, url.host.c_str()) == 1 && SSL_set_tlsext_host_name(ssl, url.host.c_str()) == 1;
}

asio::awaitable<base::Status> start_tls(Network& network, std::shared_ptr<Call> call,
                                        std::shared_ptr<Connection> connection) {
  connection->tls = std::make_unique<Connection::Tls>(std::move(*connection->plain), network.tls);
  connection->plain.reset();
  SSL* ssl = connection->tls->native_handle();
  if (!expect_host(ssl, call->url)) {
    co_return base::Error{base::Code::kBadArgument,
                          "'" + call->url.host + "' cannot be the name of a TLS server."};
  }
  auto refused = std::make_shared<std::optional<http::Certificate>>();
  connection->tls->set_verify_callback([refused](bool trusted, asio::ssl::verify_context& context) {
    if (!trusted) *refused = describe(X509_STORE_CTX_get_current_cert(context.native_handle()));
    return trusted;
  });
  const milliseconds limit = call->request.limits.connect;
  connection->tcp().expires_after(limit);
  auto [code] = co_await connection->tls->async_handshake(asio::ssl::stream_base::client, kToken);
  if (!code) co_return base::Status();
  const long verified = SSL_get_verify_result(ssl);
  if (verified != X509_V_OK) co_return certificate_failure(call->url, verified, *refused);
  co_return failure(call->url, Phase::kTls, code, limit);
}

}  // namespace

asio::awaitable<base::Result<std::shared_ptr<Connection>>> connect(Network& network,
                                                                   std::shared_ptr<Call> call) {
  call->stage = base::Stage::kResolve;
  auto endpoints = co_await resolve(network, call);
  if (!endpoints.ok()) co_return endpoints.error();
  call->stage = base::Stage::kConnect;
  auto connection = co_await connect_tcp(network, call, *endpoints);
  if (!connection.ok() || call->done()) co_return connection;
  if (call->url.scheme == "https") {
    call->stage = base::Stage::kTls;
    auto secured = co_await start_tls(network, call, *connection);
    if (!secured.ok()) co_return secured.error();
  }
  Connection& ready = **connection;
  ready.info = describe(ready.tcp().socket(), ready.tls ? ready.tls->native_handle() : nullptr, "");
  co_return connection;
}

}  // namespace dvcs::net
