// The way of one call through the Core: place in line, connection, exchange, answer.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include "net/core.hpp"
#include "net/exchange.hpp"
#include "net/failure.hpp"

namespace dvcs::net {

namespace asio = boost::asio;
using base::Code;
using base::Error;

base::Status Client::Core::refusal(const http::Request& request, const base::Result<http::Url>& url) const {
  if (stopping_) return Error{Code::kClosed, "The network has been shut down."};
  if (std::string words = fault(); !words.empty()) return Error{Code::kInternal, std::move(words)};
  if (!url.ok()) return url.error();
  return check_request(request);
}

base::Result<Route> Client::Core::route(const http::Request& request, const http::Url& url) const {
  Route route;
  route.proxy = proxy_for(options_.proxies, url);
  route.forwarded = route.proxy != nullptr && url.scheme == "http";
  route.trust = trust_;
  if (request.trust) {
    route.trust = std::dynamic_pointer_cast<const TlsTrust>(request.trust);
    if (!route.trust) return Error{Code::kBadArgument, "The request's trust was made by another transport."};
  }
  route.key = url.origin() + " trusting " + std::to_string(route.trust->number);
  if (route.proxy != nullptr) route.key += " by way of " + route.proxy->origin();
  return route;
}

http::CallId Client::Core::send(http::Request request, http::Transport::Handler handler) {
  const http::CallId id = next_id_++;
  auto url = http::parse_url(request.url);
  if (auto refused = refusal(request, url); !refused.ok()) {
    asio::post(*io_, [handler = std::move(handler), error = refused.error()] { handler(error); });
    return id;
  }
  auto way = route(request, *url);
  if (!way.ok()) {
    asio::post(*io_, [handler = std::move(handler), error = way.error()] { handler(error); });
    return id;
  }
  auto call = std::make_shared<Call>(*io_, id, std::move(request), std::move(url).value(),
                                     std::move(way).value(), std::move(handler));
  calls_[id] = call;
  watch_total_time(call);
  pool_.acquire(call->route.key, id, [this, call] { spawn(perform(call)); });
  return id;
}

void Client::Core::watch_total_time(const std::shared_ptr<Call>& call) {
  call->timer.expires_after(call->request.limits.total);
  call->timer.async_wait([this, call](const boost::system::error_code& code) {
    if (code || call->done()) return;
    calls_.erase(call->id);
    pool_.withdraw(call->route.key, call->id);
    call->finish(Error{Code::kTimeout, call->url.authority() + " did not complete its answer within " +
                                           in_words(call->request.limits.total) + "."});
  });
}

// The coroutine starts from the loop, not from inside this call. Its exceptions would vanish with
// asio::detached.
void Client::Core::spawn(asio::awaitable<void> coroutine) {
  asio::co_spawn(*io_, std::move(coroutine), [this](const std::exception_ptr& thrown) {
    if (thrown) record(thrown);
  });
}

asio::awaitable<void> Client::Core::perform(std::shared_ptr<Call> call) {
  const std::string key = call->route.key;
  base::Result<http::Response> result = Error{Code::kCancelled, "Cancelled."};
  std::shared_ptr<Connection> connection;
  bool reusable = false;
  for (bool first = true; !call->done(); first = false) {
    // A kept connection may be closed by its server just now, and then nobody knows what became of the
    // request.
    const bool keep = first && !call->request.own_credential;
    connection = keep ? take_quiet(key) : nullptr;
    const bool reused = connection != nullptr;
    if (!reused) {
      auto made = co_await connect(network_, call);
      if (!made.ok()) {
        result = made.error();
        break;
      }
      connection = *made;
      if (call->done()) break;
    }
    Outcome outcome = co_await exchange(connection, call, options_.user_agent);
    // The server closed a kept connection just as we wrote to it: nothing was lost, and a fresh one settles
    // it.
    if (reused && outcome.unanswered && call->request.repeatable) continue;
    reusable = outcome.reusable && !call->done();
    result = std::move(outcome.result);
    break;
  }
  call->abort = nullptr;  // from here on the connection is not the call's
  give_back(key, std::move(connection), reusable);
  calls_.erase(call->id);
  call->finish(std::move(result));
}

std::shared_ptr<Connection> Client::Core::take_quiet(const std::string& key) {
  while (auto connection = pool_.take_idle(key)) {
    if (is_quiet(*connection)) return connection;
  }
  return nullptr;
}

void Client::Core::give_back(const std::string& key, std::shared_ptr<Connection> connection, bool reusable) {
  if (stopping_) return;
  if (connection && !reusable) spawn(shut_down(std::move(connection)));
  pool_.release(key, reusable ? std::move(connection) : nullptr, std::chrono::steady_clock::now());
  if (!sweeping_) sweep();
}

// Closes connections that have been idle too long, as long as there are any.
void Client::Core::sweep() {
  auto next = pool_.expire(std::chrono::steady_clock::now());
  sweeping_ = next.has_value();
  if (!next) return;
  sweeper_->expires_at(*next);
  sweeper_->async_wait([this](const boost::system::error_code& code) {
    if (!code) sweep();
  });
}

}  // namespace dvcs::net
