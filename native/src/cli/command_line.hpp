// What was typed, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "dvcs/session.hpp"
#include "text/smart_commits.hpp"

namespace dvcs::cli {

struct KeysCommand {
  KeyGrammar grammar;
};

struct SmartCommitsCommand {
  text::SmartCommitGrammar grammar;
};

struct ForgeArguments {
  Host host = Host::kGitLab;
  std::string url;
  std::string owner;
  std::optional<std::int64_t> project;
  std::string token_file;
  std::string ca_file;
  std::optional<std::string> proxy;     // empty: the environment's; "": none
  std::optional<std::string> no_proxy;  // empty: the environment's
  std::int64_t retry_seconds = 120;
  std::string stats_file;
};

struct ProjectsCommand {
  ForgeArguments forge;
};

struct ImportCommand {
  ForgeArguments forge;
  Source source = Source::kAuto;
  std::string cursor_file;
  bool all_commits = false;
  bool accept_deletions = false;
  KeyGrammar grammar;
};

struct DoctorCommand {
  ForgeArguments forge;
  bool json = false;
};

using Command = std::variant<KeysCommand, SmartCommitsCommand, ProjectsCommand, ImportCommand, DoctorCommand>;

// The command, or the exit code of a program that has nothing more to do: 0 after --help and --version, 2
// after a usage error, which was named on standard error.
std::variant<Command, int> parse_command_line(int argc, const char* const* argv);

}  // namespace dvcs::cli
