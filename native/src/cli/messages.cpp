#include "cli/messages.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace dvcs::cli {

int for_each_message(int input, Output& output, const std::function<void(std::string_view)>& answer) {
  constexpr std::size_t kChunk = 256u << 10;
  std::string pending;  // the beginning of a message that has not ended yet
  std::string chunk(kChunk, '\0');
  for (;;) {
    auto size = ::read(input, chunk.data(), chunk.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) {
      complain("Standard input cannot be read: " + std::generic_category().message(errno) + ".");
      return 1;
    }
    if (size == 0) break;
    std::string_view rest(chunk.data(), static_cast<std::size_t>(size));
    for (auto end = rest.find('\0'); end != std::string_view::npos; end = rest.find('\0')) {
      if (pending.empty()) {
        answer(rest.substr(0, end));
      } else {
        answer(pending.append(rest.substr(0, end)));
        pending.clear();
      }
      rest.remove_prefix(end + 1);
    }
    pending.append(rest);
    if (!output.flush()) return 1;
  }
  if (!pending.empty()) answer(pending);
  return output.flush() ? 0 : 1;
}

}  // namespace dvcs::cli
