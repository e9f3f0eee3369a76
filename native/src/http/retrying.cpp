#include "http/retrying.hpp"

#include <algorithm>
#include <utility>

#include "base/entropy.hpp"
#include "http/redirect.hpp"
#include "http/retrying_state.hpp"
#include "http/url.hpp"

namespace dvcs::http {

namespace {

constexpr int kUnauthorized = 401;

}  // namespace

using std::chrono::milliseconds;

std::string host_of(const Request& request) {
  auto url = parse_url(request.url);
  return url.ok() ? url->authority() : "the host";
}

Retrying::State::State(Transport& used, RetryOptions chosen, Prepare adds_credential, OnWait tells)
    : transport(used),
      options(std::move(chosen)),
      prepare(std::move(adds_credential)),
      on_wait(std::move(tells)),
      random(options.random_seed != 0 ? options.random_seed : base::random_seed()) {
  look_at_credential();
}

void Retrying::State::join() {
  budget->host().join(weak_from_this());
}

void Retrying::State::answered(CallId id, base::Result<Response> outcome) {
  Call& call = calls.at(id);
  const std::shared_ptr<Budget> asked = call.budget;
  account_for(call, outcome);
  if (outcome.ok() && outcome->status == kUnauthorized && !call.request.own_credential) {
    asked->host().refuse(*asked,
                         {base::Code::kUnauthorized,
                          host_of(call.request) + " has refused the credential (status 401): nothing more is "
                                                  "sent with it. Renew the token."},
                         call.request.git);
  }
  if (call.cancelled) return finish(id, base::Error{base::Code::kCancelled, "Cancelled."});
  if (outcome.ok()) {
    if (auto target = decide_redirect(call.request, *outcome, call.redirects)) {
      if (!target->ok()) return finish(id, target->error());
      return redirect(id, call, std::move(*target).value());
    }
  }
  if (try_again(id, call, *asked, outcome)) return asked->host().pump();
  finish(id, std::move(outcome));
}

void Retrying::State::account_for(Call& call, const base::Result<Response>& outcome) {
  --active;
  call.pending = 0;
  const auto asked = std::exchange(call.budget, nullptr);
  asked->answered(outcome.ok() ? &outcome->headers : nullptr, transport.now());
  asked->host().answered(options.lane, is_overloaded(outcome), call.sent, transport.now());
  if (!outcome.ok()) return;
  host_answered = true;
  bytes_in += outcome->bytes_in;
}

void Retrying::State::redirect(CallId id, Call& call, std::string target) {
  ++call.redirects;
  call.attempt = 0;
  call.request.url = std::move(target);
  queue.push_front(id);
  budget->host().pump();
}

bool Retrying::State::try_again(CallId id, Call& call, Budget& asked, const base::Result<Response>& outcome) {
  const double draw = std::uniform_real_distribution<double>(0.0, 1.0)(random);
  const Attempt attempt{.number = call.attempt, .repeatable = call.request.repeatable && !call.streamed};
  const RetryDecision decision = decide_retry(options, attempt, outcome, transport.now(), draw);
  const std::string why = host_of(call.request) + " " + decision.why;
  if (decision.hold.count() > 0) hold_everybody(asked, decision.hold, why);
  if (!decision.again) return false;
  Now deadline = *call.deadline;
  if (!host_answered)
    deadline = std::min(deadline, *call.deadline - options.patience + options.first_contact);
  if (transport.now() + decision.wait > deadline) return false;
  if (decision.hold.count() == 0) tell(decision.wait, why + "; trying again");
  requeue_after(id, call, decision.wait);
  return true;
}

void Retrying::State::hold_everybody(Budget& whose, milliseconds span, const std::string& why) {
  const Now until = transport.now() + span;
  if (!whose.hold(until)) return;
  told_until = std::max(told_until, until);
  tell(span, why);
}

void Retrying::State::finish(CallId id, base::Result<Response> outcome) {
  auto keep_alive = shared_from_this();  // the handler may destroy the Retrying
  auto found = calls.find(id);
  Transport::Handler handler = std::move(found->second.handler);
  calls.erase(found);
  budget->host().pump();
  handler(std::move(outcome));
}

void Retrying::State::finish_soon(CallId id, base::Error error) {
  Call& call = calls.at(id);
  call.ending = true;
  call.pending = transport.after(milliseconds(0), [weak = weak_from_this(), id, error = std::move(error)] {
    if (auto state = weak.lock()) state->finish(id, error);
  });
}

void Retrying::State::cancel(CallId id) {
  auto found = calls.find(id);
  if (found == calls.end() || found->second.cancelled) return;
  Call& call = found->second;
  call.cancelled = true;
  if (call.pending != 0) transport.cancel(call.pending);
  if (call.budget) return;  // in flight: the transport reports it
  std::erase(queue, id);
  finish_soon(id, {base::Code::kCancelled, "Cancelled."});
}

void Retrying::State::stop() {
  for (const auto& [id, call] : calls) {
    if (call.pending != 0) transport.cancel(call.pending);
    if (call.budget) call.budget->answered(nullptr, transport.now());
  }
  if (timer != 0) transport.cancel(timer);
  queue.clear();
  budget->host().leave(*this, active);
}

Retrying::Retrying(Transport& transport, RetryOptions options, Prepare prepare, OnWait on_wait)
    : state_(std::make_shared<State>(transport, std::move(options), std::move(prepare), std::move(on_wait))) {
  state_->join();
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
