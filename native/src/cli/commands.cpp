#include "cli/commands.hpp"

#include <unistd.h>

#include <chrono>
#include <utility>

#include "cli/account.hpp"
#include "cli/doctor.hpp"
#include "cli/import.hpp"
#include "cli/keys.hpp"
#include "cli/lines.hpp"
#include "cli/signals.hpp"
#include "cli/smart_commits.hpp"
#include "cli/state_file.hpp"
#include "cli/stats.hpp"
#include "providers/provider.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::cli {
namespace {

int fail(const base::Error& error) {
  complain(error.message);
  return 1;
}

// A host that is not built yet, or an address that is none, is a mistake of the command line.
bool is_usable(const ForgeArguments& forge) {
  auto provider = providers::make_provider(forge.host, forge.url);
  if (!provider) complain(provider.error().message);
  return provider.ok();
}

std::string without_last_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string described(const ImportScope& scope) {
  if (scope.project) return scope.url + ", project " + std::to_string(*scope.project);
  return scope.url + (scope.owner.empty() ? ", the whole instance" : ", owner " + scope.owner);
}

base::Result<ImportState> starting_state(const ImportCommand& command, StateFile& file) {
  ImportState state;
  state.scope = {command.forge.host, without_last_slash(command.forge.url), command.forge.owner,
                 command.forge.project};
  auto grammar = text::grammar_stamp(command.grammar);
  state.grammar = grammar;
  state.all_commits = command.all_commits;
  auto kept = file.read();
  if (!kept) return kept.error();
  if (!*kept) return state;
  if ((*kept)->scope != state.scope)
    return base::Error{base::Code::kBadArgument, "The cursor file " + command.cursor_file + " belongs to " +
                                                     described((*kept)->scope) + ", not to " +
                                                     described(state.scope) + "; name another file."};
  (*kept)->adopt_grammar(grammar);
  (*kept)->adopt_all_commits(command.all_commits);
  return std::move(**kept);
}

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

int run(const KeysCommand& command) {
  Output output(STDOUT_FILENO);
  return print_keys(STDIN_FILENO, output, command.grammar);
}

int run(const SmartCommitsCommand& command) {
  Output output(STDOUT_FILENO);
  return print_smart_commits(STDIN_FILENO, output, command.grammar);
}

int run(const ProjectsCommand& command) {
  if (!is_usable(command.forge)) return 2;
  Stats stats;
  auto forge = open_account(command.forge, {});
  if (!forge) return fail(forge.error());
  Output output(STDOUT_FILENO);
  (*forge)->start(ListRepositories{command.forge.owner, std::nullopt, std::nullopt});
  int code = 1;
  for (bool finished = false; !finished && !stop_requested() && !output.broken();) {
    auto happened = (*forge)->next(std::chrono::milliseconds(100));
    if (!happened) {
      output.flush();
      continue;
    }
    if (const auto* repository = std::get_if<Repository>(&happened->event))
      output.line(project_line(*repository));
    if (const auto* skipped = std::get_if<Skipped>(&happened->event))
      complain("Skipped " + skipped->what + ": " + skipped->why);
    if (const auto* end = std::get_if<Finished>(&happened->event)) {
      finished = true;
      code = end->error_code == 0 ? 0 : fail({base::Code::kInternal, end->error});
    }
  }
  stats.traffic = (*forge)->traffic();
  auto written = write_stats(command.forge.stats_file, stats);
  if (!written) return fail(written.error());
  return output.flush() ? code : 1;
}

int run(const ImportCommand& command) {
  if (!is_usable(command.forge)) return 2;
  Stats stats;
  auto file = StateFile::open(command.cursor_file);
  if (!file) return fail(file.error());
  auto state = starting_state(command, **file);
  if (!state) return fail(state.error());
  auto forge = open_account(command.forge, command.grammar);
  if (!forge) return fail(forge.error());
  Output output(STDOUT_FILENO);
  ImportRules rules;
  rules.source = command.source;
  rules.accept_deletions = command.accept_deletions;
  rules.now = now();
  auto save = [&](ImportState& reached) { return (*file)->save(reached); };
  Import import(**forge, output, *state, rules, save);
  int code = import.run(stop_requested);
  stats.traffic = (*forge)->traffic();
  stats.commits_seen = import.commits_seen();
  stats.commits_emitted = import.counts().commits;
  auto written = write_stats(command.forge.stats_file, stats);
  return written ? code : fail(written.error());
}

int run(const DoctorCommand& command) {
  if (!is_usable(command.forge)) return 2;
  Stats stats;
  auto forge = open_account(command.forge, {});
  if (!forge) return fail(forge.error());
  Output output(STDOUT_FILENO);
  const Diagnose job{command.forge.owner, command.forge.project};
  int code = diagnose(**forge, output, job, command.json ? Form::kJson : Form::kPeople, stop_requested);
  stats.traffic = (*forge)->traffic();
  auto written = write_stats(command.forge.stats_file, stats);
  return written ? code : fail(written.error());
}

}  // namespace dvcs::cli
