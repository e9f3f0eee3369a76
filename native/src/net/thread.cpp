#include "net/thread.hpp"

#include <csignal>
#include <cstring>
#include <memory>
#include <string>

namespace dvcs::net {
namespace {

// Beast's and OpenSSL's frames need some 100 KiB, with sanitizers several times that.
constexpr std::size_t kStackBytes = 2u << 20;

struct Start {
  const char* name;
  std::function<void()> body;
};

void* enter(void* argument) {
  std::unique_ptr<Start> start(static_cast<Start*>(argument));
  pthread_setname_np(pthread_self(), start->name);
  start->body();
  return nullptr;
}

}  // namespace

base::Status Thread::start(const char* name, std::function<void()> body) {
  auto start = std::make_unique<Start>(Start{name, std::move(body)});
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all,
                  &before);  // a new thread inherits the mask, so no signal can slip in between
  const int problem = pthread_create(&thread_, &attributes, &enter, start.get());
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_attr_destroy(&attributes);
  if (problem != 0) {
    return base::Error{base::Code::kInternal,
                       std::string("No thread can be started: ") + std::strerror(problem) + "."};
  }
  start.release();  // NOLINT(bugprone-unused-return-value): `enter` owns it now
  running_ = true;
  return {};
}

void Thread::join() {
  if (!running_) return;
  pthread_join(thread_, nullptr);
  running_ = false;
}

void Thread::detach() {
  if (!running_) return;
  pthread_detach(thread_);
  running_ = false;
}

}  // namespace dvcs::net
