// A thread as a guest inside somebody's JVM should be: all signals blocked (they are the host's business), an
// explicit stack size, a name that shows in `top -H` and in crash reports.
#pragma once

#include <pthread.h>

#include <functional>

#include "base/status.hpp"

namespace dvcs::net {

class Thread {
 public:
  Thread() = default;
  ~Thread() { join(); }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  // `name` has at most 15 characters. `body` must not throw.
  base::Status start(const char* name, std::function<void()> body);
  void join();    // at most once; nothing when not started
  void detach();  // nobody waits for it any more

  bool is_current() const { return running_ && pthread_equal(thread_, pthread_self()) != 0; }

 private:
  pthread_t thread_{};
  bool running_ = false;
};

}  // namespace dvcs::net
