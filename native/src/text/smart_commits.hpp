// Smart commits: `KEY-123 #time 2h 30m #comment done #close` (native/doc/grammar.md). Says what a message
// asks for, not whether it is done: issues and transitions are known to Jira only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dvcs/session.hpp"
#include "text/duration.hpp"

namespace dvcs::text {

struct SmartCommitGrammar {
  KeyGrammar keys;
  bool all_lines = false;  // each line stands alone; otherwise only the first one is read
  WorkingTime working;
  bool explain_without_key = false;  // fills SmartCommit::without_key
};

enum class CommandKind { kComment, kTime, kTransition };

struct SmartCommand {
  CommandKind kind = CommandKind::kTransition;
  std::size_t issues = 0;    // index into SmartCommit::issues: the issues that it is for
  std::string name;          // as written
  std::string argument;      // up to the next command or key, without the white space around it
  std::string comment;       // of `argument` what becomes a comment; may be empty but for kComment
  std::string time;          // kTime: "2h 30m"
  std::int64_t seconds = 0;  // kTime
};

// A command is carried out for each of its issues before the next command. Groups are shared, so that the
// size of this is linear in the message's.
struct SmartCommit {
  std::vector<std::vector<std::string>> issues;  // each key once in its group
  std::vector<SmartCommand> commands;            // in order of appearance
  std::vector<std::string> problems;             // sentences: what looks like a command and is none, and why
  // A sentence about the first command that stands behind no key, if there are no others. No problem: a
  // message that merely mentions `#include` is no smart commit. For who asks what a message means.
  std::string without_key;
};

// One pass, linear in the message. All texts are valid UTF-8, whatever the bytes; NUL becomes U+FFFD. At most
// kMostCommands commands and kMostProblems problems are kept; one more problem says that there were others.
SmartCommit parse_smart_commit(std::string_view message, const SmartCommitGrammar& grammar);

constexpr std::size_t kMostCommands = 10'000;
constexpr std::size_t kMostProblems = 100;

}  // namespace dvcs::text
