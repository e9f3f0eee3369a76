#include "net/dial.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>

#include "net/connector.hpp"

namespace dvcs::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr milliseconds kHeadStart{250};  // RFC 8305 section 5
constexpr std::size_t kMostAddresses = 8;

// Asio does not mark its sockets; a process that the host starts must not inherit them.
error_code open_close_on_exec(tcp::socket& socket, const tcp::endpoint& endpoint) {
  const int descriptor = ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  error_code code;
  if (descriptor < 0) return {errno, boost::system::system_category()};
  socket.assign(endpoint.protocol(), descriptor, code);
  return code;
}

// Several attempts to connect; the first to succeed wins and ends the others. Kept alive by its own pending
// operations.
class Race : public std::enable_shared_from_this<Race> {
 public:
  Race(asio::io_context& io, Endpoints endpoints)
      : io_(io), endpoints_(std::move(endpoints)), head_start_(io), deadline_(io), over_(io) {
    over_.expires_at(std::chrono::steady_clock::time_point::max());
  }

  void start(milliseconds limit) {
    deadline_.expires_after(limit);
    deadline_.async_wait([self = shared_from_this()](const error_code& code) {
      if (!code) self->end(asio::error::timed_out);
    });
    try_next();
  }
  void stop() { end(asio::error::operation_aborted); }

  asio::awaitable<void> wait() {
    if (!ended_) co_await over_.async_wait(kToken);
  }

  std::optional<tcp::socket> winner;
  error_code outcome;  // when nobody won

 private:
  using Attempt = std::shared_ptr<tcp::socket>;

  void try_next() {
    while (!ended_ && next_ < endpoints_.size()) {
      const tcp::endpoint to = endpoints_[next_++];
      auto attempt = std::make_shared<tcp::socket>(io_);
      last_failure_ = open_close_on_exec(*attempt, to);
      if (last_failure_) continue;
      attempts_.push_back(attempt);
      attempt->async_connect(to, [self = shared_from_this(), attempt](const error_code& code) {
        self->attempted(attempt, code);
      });
      return give_head_start();
    }
    if (attempts_.empty()) end(last_failure_);
  }

  void give_head_start() {
    head_start_.expires_after(kHeadStart);
    head_start_.async_wait([self = shared_from_this()](const error_code& code) {
      if (!code) self->try_next();
    });
  }

  void attempted(const Attempt& attempt, const error_code& code) {
    if (ended_) return;
    std::erase(attempts_, attempt);
    if (!code) {
      winner.emplace(std::move(*attempt));
      return end({});
    }
    last_failure_ = code;
    try_next();
  }

  void end(const error_code& code) {
    if (ended_) return;
    ended_ = true;
    outcome = code;
    for (const Attempt& attempt : attempts_) {
      error_code ignored;
      attempt->close(ignored);
    }
    attempts_.clear();
    head_start_.cancel();
    deadline_.cancel();
    over_.cancel();
  }

  asio::io_context& io_;
  const Endpoints endpoints_;
  asio::steady_timer head_start_;
  asio::steady_timer deadline_;
  asio::steady_timer over_;  // an event: never expires, is cancelled at the end
  std::size_t next_ = 0;
  std::vector<Attempt> attempts_;
  error_code last_failure_ = asio::error::host_not_found;
  bool ended_ = false;
};

std::optional<Endpoints> fixed_addresses(const Network& network, const Party& party) {
  const auto found = network.hosts.find(party.host);
  if (found == network.hosts.end()) return std::nullopt;
  Endpoints endpoints;
  for (const std::string& text : found->second) {
    error_code code;
    const auto address = asio::ip::make_address(text, code);
    if (!code) endpoints.emplace_back(address, party.port);
  }
  return endpoints;
}

// getaddrinfo runs on Asio's own thread and cannot be interrupted: the timer answers the call, and the late
// result finds it done.
asio::awaitable<base::Result<Endpoints>> resolve(Network& network, std::shared_ptr<Call> call, Party party) {
  if (auto fixed = fixed_addresses(network, party)) co_return std::move(*fixed);
  const milliseconds limit = call->request.limits.connect;
  auto timer = std::make_shared<asio::steady_timer>(network.io, limit);
  timer->async_wait([call, party, limit](const error_code& code) {
    if (!code) call->finish(timed_out(party, Phase::kResolve, limit));
  });
  tcp::resolver resolver(network.io);
  ++network.resolving;
  auto [code, found] = co_await resolver.async_resolve(party.host, std::to_string(party.port),
                                                       tcp::resolver::numeric_service, kToken);
  --network.resolving;
  timer->cancel();
  if (code) co_return failure(party, Phase::kResolve, code, limit);
  Endpoints endpoints;
  for (const auto& entry : found) endpoints.push_back(entry.endpoint());
  co_return endpoints;
}

}  // namespace

Endpoints dialing_order(const Endpoints& found, const asio::ip::address& preferred) {
  Endpoints first;
  Endpoints second;
  for (const auto& endpoint : found) {
    const bool same_family = endpoint.protocol() == found.front().protocol();
    (same_family ? first : second).push_back(endpoint);
  }
  Endpoints order;
  for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
    if (i < first.size()) order.push_back(first[i]);
    if (i < second.size()) order.push_back(second[i]);
  }
  const auto best = std::find_if(order.begin(), order.end(),
                                 [&](const auto& endpoint) { return endpoint.address() == preferred; });
  if (best != order.end()) std::rotate(order.begin(), best, best + 1);
  if (order.size() > kMostAddresses) order.resize(kMostAddresses);
  return order;
}

asio::awaitable<base::Result<tcp::socket>> dial(Network& network, std::shared_ptr<Call> call, Party to) {
  call->stage = base::Stage::kResolve;
  auto found = co_await resolve(network, call, to);
  if (!found.ok()) co_return found.error();
  if (call->done()) co_return base::Error{base::Code::kCancelled, "Cancelled."};
  call->stage = base::Stage::kConnect;
  const milliseconds limit = call->request.limits.connect;
  auto race = std::make_shared<Race>(network.io, dialing_order(*found, network.worked[to.host]));
  call->abort = [race] { race->stop(); };
  race->start(limit);
  co_await race->wait();
  if (!race->winner) {
    network.worked.erase(to.host);
    co_return failure(to, Phase::kConnect, race->outcome, limit);
  }
  tcp::socket socket = std::move(*race->winner);
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const auto peer = socket.remote_endpoint(ignored);
  if (!ignored) network.worked[to.host] = peer.address();
  co_return std::move(socket);
}

}  // namespace dvcs::net
