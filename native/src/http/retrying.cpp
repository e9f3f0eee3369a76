#include "http/retrying.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <utility>

#include "base/entropy.hpp"
#include "http/redirect.hpp"
#include "http/retry.hpp"
#include "http/url.hpp"

namespace dvcs::http {
namespace {

using std::chrono::milliseconds;

struct Call {
  Request request;  // without credential
  Transport::Handler handler;
  std::optional<Now> deadline;  // set when its first turn comes
  int attempt = 0;
  int redirects = 0;
  bool streamed = false;   // some of the body has gone to the sink
  bool cancelled = false;  // while in flight: the outcome is not looked at
  CallId pending = 0;      // the exchange or timer at the transport; 0: in the queue
  bool in_flight = false;
};

std::string host_of(const Request& request) {
  auto url = parse_url(request.url);
  return url.ok() ? url->authority() : "the host";
}

std::string in_words(Now::duration wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  return seconds < 120 ? std::to_string(seconds) + " s" : std::to_string((seconds + 59) / 60) + " min";
}

}  // namespace

struct Retrying::State : std::enable_shared_from_this<Retrying::State> {
  State(Transport& used, RetryOptions chosen, Prepare adds_credential, OnWait tells)
      : transport(used),
        options(std::move(chosen)),
        prepare(std::move(adds_credential)),
        on_wait(std::move(tells)),
        random(options.random_seed != 0 ? options.random_seed : base::random_seed()) {}

  CallId add(Request request, Transport::Handler handler);
  void cancel(CallId id);
  void stop();

