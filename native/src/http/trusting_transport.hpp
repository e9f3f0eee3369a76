// A session's view of the transport that all sessions share: its calls also believe the session's own
// certificates. Threads and lifetimes as the transport below, which it borrows.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "http/transport.hpp"

namespace dvcs::http {

class TrustingTransport final : public Transport {
 public:
  // `trust` was made by `below`; null: nothing is added.
  TrustingTransport(Transport& below, std::shared_ptr<const Trust> trust)
      : below_(below), trust_(std::move(trust)) {}

  CallId send(Request request, Handler handler) override {
    if (!request.trust) request.trust = trust_;
    return below_.send(std::move(request), std::move(handler));
  }
  CallId after(std::chrono::milliseconds delay, Task task) override {
    return below_.after(delay, std::move(task));
  }
  void cancel(CallId id) override { below_.cancel(id); }
  void post(Task task) override { below_.post(std::move(task)); }
  base::Result<std::shared_ptr<const Trust>> make_trust(
      const std::vector<std::string>& certificates) override {
    return below_.make_trust(certificates);
  }
  Budgets& budgets() override { return below_.budgets(); }
  std::chrono::system_clock::time_point now() const override { return below_.now(); }

 private:
  Transport& below_;
  const std::shared_ptr<const Trust> trust_;
};

}  // namespace dvcs::http
