#include "net/tunnel.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include "http/basic_authorization.hpp"
#include "net/connection.hpp"
#include "net/failure.hpp"
#include "net/wire.hpp"

namespace dvcs::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using base::Code;
using base::Error;
using boost::system::error_code;
using Message = beast::http::request<beast::http::empty_body>;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t kLargestHeader = 16u << 10;

// The target of CONNECT always has a port.
std::string target_of(const http::Url& url) {
  const bool needs_brackets = url.host.find(':') != std::string::npos;
  return (needs_brackets ? "[" + url.host + "]" : url.host) + ":" + std::to_string(url.port);
}

Message make_message(const std::string& target, const Proxy& proxy, const std::string& user_agent) {
  Message message(beast::http::verb::connect, target, 11);
  message.set(beast::http::field::host, target);
  message.set(beast::http::field::user_agent, user_agent);
  if (!proxy.user.empty())
    message.set(beast::http::field::proxy_authorization,
                http::basic_authorization(proxy.user, proxy.password));
  return message;
}

Error not_understood(const Proxy& proxy) {
  return {Code::kProxy, "The proxy " + proxy.origin() +
                            " does not speak HTTP as a proxy should. Check its address, its port and whether "
                            "it is reached by http:// or https://."};
}

Error lost(const Proxy& proxy, const error_code& code, std::chrono::milliseconds limit) {
  if (code == beast::error::timeout) {
    return {Code::kTimeout,
            "The proxy " + proxy.origin() + " did not open the way within " + in_words(limit) + "."};
  }
  if (code.category() == beast::http::make_error_code(beast::http::error::bad_version).category() &&
      code != beast::http::error::end_of_stream && code != beast::http::error::partial_message) {
    return not_understood(proxy);
  }
  return {Code::kUnreachable, "The proxy " + proxy.origin() +
                                  " closed the connection when it was asked for " +
                                  "a way to the server. Check the proxy's rules and log."};
}

}  // namespace

asio::awaitable<base::Status> open_tunnel(std::shared_ptr<Connection> connection, std::shared_ptr<Call> call,
                                          std::string user_agent) {
  call->stage = base::Stage::kProxy;
  call->abort = [connection] { connection->close(); };
  const Proxy& proxy = *call->route.proxy;
  const std::string target = target_of(call->url);
  const auto limit = call->request.limits.connect;
  connection->tcp().expires_after(limit);
  Wire wire(*connection);
  Message message = make_message(target, proxy, user_agent);
  auto [unsent, written] = co_await beast::http::async_write(wire, message, kToken);
  if (unsent) co_return lost(proxy, unsent, limit);
  beast::http::response_parser<beast::http::empty_body> parser;
  parser.header_limit(kLargestHeader);
  parser.skip(true);  // whatever length a 2xx claims: what follows is the tunnel (RFC 9110 9.3.6)
  beast::flat_buffer buffer;
  auto [code, count] = co_await beast::http::async_read_header(wire, buffer, parser, kToken);
  if (code) co_return lost(proxy, code, limit);
  const int status = static_cast<int>(parser.get().result_int());
  if (status / 100 != 2) co_return proxy_refusal(proxy, target, status);
  if (buffer.size() > 0) co_return not_understood(proxy);  // the server speaks second in TLS
  co_return base::Status();
}

Error proxy_refusal(const Proxy& proxy, const std::string& target, int status) {
  const std::string name = "The proxy " + proxy.origin();
  const std::string with_status = " (status " + std::to_string(status) + ")";
  const bool asks_for_login = status == 407 || status == 401;  // 401: tinyproxy, for a wrong password
  if (asks_for_login && proxy.user.empty()) {
    return {Code::kProxy,
            name + " wants a user name and a password" + with_status +
                ". Set http.proxyUser and http.proxyPassword, and the same with https, for this "
                "Java, or give dvcsctl --proxy http://user:password@host:port.",
            base::Stage::kProxy};
  }
  if (asks_for_login) {
    return {Code::kProxy,
            name + " does not accept the user name and password" + with_status +
                ". Check them; the proxy must allow the Basic scheme.",
            base::Stage::kProxy};
  }
  if (status == 502 || status == 503 || status == 504 || status == 500) {
    return {Code::kUnreachable,
            name + " cannot reach " + target + with_status +
                ". Check the host URL, and that the proxy may connect to it.",
            base::Stage::kProxy};
  }
  return {Code::kProxy,
          name + " refuses the way to " + target + with_status +
              ". Allow this host and port at the proxy, or add the host to the hosts that are "
              "reached without it (http.nonProxyHosts, --no-proxy).",
          base::Stage::kProxy};
}

}  // namespace dvcs::net
