// Patience between the engine and a Transport: a limit on parallel exchanges, retries with back-off, rate
// limits, redirects. What to do after an outcome is decided by the pure function in http/retry.hpp; this
// class keeps the queue and the timers.
//
// Threads: the transport's. Ownership: the transport is borrowed and must outlive this object. A handler may
// send, cancel or destroy this object.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "http/message.hpp"
#include "http/transport.hpp"

namespace dvcs::http {

struct RetryOptions {
  std::chrono::seconds patience{
      120};  // for one call, from its first sending: retries, back-off and rate limits together
  std::chrono::milliseconds base_delay{500};
  std::chrono::milliseconds max_delay{30'000};
  int parallel = 4;
  std::uint64_t random_seed = 0;  // 0: from the system
  // A host that never answered is given up sooner: it is more likely mistyped than restarting.
  std::chrono::seconds first_contact{10};
  // "https://gitlab.example.com[:port][/…]": calls to another scheme, host or port are refused with
  // kBadArgument before `prepare` sees them. Empty: not checked.
  std::string origin = {};
};

// Sends through a Transport with patience: at most `parallel` exchanges at a time (FIFO), retries with
// back-off, waits out rate limits for the whole session, follows redirects within the same scheme, host and
// port only.
class Retrying {
 public:
  using Prepare = std::function<void(Request&)>;  // adds the credential right before each sending
  using OnWait = std::function<void(std::chrono::milliseconds, const std::string& why)>;

  Retrying(Transport& transport, RetryOptions options, Prepare prepare, OnWait on_wait);
  ~Retrying();  // cancels silently; no handler is called afterwards
  Retrying(const Retrying&) = delete;
  Retrying& operator=(const Retrying&) = delete;

  // The handler gets the final Response of any status, or an Error. Statuses 429 and 5xx that outlast the
  // patience come as Response; a call that would have to wait longer than that for a rate limit already known
  // gets kRateLimited without being sent. A redirect to another origin is a kProtocol error that names it.
  CallId send(Request request, Transport::Handler handler);
  void cancel(CallId id);  // the handler gets kCancelled

  // Exchanges really performed, and what came in over the wire with answered ones.
  std::uint64_t requests() const;
  std::uint64_t bytes_in() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace dvcs::http
