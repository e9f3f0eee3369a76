// A Transport without a network: answers come from a function or a queue, time is virtual, everything is
// deterministic. For tests of whatever sits above http::Transport.
//
//   ScriptedTransport transport([](const http::Request& r) { return reply(200, "[]"); });
//   …start the thing under test…
//   transport.run();
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <initializer_list>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/status.hpp"
#include "http/message.hpp"
#include "http/transport.hpp"

namespace dvcs::test {

using Answer = base::Result<http::Response>;

inline Answer reply(int status, std::string body = {},
                    std::initializer_list<std::pair<std::string, std::string>> headers = {}) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  for (const auto& [name, value] : headers) response.headers.add(name, value);
  response.bytes_in = response.body.size();
  return response;
}

inline Answer failure(base::Code code, std::string message) {
  return base::Error{code, std::move(message)};
}

class ScriptedTransport final : public http::Transport {
 public:
  using Clock = std::chrono::system_clock;
  using Responder = std::function<Answer(const http::Request&)>;

  explicit ScriptedTransport(Responder responder = {}) : responder_(std::move(responder)) {}

  // --- the script ---

  // Answers of the queue come first, in the order of sending; then the responder is asked, at the moment of
  // sending.
  void enqueue(Answer answer) { queue_.push_back(std::move(answer)); }
  void respond(Responder responder) { responder_ = std::move(responder); }
  // From sending to answer.
  void set_latency(std::chrono::milliseconds latency) { latency_ = latency; }

  // --- the clock ---

  // Runs the earliest thing due and moves the clock to it. False: nothing is left.
  bool step() {
    take_posted();
    if (events_.empty()) return false;
    auto first = events_.begin();
    now_ = std::max(now_, first->first.first);
    Event event = std::move(first->second);
    events_.erase(first);
    if (event.exchange) --in_flight_;
    event.run();
    return true;
  }
  void run() {
    while (step()) {
    }
  }
  // True when `done` came true before everything had run.
  bool run_until(const std::function<bool()>& done) {
    while (!done()) {
      if (!step()) return done();
    }
    return true;
  }
  // Everything due within `span`; then the clock stands at its end.
  void run_for(std::chrono::milliseconds span) {
    const Clock::time_point end = now_ + span;
    for (take_posted(); !events_.empty() && events_.begin()->first.first <= end; take_posted()) step();
    now_ = end;
  }

  // --- what happened ---

  const std::vector<http::Request>& sent() const { return sent_; }
  const std::vector<Clock::time_point>& sent_at() const { return sent_at_; }
  std::size_t in_flight() const { return in_flight_; }
  std::size_t most_in_flight() const { return most_in_flight_; }
  // Exchanges, timers and tasks that have not run yet.
  std::size_t pending() const { return events_.size(); }

  // --- Transport ---

  http::CallId send(http::Request request, Handler handler) override {
    Answer answer = next_answer(request);
    sent_.push_back(request);
    sent_at_.push_back(now_);
    most_in_flight_ = std::max(most_in_flight_, ++in_flight_);
    return add(latency_, {.run = [sink = std::move(request.on_body), answer = std::move(answer),
                                  handler]() mutable { deliver(sink, std::move(answer), handler); },
                          .handler = handler,
                          .exchange = true});
  }

  http::CallId after(std::chrono::milliseconds delay, Task task) override {
    return add(delay, {.run = std::move(task), .handler = {}, .exchange = false});
  }

  void cancel(http::CallId id) override {
    auto found =
        std::find_if(events_.begin(), events_.end(), [id](const auto& e) { return e.first.second == id; });
    if (found == events_.end()) return;
    Event event = std::move(found->second);
    events_.erase(found);
    if (!event.exchange) return;
    --in_flight_;
    add(std::chrono::milliseconds(0),
        {.run = [handler =
                     std::move(event.handler)] { handler(base::Error{base::Code::kCancelled, "cancelled"}); },
         .handler = {},
         .exchange = false});
  }

  void post(Task task) override {
    std::lock_guard lock(posted_mutex_);
    posted_.push_back(std::move(task));
  }

  Clock::time_point now() const override { return now_; }

 private:
  struct Event {
    std::function<void()> run;
    Handler handler;
    bool exchange = false;
  };

  Answer next_answer(const http::Request& request) {
    if (!queue_.empty()) {
      Answer answer = std::move(queue_.front());
      queue_.pop_front();
      return answer;
    }
    if (responder_) return responder_(request);
    return base::Error{base::Code::kInternal, "the script has no answer for " + request.url};
  }

  // As net::Client: a sink sees the body of a 2xx answer only, in pieces, and may refuse it.
  static void deliver(const http::BodySink& sink, Answer answer, const Handler& handler) {
    if (sink && answer.ok() && answer->status / 100 == 2) {
      std::string body = std::move(answer->body);
      answer->body.clear();
      constexpr std::size_t kPiece = 1000;
      for (std::size_t at = 0; at < body.size(); at += kPiece) {
        base::Status taken = sink(std::string_view(body).substr(at, kPiece));
        if (!taken.ok()) return handler(taken.error());
      }
    }
    handler(std::move(answer));
  }

  http::CallId add(std::chrono::milliseconds delay, Event event) {
    http::CallId id = next_id_++;
    events_.emplace(std::pair(now_ + delay, id), std::move(event));
    return id;
  }

  void take_posted() {
    std::vector<Task> tasks;
    {
      std::lock_guard lock(posted_mutex_);
      tasks.swap(posted_);
    }
    for (Task& task : tasks)
      add(std::chrono::milliseconds(0), {.run = std::move(task), .handler = {}, .exchange = false});
  }

  Responder responder_;
  std::deque<Answer> queue_;
  std::chrono::milliseconds latency_{10};
  Clock::time_point now_{std::chrono::seconds(1'700'000'000)};
  std::map<std::pair<Clock::time_point, http::CallId>, Event> events_;
  http::CallId next_id_ = 1;
  std::size_t in_flight_ = 0;
  std::size_t most_in_flight_ = 0;
  std::vector<http::Request> sent_;
  std::vector<Clock::time_point> sent_at_;
  std::mutex posted_mutex_;
  std::vector<Task> posted_;
};

}  // namespace dvcs::test
