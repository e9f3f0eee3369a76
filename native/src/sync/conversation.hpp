// A job as a conversation with a forge: a sans-IO state machine whose states are the suspension points of
// coroutines. Whoever drives it looks at `step()`, and answers with `answer()` or `go_on()`; the logic never
// sees a socket.
#pragma once

#include <coroutine>
#include <functional>
#include <optional>
#include <utility>
#include <variant>

#include "base/status.hpp"
#include "http/message.hpp"
#include "providers/provider.hpp"
#include "sync/task.hpp"

namespace dvcs::sync {

struct NeedRoom {};  // much was reported: go on when the sink has room
struct Ended {};
using Step = std::variant<http::Request, NeedRoom, Ended>;

// What the logic holds: the way to ask and to pause.
class Line {
 public:
  using OnAnswer = std::function<void(const base::Result<http::Response>&)>;

  // Hears of every answer before the logic does (for counting).
  void on_answer(OnAnswer hear) { hear_ = std::move(hear); }

  auto send(http::Request request) {
    struct Waiting {
      Line& line;
      http::Request request;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> logic) { line.wait(logic, std::move(request)); }
      base::Result<http::Response> await_resume() { return *std::exchange(line.answer_, std::nullopt); }
    };
    return Waiting{*this, std::move(request)};
  }

  auto room() {
    struct Waiting {
      Line& line;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> logic) { line.wait(logic, NeedRoom{}); }
      void await_resume() const noexcept {}
    };
    return Waiting{*this};
  }

  // Sends a query's request and reads the answer with its own parser.
  template <class T>
  Task<base::Result<T>> ask(providers::Query<T> query) {
    base::Result<http::Response> answer = co_await send(query.request);
    if (!answer.ok()) co_return answer.error();
    co_return query.parse(query.request, *answer);
  }

 private:
  friend class Conversation;

  void wait(std::coroutine_handle<> logic, Step step) {
    logic_ = logic;
    step_ = std::move(step);
  }

  Step step_ = NeedRoom{};
  std::coroutine_handle<> logic_;
  std::optional<base::Result<http::Response>> answer_;
  OnAnswer hear_;
};

// Drives one piece of logic that ends with a base::Status.
class Conversation {
 public:
  // `talk` is called once, at the first go_on(); the task may refer to the line for as long as this object
  // lives.
  explicit Conversation(std::function<Task<base::Status>(Line&)> talk) : talk_(std::move(talk)) {}
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  Line& line() { return line_; }
  const Step& step() const { return line_.step_; }
  // Answers a Request.
  void answer(base::Result<http::Response> answer);
  // Answers NeedRoom, which is also the first step.
  void go_on();
  // After Ended. Throws what the logic threw.
  base::Status result() { return task_->take(); }

 private:
  void resume();

  Line line_;
  std::function<Task<base::Status>(Line&)> talk_;
  std::optional<Task<base::Status>> task_;
};

}  // namespace dvcs::sync
