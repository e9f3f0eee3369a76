#include "net/exchange.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>

#include "http/basic_authorization.hpp"
#include "net/body.hpp"
#include "net/connection.hpp"
#include "net/failure.hpp"
#include "net/tunnel.hpp"
#include "net/wire.hpp"

namespace dvcs::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using beast::http::buffer_body;
using boost::system::error_code;
using Parser = beast::http::response_parser<buffer_body>;
using Message = beast::http::request<beast::http::string_body>;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

beast::http::verb verb_of(http::Method method) {
  switch (method) {
    case http::Method::kGet:
      return beast::http::verb::get;
    case http::Method::kHead:
      return beast::http::verb::head;
    case http::Method::kPost:
      return beast::http::verb::post;
    case http::Method::kPut:
      return beast::http::verb::put;
    case http::Method::kDelete:
      return beast::http::verb::delete_;
  }
  return beast::http::verb::get;
}

Message make_message(const Call& call, const std::string& user_agent) {
  const std::string target = call.route.forwarded ? call.url.origin() + call.url.target : call.url.target;
  Message message(verb_of(call.request.method), target, 11);
  message.set(beast::http::field::host, call.url.authority());
  message.set(beast::http::field::user_agent, user_agent);
  message.set(beast::http::field::accept_encoding, "gzip");
  for (const auto& [name, value] : call.request.headers.all()) message.insert(name, value);
  // Inside a tunnel the other end is the server, which must never see this.
  if (call.route.forwarded && !call.route.proxy->user.empty()) {
    message.set(beast::http::field::proxy_authorization,
                http::basic_authorization(call.route.proxy->user, call.route.proxy->password));
  }
  message.body() = call.request.secret_body ? call.request.secret_body->text() : call.request.body;
  message.prepare_payload();
  return message;
}

