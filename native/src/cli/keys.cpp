#include "cli/keys.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "text/issue_keys.hpp"

namespace dvcs::cli {
namespace {

class KeyPrinter {
 public:
  KeyPrinter(Output& output, KeyGrammar grammar) : output_(output), grammar_(grammar) {}

  void message(std::string_view text) {
    keys_.clear();
    text::find_keys(text, grammar_, keys_);
    line_.assign("{\"keys\":[");
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      // Letters, digits, `_` and `-` only: nothing to escape.
      line_.append(i == 0 ? "\"" : ",\"").append(keys_[i]).push_back('"');
    }
    line_.append("]}");
    output_.line(line_);
  }

 private:
  Output& output_;
  const KeyGrammar grammar_;
  std::vector<std::string> keys_;
  std::string line_;
};

}  // namespace

int print_keys(int input, Output& output, KeyGrammar grammar) {
  constexpr std::size_t kChunk = 256u << 10;
  KeyPrinter printer(output, grammar);
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
        printer.message(rest.substr(0, end));
      } else {
        printer.message(pending.append(rest.substr(0, end)));
        pending.clear();
      }
      rest.remove_prefix(end + 1);
    }
    pending.append(rest);
    if (!output.flush()) return 1;
  }
  if (!pending.empty()) printer.message(pending);
  return output.flush() ? 0 : 1;
}

}  // namespace dvcs::cli
