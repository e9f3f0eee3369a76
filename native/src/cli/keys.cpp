#include "cli/keys.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "cli/messages.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::cli {

int print_keys(int input, Output& output, KeyGrammar grammar) {
  std::vector<std::string> keys;
  std::string line;
  return for_each_message(input, output, [&](std::string_view message) {
    keys.clear();
    text::find_keys(message, grammar, keys);
    line.assign("{\"keys\":[");
    for (std::size_t i = 0; i < keys.size(); ++i) {
      // Letters, digits, `_` and `-` only: nothing to escape.
      line.append(i == 0 ? "\"" : ",\"").append(keys[i]).push_back('"');
    }
    line.append("]}");
    output.line(line);
  });
}

}  // namespace dvcs::cli
