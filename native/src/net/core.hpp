// The inside of a Client: its thread, its calls and its connections. What is not called
// thread-safe runs on the thread.
//
// Life: `start` - work - `stop`. Coroutine frames that are still suspended at the end are destroyed with the
// io_context; they hold Calls and Connections, and touch the Core only when resumed, which no longer happens
// then.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "net/call.hpp"
#include "net/client.hpp"
#include "net/connector.hpp"
#include "net/pool.hpp"
#include "net/thread.hpp"
#include "net/trust.hpp"

namespace dvcs::net {

struct Client::Core {
  Core(ClientOptions options, std::shared_ptr<const TlsTrust> trust);
  ~Core() { stop(); }

  base::Status start();
  void stop();  // from any thread but its own

  http::CallId send(http::Request request, http::Transport::Handler handler);
  http::CallId after(std::chrono::milliseconds delay, http::Transport::Task task);
  void cancel(http::CallId id);
  void post(http::Transport::Task task);
  std::string fault() const;  // thread-safe
  base::Result<std::shared_ptr<const TlsTrust>> add_to_trust(
      const std::vector<std::string>& certificates) const;  // thread-safe

 private:
  using Io = boost::asio::io_context;

  void run_loop();
  void shut();  // the last task of the thread
  void bury(std::unique_ptr<Io> io) const;
  void record(const std::exception_ptr& thrown);
  void end_all(const base::Error& why);

  base::Status refusal(const http::Request& request, const base::Result<http::Url>& url) const;
  base::Result<Route> route(const http::Request& request, const http::Url& url) const;
  void watch_total_time(const std::shared_ptr<Call>& call);
  void spawn(boost::asio::awaitable<void> coroutine);
  boost::asio::awaitable<void> perform(std::shared_ptr<Call> call);
  std::shared_ptr<Connection> take_quiet(const std::string& key);
  void give_back(const std::string& key, std::shared_ptr<Connection> connection, bool reusable);
  void sweep();

  const ClientOptions options_;
  const std::shared_ptr<const TlsTrust> trust_;
  std::unique_ptr<Io> io_;
  boost::asio::executor_work_guard<Io::executor_type> work_;
  Network network_;
  Pool<Connection> pool_;
  std::unique_ptr<boost::asio::steady_timer> sweeper_;
  bool sweeping_ = false;
  bool stopping_ = false;
  http::CallId next_id_ = 1;
  std::map<http::CallId, std::shared_ptr<Call>> calls_;
  std::map<http::CallId, std::unique_ptr<boost::asio::steady_timer>> timers_;
  mutable std::mutex fault_mutex_;
  std::string fault_;
  Thread thread_;
};

}  // namespace dvcs::net
