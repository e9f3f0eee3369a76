// Counts what goes through a transport: every exchange that is really made, repetitions included.
#pragma once

#include <atomic>
#include <utility>

#include "cli/jobs.hpp"
#include "http/transport.hpp"

namespace dvcs::cli {

class CountingTransport final : public http::Transport {
 public:
  explicit CountingTransport(http::Transport& below) : below_(below) {}

  http::CallId send(http::Request request, Handler handler) override {
    ++requests_;
    return below_.send(std::move(request), [this, handler = std::move(handler)](auto answer) {
      if (answer.ok()) bytes_in_ += answer->bytes_in;
      handler(std::move(answer));
    });
  }
  http::CallId after(std::chrono::milliseconds delay, Task task) override {
    return below_.after(delay, std::move(task));
  }
  void cancel(http::CallId id) override { below_.cancel(id); }
  void post(Task task) override { below_.post(std::move(task)); }
  base::Result<std::shared_ptr<const http::Trust>> make_trust(
      const std::vector<std::string>& certificates) override {
    return below_.make_trust(certificates);
  }
  http::Budgets& budgets() override { return below_.budgets(); }
  std::chrono::system_clock::time_point now() const override { return below_.now(); }

  // From any thread.
  Traffic traffic() const { return {requests_, bytes_in_}; }

 private:
  http::Transport& below_;
  std::atomic<std::uint64_t> requests_{0};
  std::atomic<std::uint64_t> bytes_in_{0};
};

}  // namespace dvcs::cli
