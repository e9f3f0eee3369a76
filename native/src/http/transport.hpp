// The seam between logic and network. `net::Client` is the real one; tests and the simulation script their
// own.
//
// Threads: one. `send`, `cancel`, `after` and every handler run on the transport's thread; only `post` may be
// called from elsewhere. No handler runs inside the call that registered it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/status.hpp"
#include "http/budget.hpp"
#include "http/message.hpp"

namespace dvcs::http {

using CallId = std::uint64_t;

class Transport {
 public:
  using Handler = std::function<void(base::Result<Response>)>;
  using Task = std::function<void()>;

  virtual ~Transport() = default;

  // Performs one exchange. The handler is called exactly once, with an Error of kCancelled after `cancel`.
  // Answers of any status are a Response; an Error means that there was none.
  virtual CallId send(Request request, Handler handler) = 0;

  // Calls `task` once after `delay`, unless cancelled before (then never).
  virtual CallId after(std::chrono::milliseconds delay, Task task) = 0;

  virtual void cancel(CallId id) = 0;

  // Runs `task` soon on the transport's thread. Thread-safe.
  virtual void post(Task task) = 0;

  // For Request::trust: the transport's own anchors and these certificates, each in DER or PEM. Thread-safe.
  // kBadArgument in words when one cannot be read, or when the transport has no TLS.
  virtual base::Result<std::shared_ptr<const Trust>> make_trust(const std::vector<std::string>& certificates);

  // What its users owe their hosts together. On the transport's thread. A transport on top of another one
  // passes this on.
  virtual Budgets& budgets() { return budgets_; }

  // The transport's clock: wall time for Retry-After and HTTP dates; virtual in simulations.
  virtual std::chrono::system_clock::time_point now() const = 0;

 private:
  Budgets budgets_;
};

}  // namespace dvcs::http
