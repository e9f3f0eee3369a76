// One exchange on its way, shared by the table of calls and the coroutine that performs it. The first outcome
// wins: a cancelled or overdue call is answered at once, and its coroutine then only unwinds.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/live_objects.hpp"
#include "http/transport.hpp"
#include "http/url.hpp"
#include "net/proxy.hpp"

namespace dvcs::net {

class TlsTrust;

// The way to the call's server. Connections are shared by calls whose routes have the same key.
struct Route {
  std::string key;
  const Proxy* proxy = nullptr;  // of the Client's settings; null: directly
  std::shared_ptr<const TlsTrust> trust;

  // The proxy itself speaks HTTP with the server: requests name the whole address (RFC 9112 3.2.2).
  bool forwarded = false;
};

class Call {
 public:
  Call(boost::asio::io_context& io, http::CallId number, http::Request what, http::Url where, Route way,
       http::Transport::Handler handler)
      : id(number),
        request(std::move(what)),
        url(std::move(where)),
        route(std::move(way)),
        timer(io),
        handler_(std::move(handler)) {}

  bool done() const { return !handler_; }

  // Closes what the call was using. The caller owes the handler its answer; empty: it has been answered.
  http::Transport::Handler abandon() {
    auto handler = std::exchange(handler_, nullptr);
    timer.cancel();
    if (auto stop = std::exchange(abort, nullptr)) stop();
    return handler;
  }

  // Answers the call unless that has happened. An error of the network says how far the call had come.
  void finish(base::Result<http::Response> outcome) {
    auto handler = abandon();
    if (!handler) return;
    if (outcome.ok()) return handler(std::move(outcome));
    base::Error error = std::move(outcome).error();
    const bool ours = error.code == base::Code::kCancelled || error.code == base::Code::kClosed ||
                      error.code == base::Code::kInternal;
    if (!ours && error.stage == base::Stage::kNone) error.stage = stage;
    const bool beyond_proxy = error.stage == base::Stage::kTls || error.stage == base::Stage::kHttp;
    if (!ours && beyond_proxy && route.proxy != nullptr &&
        error.message.find("he proxy ") == std::string::npos)
      error.message += " The way led through the proxy " + route.proxy->origin() + ".";
    handler(std::move(error));
  }

  const http::CallId id;
  http::Request request;
  const http::Url url;
  const Route route;
  boost::asio::steady_timer timer;         // Limits::total
  std::function<void()> abort;             // closes the socket in use; empty: nothing to close
  base::Stage stage = base::Stage::kNone;  // what it is busy with; kNone: it waits for its turn

 private:
  base::LiveObject counted_;
  http::Transport::Handler handler_;
};

}  // namespace dvcs::net