bool is_token(std::string_view name) {
  constexpr std::string_view kAlso = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kAlso.find(c) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(),
                      [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

// The state of one exchange; its steps are coroutines of this object, which lives in the frame of `exchange`.
class Steps {
 public:
  Steps(Connection& connection, Call& call)
      : wire_(connection), connection_(connection), call_(call), body_(call.request, call.url) {}

  asio::awaitable<base::Result<http::Response>> run(const std::string& user_agent) {
    auto sent = co_await write(user_agent);
    if (!sent.ok()) co_return sent.error();
    auto header = co_await read_header();
    if (!header.ok()) co_return header.error();
    if (response_.status == 407 && call_.route.forwarded)
      co_return proxy_refusal(*call_.route.proxy, call_.url.authority(), response_.status);
    if (auto begun = body_.begin(response_); !begun.ok()) co_return begun.error();
    auto read = co_await read_body();
    if (!read.ok()) co_return read.error();
    response_.body = body_.take();
    response_.connection = connection_.info;
    co_return std::move(response_);
  }

  bool unanswered() const { return response_.bytes_in == 0 && connection_.buffer.size() == 0; }
  bool reusable() const {
    return parser_ && parser_->is_done() && parser_->keep_alive() && connection_.buffer.size() == 0;
  }

 private:
  asio::awaitable<base::Status> write(const std::string& user_agent) {
    Message message = make_message(call_, user_agent);
    connection_.tcp().expires_after(call_.request.limits.idle);
    auto [code, count] = co_await beast::http::async_write(wire_, message, kToken);
    if (call_.request.secret_body) wipe(message.body());
    if (code) co_return failed(Phase::kSend, code);
    co_return base::Status();
  }

  // Interim answers (100, 103) come before the real one and are passed over.
  asio::awaitable<base::Status> read_header() {
    constexpr int kMostInterim = 8;
    for (int i = 0; i < kMostInterim; ++i) {
      parser_.emplace();
      parser_->header_limit(
          static_cast<std::uint32_t>(std::min<std::size_t>(call_.request.limits.header_bytes, 1u << 30)));
      parser_->body_limit(call_.request.limits.body_bytes);
      if (call_.request.method == http::Method::kHead) parser_->skip(true);
      connection_.tcp().expires_after(call_.request.limits.idle);
      auto [code, count] =
          co_await beast::http::async_read_header(wire_, connection_.buffer, *parser_, kToken);
      response_.bytes_in += count;
      if (code) co_return failed(Phase::kHeader, code);
      response_.status = static_cast<int>(parser_->get().result_int());
      if (response_.status / 100 != 1) break;
    }
    if (response_.status / 100 == 1) {
      co_return base::Error{base::Code::kProtocol, call_.url.authority() + " sent only interim answers."};
    }
    for (const auto& field : parser_->get()) {
      response_.headers.add(std::string(field.name_string()), std::string(field.value()));
    }
    co_return base::Status();
  }

  asio::awaitable<base::Status> read_body() {
    // Beast reads as much as its buffer holds, which by itself stays as small as the header was.
    constexpr std::size_t kReadAtOnce = 64u << 10;
    connection_.buffer.reserve(kReadAtOnce);
    std::string& chunk = connection_.piece;
    chunk.resize(kReadAtOnce);
    while (!parser_->is_done()) {
      parser_->get().body().data = chunk.data();
      parser_->get().body().size = chunk.size();
      connection_.tcp().expires_after(call_.request.limits.idle);
      auto [code, count] = co_await beast::http::async_read_some(wire_, connection_.buffer, *parser_, kToken);
      response_.bytes_in += count;
      if (code && code != beast::http::error::need_buffer) co_return failed(Phase::kBody, code);
      if (call_.done())
        co_return base::Error{base::Code::kCancelled, "Cancelled."};  // no piece for a sink that is gone
      const std::size_t got = chunk.size() - parser_->get().body().size;
      if (auto taken = body_.feed(std::string_view(chunk.data(), got)); !taken.ok()) co_return taken;
    }
    co_return body_.finish();
  }

  base::Error failed(Phase phase, const error_code& code) const {
    return failure(call_.url, phase, code, call_.request.limits.idle);
  }

  Wire wire_;
  Connection& connection_;
  Call& call_;
  Body body_;
  std::optional<Parser> parser_;
  http::Response response_;
};

}  // namespace

base::Status check_request(const http::Request& request) {
  for (const auto& [name, value] : request.headers.all()) {
    if (is_token(name) && is_field_value(value)) continue;
    const std::string shown = is_token(name) ? name : "with an odd name";
    return base::Error{
        base::Code::kBadArgument,
        "The request header " + shown + " holds a character that HTTP does not allow, perhaps a line break."};
  }
  return {};
}

asio::awaitable<Outcome> exchange(std::shared_ptr<Connection> connection, std::shared_ptr<Call> call,
                                  std::string user_agent) {
  call->abort = [connection] { connection->close(); };
  call->stage = base::Stage::kHttp;
  Steps steps(*connection, *call);
  auto result = co_await steps.run(user_agent);
  const bool reusable = result.ok() && steps.reusable();
  const bool unanswered =
      !result.ok() && result.error().code == base::Code::kUnreachable && steps.unanswered();
  Outcome outcome{std::move(result), reusable, unanswered};
  co_return outcome;
}

bool is_quiet(Connection& connection) {
  char byte = 0;
  const int descriptor = connection.tcp().socket().native_handle();
  return ::recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
         (errno == EAGAIN || errno == EWOULDBLOCK);
}

asio::awaitable<void> shut_down(std::shared_ptr<Connection> connection) {
  connection->tcp().expires_after(std::chrono::seconds(2));
  if (auto* once = std::get_if<1>(&connection->stream)) co_await (*once)->async_shutdown(kToken);
  if (auto* twice = std::get_if<2>(&connection->stream)) co_await (*twice)->async_shutdown(kToken);
  connection->close();
}

}  // namespace dvcs::net