  void pump();
  void wake_after_hold();
  void give_up_on_hold(CallId id, const Call& call);
  void dispatch(CallId id, Call& call);
  void answered(CallId id, base::Result<Response> outcome);
  void redirect(CallId id, Call& call, std::string target);
  bool try_again(CallId id, Call& call, const base::Result<Response>& outcome);
  void hold_everybody(milliseconds span, const std::string& why);
  void requeue_after(CallId id, Call& call, milliseconds wait);
  void finish(CallId id, base::Result<Response> outcome);
  void finish_soon(CallId id, base::Error error);
  void tell(milliseconds wait, const std::string& why) const {
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
  Now hold_until{};
  CallId hold_timer = 0;
  bool host_answered = false;
  std::uint64_t requests = 0;
  std::uint64_t bytes_in = 0;
};

CallId Retrying::State::add(Request request, Transport::Handler handler) {
  const CallId id = next_id++;
  const bool foreign = !options.origin.empty() && !same_origin(options.origin, request.url);
  Call& call = calls[id];
  call.request = std::move(request);
  call.handler = std::move(handler);
  if (foreign) {
    finish_soon(id, {base::Code::kBadArgument, printable_url(call.request.url) + " is not at " +
                                                   printable_url(options.origin) + ": nothing was sent."});
    return id;
  }
  queue.push_back(id);
  pump();
  return id;
}

// Starts what may start. Calls no handler: it also runs inside send().
void Retrying::State::pump() {
  while (active < std::max(1, options.parallel) && !queue.empty()) {
    const CallId id = queue.front();
    Call& call = calls.at(id);
    if (!call.deadline) call.deadline = transport.now() + options.patience;
    const bool held = transport.now() < hold_until;
    if (held && hold_until <= *call.deadline) return wake_after_hold();
    queue.pop_front();
    if (held) {
      give_up_on_hold(id, call);
    } else {
      dispatch(id, call);
    }
  }
}

void Retrying::State::wake_after_hold() {
  if (hold_timer != 0) return;
  const auto left = std::chrono::ceil<milliseconds>(hold_until - transport.now());
  hold_timer = transport.after(left, [weak = weak_from_this()] {
    auto state = weak.lock();
    if (!state) return;
    state->hold_timer = 0;
    state->pump();
  });
}

void Retrying::State::give_up_on_hold(CallId id, const Call& call) {
  finish_soon(id, {base::Code::kRateLimited,
                   host_of(call.request) + " asks to wait " + in_words(hold_until - transport.now()) +
                       " (rate limit), longer than this run may wait; the next run goes on from here."});
}

void Retrying::State::dispatch(CallId id, Call& call) {
  Request request = call.request;
  if (request.on_body) {
    request.on_body = [weak = weak_from_this(), id, sink = call.request.on_body](std::string_view piece) {
      auto state = weak.lock();
      if (!state) return base::Status(base::Error{base::Code::kCancelled, "Cancelled."});
      state->calls.at(id).streamed = true;
      return sink(piece);
    };
  }
  if (prepare) prepare(request);
  ++call.attempt;
  ++active;
  ++requests;
  call.in_flight = true;
  call.pending =
      transport.send(std::move(request), [weak = weak_from_this(), id](base::Result<Response> outcome) {
        if (auto state = weak.lock()) state->answered(id, std::move(outcome));
      });
}

void Retrying::State::answered(CallId id, base::Result<Response> outcome) {
  Call& call = calls.at(id);
  --active;
  call.in_flight = false;
  call.pending = 0;
  if (outcome.ok()) {
    host_answered = true;
    bytes_in += outcome->bytes_in;
  }
  if (call.cancelled) return finish(id, base::Error{base::Code::kCancelled, "Cancelled."});
  if (outcome.ok()) {
    if (auto target = decide_redirect(call.request, *outcome, call.redirects)) {
      if (!target->ok()) return finish(id, target->error());
      return redirect(id, call, std::move(*target).value());
    }
  }
  if (try_again(id, call, outcome)) return pump();
  finish(id, std::move(outcome));
}

void Retrying::State::redirect(CallId id, Call& call, std::string target) {
  ++call.redirects;
  call.attempt = 0;
  call.request.url = std::move(target);
  queue.push_front(id);
  pump();
}

bool Retrying::State::try_again(CallId id, Call& call, const base::Result<Response>& outcome) {
  const double draw = std::uniform_real_distribution<double>(0.0, 1.0)(random);
  const Attempt attempt{.number = call.attempt, .repeatable = call.request.repeatable && !call.streamed};
  const RetryDecision decision = decide_retry(options, attempt, outcome, transport.now(), draw);
  const std::string why = host_of(call.request) + " " + decision.why;
  if (decision.hold.count() > 0) hold_everybody(decision.hold, why);
  if (!decision.again) return false;
  Now deadline = *call.deadline;
  if (!host_answered)
    deadline = std::min(deadline, *call.deadline - options.patience + options.first_contact);
  if (transport.now() + decision.wait > deadline) return false;
  if (decision.hold.count() == 0) tell(decision.wait, why + "; trying again");
  requeue_after(id, call, decision.wait);
  return true;
}

void Retrying::State::hold_everybody(milliseconds span, const std::string& why) {
  const Now until = transport.now() + span;
  if (until <= hold_until) return;
  hold_until = until;
  if (hold_timer != 0) transport.cancel(std::exchange(hold_timer, 0));
  tell(span, why);
}

void Retrying::State::requeue_after(CallId id, Call& call, milliseconds wait) {
  call.pending = transport.after(wait, [weak = weak_from_this(), id] {
    auto state = weak.lock();
    if (!state) return;
    state->calls.at(id).pending = 0;
    state->queue.push_front(id);  // it has waited longer than those that were never sent
    state->pump();
  });
}

void Retrying::State::finish(CallId id, base::Result<Response> outcome) {
  auto keep_alive = shared_from_this();  // the handler may destroy the Retrying
  auto found = calls.find(id);
  Transport::Handler handler = std::move(found->second.handler);
  calls.erase(found);
  pump();
  handler(std::move(outcome));
}

void Retrying::State::finish_soon(CallId id, base::Error error) {
  calls.at(id).pending =
      transport.after(milliseconds(0), [weak = weak_from_this(), id, error = std::move(error)] {
        if (auto state = weak.lock()) state->finish(id, error);
      });
}

void Retrying::State::cancel(CallId id) {
  auto found = calls.find(id);
  if (found == calls.end() || found->second.cancelled) return;
  Call& call = found->second;
  call.cancelled = true;
  if (call.pending != 0) transport.cancel(call.pending);
  if (call.in_flight) return;  // the transport reports it
  std::erase(queue, id);
  finish_soon(id, {base::Code::kCancelled, "Cancelled."});
}

void Retrying::State::stop() {
  for (const auto& [id, call] : calls) {
    if (call.pending != 0) transport.cancel(call.pending);
  }
  if (hold_timer != 0) transport.cancel(hold_timer);
}

Retrying::Retrying(Transport& transport, RetryOptions options, Prepare prepare, OnWait on_wait)
    : state_(std::make_shared<State>(transport, std::move(options), std::move(prepare), std::move(on_wait))) {
}

Retrying::~Retrying() {
  state_->stop();
}

CallId Retrying::send(Request request, Transport::Handler handler) {
  return state_->add(std::move(request), std::move(handler));
}

void Retrying::cancel(CallId id) {
  state_->cancel(id);
}

std::uint64_t Retrying::requests() const {
  return state_->requests;
}

std::uint64_t Retrying::bytes_in() const {
  return state_->bytes_in;
}

}  // namespace dvcs::http
