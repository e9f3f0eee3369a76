// Smart commits of any bytes: all texts come out as valid UTF-8, durations are above zero and say their
// seconds.
#include "text/smart_commits.hpp"

#include "base/utf8.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dvcs::base::is_valid_utf8;
  using dvcs::fuzz::require;
  const std::string_view message = dvcs::fuzz::text(data, size);
  for (const bool all_lines : {false, true}) {
    const dvcs::text::SmartCommitGrammar grammar{{all_lines, all_lines}, all_lines, {}, all_lines};
    const auto commit = dvcs::text::parse_smart_commit(message, grammar);
    require(commit.commands.size() <= dvcs::text::kMostCommands);
    require(commit.problems.size() <= dvcs::text::kMostProblems + 2);
    for (const auto& problem : commit.problems) require(is_valid_utf8(problem));
    for (const auto& command : commit.commands) {
      require(command.issues < commit.issues.size() && !commit.issues[command.issues].empty());
      require(is_valid_utf8(command.name) && is_valid_utf8(command.argument) &&
              is_valid_utf8(command.comment));
      require(command.argument.size() >= command.comment.size());
      if (command.kind != dvcs::text::CommandKind::kTime) continue;
      const auto again = dvcs::text::parse_duration(command.time, grammar.working);
      require(again.ok() && again->seconds == command.seconds && again->time == command.time);
    }
  }
  return 0;
}
