#include "cli/signals.hpp"

#include <csignal>

namespace dvcs::cli {
namespace {

volatile std::sig_atomic_t requested = 0;

extern "C" void request_stop(int) {
  requested = 1;
}

}  // namespace

void watch_signals() {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): cannot fail for a valid signal
  struct sigaction action{};
  action.sa_handler = request_stop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // a second one ends the program at once
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool stop_requested() {
  return requested != 0;
}

}  // namespace dvcs::cli
