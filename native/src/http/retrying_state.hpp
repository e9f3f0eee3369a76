// The inside of http::Retrying. retrying.cpp holds what happens after an outcome, retrying_queue.cpp what
// happens before a sending.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "http/budget.hpp"
#include "http/retry.hpp"
#include "http/retrying.hpp"

namespace dvcs::http {

struct Retrying::State final : Sender, std::enable_shared_from_this<Retrying::State> {
  struct Call {
    Request request;  // without credential
    Transport::Handler handler;
    std::optional<Now> deadline;  // set when its first turn comes
    int attempt = 0;
    int redirects = 0;
    bool streamed = false;           // some of the body has gone to the sink
    bool cancelled = false;          // while in flight: the outcome is not looked at
    bool ending = false;             // its handler is as good as called
    CallId pending = 0;              // the exchange or timer at the transport; 0: in the queue
    std::shared_ptr<Budget> budget;  // of the exchange in flight; null: none is
    Now sent;
  };

  State(Transport& used, RetryOptions chosen, Prepare adds_credential, OnWait tells);
  void join();  // once, when it is owned
  void stop();

  CallId add(Request request, Transport::Handler handler);
  void cancel(CallId id);

  // As a Sender.
  Lane lane() const override { return options.lane; }
  int parallel() const override { return std::max(1, options.parallel); }
  bool start_one() override;
  void refuse(const Budget& of, const base::Error& why, bool git_only) override;

  // Before a sending.
  void look_at_credential();
  const std::optional<base::Error>& refusal_of(const Request& request) const;
  void wake_at(Now when);
  void give_up_waiting(CallId id, const Call& call, Now ready);
  void dispatch(CallId id, Call& call);
  void requeue_after(CallId id, Call& call, std::chrono::milliseconds wait);

  // After an outcome.
  void answered(CallId id, base::Result<Response> outcome);
  void account_for(Call& call, const base::Result<Response>& outcome);
  void redirect(CallId id, Call& call, std::string target);
  bool try_again(CallId id, Call& call, Budget& asked, const base::Result<Response>& outcome);
  void hold_everybody(Budget& whose, std::chrono::milliseconds span, const std::string& why);
  void finish(CallId id, base::Result<Response> outcome);
  void finish_soon(CallId id, base::Error error);
  void tell(std::chrono::milliseconds wait, const std::string& why) const {
    if (on_wait) on_wait(wait, why);
  }

  Transport& transport;
  RetryOptions options;
  Prepare prepare;
  OnWait on_wait;
  std::mt19937_64 random;
  std::map<CallId, Call> calls;
  std::deque<CallId> queue;
  CallId next_id = 1;
  int active = 0;
  std::shared_ptr<Budget> budget;  // of the present credential
  std::optional<base::Error> refused;
  std::optional<base::Error> git_refused;
  CallId timer = 0;  // wakes the queue
  Now timer_at;
  Now told_until{};  // waits up to here have been told
  bool host_answered = false;
  std::uint64_t requests = 0;
  std::uint64_t bytes_in = 0;
};

// For sentences: "gitlab.example.com".
std::string host_of(const Request& request);

}  // namespace dvcs::http
