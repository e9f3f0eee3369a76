#include "net/core.hpp"

#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include <future>

#include "net/exchange.hpp"

namespace dvcs::net {
namespace {

namespace asio = boost::asio;
using base::Code;
using base::Error;

std::string in_words(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const boost::system::system_error& e) {
    return e.code().message();  // what() holds template names and paths of the build
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "an exception of unknown type";
  }
}

}  // namespace

Client::Core::Core(ClientOptions options, std::shared_ptr<const TlsTrust> trust)
    : options_(std::move(options)),
      trust_(std::move(trust)),
      io_(std::make_unique<Io>(1)),
      work_(io_->get_executor()),
      network_{.io = *io_, .trust = *trust_, .hosts = options_.hosts, .user_agent = options_.user_agent},
      pool_(options_.connections_per_host, options_.idle_connection),
      sweeper_(std::make_unique<asio::steady_timer>(*io_)) {}

base::Status Client::Core::start() {
  return thread_.start("dvcs-net", [this] { run_loop(); });
}

void Client::Core::run_loop() {
  for (bool over = false; !over;) {
    try {
      io_->run();
      over = true;
    } catch (...) {
      // Answering the calls runs handlers, which may throw as well: not from inside a catch.
      asio::post(*io_, [this, thrown = std::current_exception()] { record(thrown); });
    }
  }
}

void Client::Core::record(const std::exception_ptr& thrown) {
  const std::string words = "The network thread has failed: " + in_words(thrown) + ".";
  {
    std::lock_guard lock(fault_mutex_);
    if (fault_.empty()) fault_ = words;
  }
  end_all({Code::kInternal, words});
}

std::string Client::Core::fault() const {
  std::lock_guard lock(fault_mutex_);
  return fault_;
}

// One by one: a handler may send, cancel or throw.
void Client::Core::end_all(const Error& why) {
  while (!calls_.empty()) {
    auto call = calls_.begin()->second;
    calls_.erase(calls_.begin());
    pool_.withdraw(call->route.key, call->id);
    call->finish(why);
  }
}

base::Result<std::shared_ptr<const TlsTrust>> Client::Core::add_to_trust(
    const std::vector<std::string>& certificates) const {
  return net::add_to_trust(*trust_, certificates);
}

void Client::Core::stop() {
  if (!io_) return;
  asio::post(*io_, [this] { shut(); });
  thread_.join();
  bury(std::move(io_));
}

void Client::Core::shut() {
  stopping_ = true;
  timers_.clear();
  sweeper_.reset();
  end_all({Code::kClosed, "The network has been shut down."});
  pool_.close_idle();
  work_.reset();
  // What the closed sockets report is in the queue already, and runs before this.
  asio::post(*io_, [io = io_.get()] { io->stop(); });
}

// Destroying the io_context joins Asio's resolver thread, which sits in getaddrinfo until that returns.
// Whoever stops a plugin does not wait for a dead name server: the library stays mapped (-z nodelete), so the
// thread may end alone.
void Client::Core::bury(std::unique_ptr<Io> io) const {
  if (network_.resolving == 0) return;
  // A bare pointer: with a shared one the last owner, who joins, could turn out to be this thread.
  Io* remains = io.release();
  auto buried = std::make_shared<std::promise<void>>();
  auto ended = buried->get_future();
  Thread undertaker;
  auto started = undertaker.start("dvcs-net-end", [remains, buried, trust = trust_] {
    delete remains;
    buried->set_value();
  });
  if (!started.ok()) delete remains;
  if (started.ok() && ended.wait_for(std::chrono::seconds(3)) != std::future_status::ready)
    undertaker.detach();
}

http::CallId Client::Core::after(std::chrono::milliseconds delay, http::Transport::Task task) {
  const http::CallId id = next_id_++;
  if (stopping_) return id;
  auto& timer = timers_[id] = std::make_unique<asio::steady_timer>(*io_, delay);
  timer->async_wait([this, id, task = std::move(task)](const boost::system::error_code&) {
    if (timers_.erase(id) > 0) task();  // otherwise cancelled, perhaps after it had gone off
  });
  return id;
}

void Client::Core::cancel(http::CallId id) {
  if (timers_.erase(id) > 0) return;
  auto found = calls_.find(id);
  if (found == calls_.end()) return;
  auto call = std::move(found->second);
  calls_.erase(found);
  pool_.withdraw(call->route.key, id);
  if (auto handler = call->abandon()) {
    asio::post(*io_, [handler = std::move(handler)] { handler(Error{Code::kCancelled, "Cancelled."}); });
  }
}

void Client::Core::post(http::Transport::Task task) {
  asio::post(*io_, [this, task = std::move(task)] {
    if (!stopping_) task();
  });
}

}  // namespace dvcs::net
