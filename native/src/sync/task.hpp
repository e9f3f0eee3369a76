// A coroutine that another one awaits, or that a Conversation drives. It runs only when awaited, on the
// thread that resumes it; destroying it destroys the whole chain of callees, so an abandoned conversation
// leaves nothing behind.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace dvcs::sync {

template <class T>
class [[nodiscard]] Task {
 public:
  struct promise_type {
    std::optional<T> value;
    std::exception_ptr failure;
    std::coroutine_handle<> caller = std::noop_coroutine();

    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct ToCaller {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> self) noexcept {
          return self.promise().caller;
        }
        void await_resume() noexcept {}
      };
      return ToCaller{};
    }
    template <class V>
    void return_value(V&& result) {
      value.emplace(std::forward<V>(result));
    }
    void unhandled_exception() { failure = std::current_exception(); }
  };

  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Task& operator=(Task&&) = delete;
  ~Task() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
    handle_.promise().caller = caller;
    return handle_;
  }
  T await_resume() { return take(); }

  // For the driver of the outermost task.
  void start() { handle_.resume(); }
  bool done() const { return handle_.done(); }
  T take() {
    promise_type& promise = handle_.promise();
    if (promise.failure) std::rethrow_exception(promise.failure);
    return *std::move(promise.value);
  }

 private:
  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  std::coroutine_handle<promise_type> handle_;
};

}  // namespace dvcs::sync
