// Retrying's queue: whose turn it is, and when.
#include <algorithm>
#include <exception>
#include <utility>

#include "http/retrying_state.hpp"
#include "http/url.hpp"

namespace dvcs::http {
namespace {

using std::chrono::milliseconds;

std::string in_words(Now::duration wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  return seconds < 120 ? std::to_string(seconds) + " s" : std::to_string((seconds + 59) / 60) + " min";
}

}  // namespace

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
  look_at_credential();
  if (const auto& refusal = refusal_of(call.request)) {
    finish_soon(id, *refusal);
    return id;
  }
  queue.push_back(id);
  budget->host().pump();
  return id;
}

// The principal is whoever `prepare` signs as, so no caller has to name it, or can name the wrong one.
void Retrying::State::look_at_credential() {
  Request probe;
  probe.url = options.origin;
  if (prepare) prepare(probe);
  std::string credential;
  for (const auto& [name, value] : probe.headers.all())
    credential.append(name).append(":").append(value) += '\n';
  const auto origin = parse_url(options.origin);
  auto found = transport.budgets().find(origin.ok() ? origin->origin() : std::string(), credential);
  if (found == budget) return;
  budget = std::move(found);
  refused.reset();
  git_refused.reset();
}

const std::optional<base::Error>& Retrying::State::refusal_of(const Request& request) const {
  static const std::optional<base::Error> kNone;
  if (request.own_credential) return kNone;
  return !refused && request.git ? git_refused : refused;
}

// Calls no handler: it also runs inside send().
bool Retrying::State::start_one() {
  while (!queue.empty() && active < parallel() && budget->host().has_place(options.lane)) {
    const CallId id = queue.front();
    Call& call = calls.at(id);
    const Now now = transport.now();
    if (!call.deadline) call.deadline = now + options.patience;
    const Now ready = budget->ready_at(options.lane, options.budget_share, now);
    if (ready > now && ready <= *call.deadline) {
      wake_at(ready);
      return false;
    }
    queue.pop_front();
    if (ready <= now) {
      dispatch(id, call);
      return true;
    }
    give_up_waiting(id, call, ready);
  }
  return false;
}

void Retrying::State::wake_at(Now when) {
  constexpr milliseconds kWorthTelling{5'000};
  const auto left = std::chrono::ceil<milliseconds>(when - transport.now());
  if (left >= kWorthTelling && when > told_until + kWorthTelling) {
    told_until = when;
    tell(left, host_of(calls.at(queue.front()).request) + " has few requests left for this account");
  }
  if (timer != 0 && timer_at <= when) return;
  if (timer != 0) transport.cancel(timer);
  timer_at = when;
  timer = transport.after(left, [weak = weak_from_this()] {
    auto state = weak.lock();
    if (!state) return;
    state->timer = 0;
    state->budget->host().pump();
  });
}

void Retrying::State::give_up_waiting(CallId id, const Call& call, Now ready) {
  finish_soon(id, {base::Code::kRateLimited,
                   host_of(call.request) + " asks to wait " + in_words(ready - transport.now()) +
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
  // Counted only when it is under way: what a throw left counted as open would never be answered.
  try {
    if (prepare && !request.own_credential) prepare(request);
    call.pending =
        transport.send(std::move(request), [weak = weak_from_this(), id](base::Result<Response> outcome) {
          if (auto state = weak.lock()) state->answered(id, std::move(outcome));
        });
  } catch (const std::exception& fault) {
    return finish_soon(id, {base::Code::kInternal, "A request to " + host_of(call.request) +
                                                       " could not be sent: " + fault.what() + "."});
  }
  ++call.attempt;
  ++active;
  ++requests;
  call.budget = budget;
  call.sent = transport.now();
  budget->sent(call.sent);
  budget->host().opened(options.lane);
}

void Retrying::State::requeue_after(CallId id, Call& call, milliseconds wait) {
  call.pending = transport.after(wait, [weak = weak_from_this(), id] {
    auto state = weak.lock();
    if (!state) return;
    state->calls.at(id).pending = 0;
    state->queue.push_front(id);  // it has waited longer than those that were never sent
    state->budget->host().pump();
  });
}

void Retrying::State::refuse(const Budget& of, const base::Error& why, bool git_only) {
  look_at_credential();
  if (budget.get() != &of) return;
  (git_only ? git_refused : refused) = why;
  for (auto& [id, call] : calls) {
    if (call.budget || call.ending || call.request.own_credential || (git_only && !call.request.git))
      continue;
    const bool queued = std::erase(queue, id) > 0;
    const bool waits_for_repetition = call.pending != 0;
    if (waits_for_repetition) transport.cancel(call.pending);
    if (queued || waits_for_repetition) finish_soon(id, why);  // else: its own answer is being looked at
  }
}

}  // namespace dvcs::http
