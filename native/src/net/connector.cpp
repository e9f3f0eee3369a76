#include "net/connector.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <utility>

#include "net/connection.hpp"
#include "net/connection_info.hpp"
#include "net/dial.hpp"
#include "net/failure.hpp"
#include "net/tunnel.hpp"

namespace dvcs::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

// Who the certificate must name. Addresses are not sent as SNI (RFC 6066 3).
bool expect_host(SSL* ssl, const std::string& host) {
  X509_VERIFY_PARAM* parameters = SSL_get0_param(ssl);
  if (X509_VERIFY_PARAM_set1_ip_asc(parameters, host.c_str()) == 1) return true;
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(ssl, host.c_str()) == 1 && SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
}

// A layer of TLS: with whom, believing what, and under which name its sessions are kept.
struct Layer {
  Party party;
  const TlsTrust* trust;  // lives as long as the call
  std::string key;
};

// Puts another layer of TLS on top of the connection's streams.
void wrap(Connection& connection, asio::ssl::context& context) {
  if (auto* tcp = std::get_if<0>(&connection.stream)) {
    connection.stream = std::make_unique<Connection::Tls>(std::move(**tcp), context);
  } else if (auto* tls = std::get_if<1>(&connection.stream)) {
    connection.stream =
        std::make_unique<Connection::TlsInTls>(Connection::OuterTls(std::move(**tls)), context);
  }
}

template <class Stream>
asio::awaitable<base::Status> shake_hands(Stream& stream, std::shared_ptr<Connection> connection, Layer layer,
                                          milliseconds limit) {
  SSL* ssl = stream.native_handle();
  auto refused = std::make_shared<std::optional<http::Certificate>>();
  stream.set_verify_callback([refused](bool trusted, asio::ssl::verify_context& context) {
    const X509* at = X509_STORE_CTX_get_current_cert(context.native_handle());
    if (!trusted && at != nullptr) *refused = describe(at);
    return trusted;
  });
  connection->tcp().expires_after(limit);
  auto [code] = co_await stream.async_handshake(asio::ssl::stream_base::client, kToken);
  if (!code) co_return base::Status();
  connection->slots.back()->store->forget(layer.key);
  const long verified = SSL_get_verify_result(ssl);
  if (verified != X509_V_OK) co_return certificate_failure(layer.party, verified, *refused);
  co_return failure(layer.party, Phase::kTls, code, limit);
}

asio::awaitable<base::Status> start_tls(Network& network, std::shared_ptr<Call> call,
                                        std::shared_ptr<Connection> connection, Layer layer) {
  call->stage = layer.party.is_proxy ? base::Stage::kProxy : base::Stage::kTls;
  call->abort = [connection] { connection->close(); };
  wrap(*connection, layer.trust->context());
  SSL* ssl = connection->ssl();
  if (!expect_host(ssl, layer.party.host)) {
    co_return base::Error{base::Code::kBadArgument,
                          "'" + layer.party.host + "' cannot be the name of a TLS server."};
  }
  auto slot = std::make_unique<TlsSessions::Slot>(TlsSessions::Slot{network.sessions, layer.key});
  connection->slots.push_back(std::move(slot));
  TlsSessions::attach(ssl, *connection->slots.back());
  const milliseconds limit = call->request.limits.connect;
  if (auto* once = std::get_if<1>(&connection->stream))
    co_return co_await shake_hands(**once, connection, std::move(layer), limit);
  co_return co_await shake_hands(*std::get<2>(connection->stream), connection, std::move(layer), limit);
}

asio::awaitable<base::Status> pass_proxy(Network& network, std::shared_ptr<Call> call,
                                         std::shared_ptr<Connection> connection) {
  const Proxy& proxy = *call->route.proxy;
  if (proxy.tls) {
    Layer layer{Party(proxy), &network.trust, "proxy " + proxy.origin()};
    auto secured = co_await start_tls(network, call, connection, std::move(layer));
    if (!secured.ok()) co_return secured;
  }
  if (call->route.forwarded || call->done()) co_return base::Status();
  co_return co_await open_tunnel(connection, call, network.user_agent);
}

}  // namespace

asio::awaitable<base::Result<std::shared_ptr<Connection>>> connect(Network& network,
                                                                   std::shared_ptr<Call> call) {
  const Proxy* proxy = call->route.proxy;
  Party first = proxy != nullptr ? Party(*proxy) : Party(call->url);
  auto socket = co_await dial(network, call, std::move(first));
  if (!socket.ok()) co_return socket.error();
  auto connection = std::make_shared<Connection>(Connection::Tcp(std::move(*socket)));
  if (proxy != nullptr && !call->done()) {
    auto passed = co_await pass_proxy(network, call, connection);
    if (!passed.ok()) co_return passed.error();
  }
  const bool secure = call->url.scheme == "https";
  if (secure && !call->done()) {
    Layer layer{Party(call->url), call->route.trust.get(), call->route.key};
    auto secured = co_await start_tls(network, call, connection, std::move(layer));
    if (!secured.ok()) co_return secured.error();
  }
  connection->info = describe(connection->tcp().socket(), secure ? connection->ssl() : nullptr,
                              proxy != nullptr ? proxy->origin() : std::string());
  co_return connection;
}

}  // namespace dvcs::net
