// Patience between the engine and a Transport: a limit on parallel exchanges, retries with back-off, rate
// limits, redirects. What to do after an outcome is decided by the pure function in http/retry.hpp, when to
// send by the Budget that all sessions with the same credential share (http/budget.hpp); this class keeps the
// queue and the timers.
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
#include "http/pace.hpp"
#include "http/transport.hpp"

namespace dvcs::http {

struct RetryOptions {
  std::chrono::seconds patience{
      120};  // for one call, from its first sending: retries, back-off and rate limits together
  std::chrono::milliseconds base_delay{500};
  std::chrono::milliseconds max_delay{30'000};
  int parallel = 4;  // of this session; the host's own limit may be lower (http/pace.hpp)
  Lane lane = Lane::kBackfill;
  double budget_share = 1.0;      // of the host's rate limit, 0 to 1: what the other nodes of a cluster leave
  std::uint64_t random_seed = 0;  // 0: from the system
  // A host that never answered is given up sooner: it is more likely mistyped than restarting.
  std::chrono::seconds first_contact{10};
  // "https://gitlab.example.com[:port][/…]": calls to another scheme, host or port are refused with
  // kBadArgument before `prepare` sees them. Empty: not checked.
  std::string origin = {};
};

// Sends through a Transport with patience: at most `parallel` exchanges at a time (FIFO), retries with
// back-off, waits out rate limits together with everybody who uses the credential, follows redirects within
// the same scheme, host and port only.
class Retrying {
 public:
  // Adds the credential right before each sending. It is also asked about a request that is not sent, to
  // know whose budget it is.
  using Prepare = std::function<void(Request&)>;
  using OnWait = std::function<void(std::chrono::milliseconds, const std::string& why)>;

  Retrying(Transport& transport, RetryOptions options, Prepare prepare, OnWait on_wait);
  ~Retrying();  // cancels silently; no handler is called afterwards
  Retrying(const Retrying&) = delete;
  Retrying& operator=(const Retrying&) = delete;

  // The handler gets the final Response of any status, or an Error. Statuses 429 and 5xx that outlast the
  // patience come as Response; a call that would have to wait longer than that for a rate limit already known
  // gets kRateLimited without being sent. A redirect to another origin is a kProtocol error that names it.
  // A 401 is a Response for the call that met it; every other call of that credential that was not sent yet
  // gets kUnauthorized, and so do later ones, until `prepare` adds another credential. A 401 to a request
  // that speaks git stops those that speak git only: its server may want another scope than the API. Requests
  // with a credential of their own are left out of all this.
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
