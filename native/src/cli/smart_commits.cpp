#include "cli/smart_commits.hpp"

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "cli/messages.hpp"

namespace dvcs::cli {
namespace {

constexpr std::size_t kMostTextBytes = 16u << 20;

std::string_view kind_of(text::CommandKind kind) {
  switch (kind) {
    case text::CommandKind::kComment:
      return "comment";
    case text::CommandKind::kTime:
      return "time";
    case text::CommandKind::kTransition:
      break;
  }
  return "transition";
}

boost::json::object line_of(const std::string& issue, const text::SmartCommand& command) {
  boost::json::object line{{"issue", issue},
                           {"command", kind_of(command.kind)},
                           {"name", command.name},
                           {"argument", command.argument},
                           {"comment", command.comment}};
  if (command.kind == text::CommandKind::kTime) {
    line["time"] = command.time;
    line["seconds"] = command.seconds;
  }
  return line;
}

// Groups of issues are multiplied out here and nowhere before: a hostile message makes millions of them.
boost::json::object described(const text::SmartCommit& commit) {
  boost::json::array commands;
  boost::json::array problems(commit.problems.begin(), commit.problems.end());
  std::size_t left_out = 0;
  std::size_t text_bytes = 0;
  for (const auto& command : commit.commands) {
    const auto& issues = commit.issues[command.issues];
    for (std::size_t i = 0; i < issues.size(); ++i) {
      if (commands.size() == text::kMostCommands || text_bytes > kMostTextBytes) {
        left_out += issues.size() - i;
        break;
      }
      text_bytes += command.argument.size() + command.comment.size();
      commands.push_back(line_of(issues[i], command));
    }
  }
  if (left_out > 0) {
    problems.emplace_back(std::to_string(left_out) + " more commands are not shown: a message has at most " +
                          std::to_string(text::kMostCommands) + ".");
  }
  return {{"commands", std::move(commands)}, {"problems", std::move(problems)}};
}

}  // namespace

int print_smart_commits(int input, Output& output, const text::SmartCommitGrammar& grammar) {
  text::SmartCommitGrammar asked = grammar;
  asked.explain_without_key = true;
  std::string without_key;
  std::size_t others = 0;
  const int code = for_each_message(input, output, [&](std::string_view message) {
    auto commit = text::parse_smart_commit(message, asked);
    if (!commit.without_key.empty() && without_key.empty()) {
      without_key = std::move(commit.without_key);
    } else if (!commit.without_key.empty()) {
      ++others;
    }
    output.line(boost::json::serialize(described(commit)));
  });
  if (others > 0) without_key += " So it is in " + std::to_string(others) + " more.";
  if (!without_key.empty()) complain("note: " + without_key);
  return code;
}

}  // namespace dvcs::cli
