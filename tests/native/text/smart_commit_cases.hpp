// A parsed message as one line, short enough for a table: `AB-1 time 2h[done]; AB-1 close[] !1`.
#pragma once

#include <ostream>
#include <string>

#include "text/smart_commits.hpp"

namespace dvcs::test {

struct SmartCommitCase {
  std::string message;
  std::string meaning;  // as described() says
  friend std::ostream& operator<<(std::ostream& out, const SmartCommitCase& one) {
    return out << testing::PrintToString(one.message);
  }
};

// Each command for each of its issues, with its comment in brackets; at the end `!` and the number of
// problems.
inline std::string described(const text::SmartCommit& commit) {
  std::string text;
  for (const auto& command : commit.commands) {
    for (const auto& issue : commit.issues[command.issues]) {
      text += (text.empty() ? "" : "; ") + issue + " ";
      if (command.kind == text::CommandKind::kTime) {
        text += "time " + command.time;
      } else {
        text += command.kind == text::CommandKind::kComment ? "comment" : command.name;
      }
      text += "[" + command.comment + "]";
    }
  }
  if (!commit.problems.empty()) {
    text += (text.empty() ? "!" : " !") + std::to_string(commit.problems.size());
  }
  return text;
}

}  // namespace dvcs::test
