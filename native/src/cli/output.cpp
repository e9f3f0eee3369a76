#include "cli/output.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace dvcs::cli {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void Output::line(std::string_view line) {
  constexpr std::size_t kBuffer = 256u << 10;
  if (broken_) return;
  buffer_.append(line);
  buffer_.push_back('\n');
  ++lines_;
  if (buffer_.size() >= kBuffer) flush();
}

bool Output::flush() {
  if (!broken_ && !write_all(descriptor_, buffer_)) {
    const int why = errno;
    broken_ = true;
    if (why != EPIPE) complain("The output cannot be written: " + std::generic_category().message(why) + ".");
  }
  buffer_.clear();
  return !broken_;
}

void complain(std::string_view sentence) {
  std::string text = "dvcsctl: ";
  text.append(sentence);
  text.push_back('\n');
  write_all(STDERR_FILENO, text);
}

}  // namespace dvcs::cli
