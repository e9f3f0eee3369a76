#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <limits>
#include <map>
#include <set>

#include "cli/output.hpp"

namespace dvcs::cli {
namespace {

const std::map<std::string, Host> kHosts = {{"gitlab", Host::kGitLab},
                                            {"gitea", Host::kGitea},
                                            {"github", Host::kGitHub},
                                            {"bitbucket", Host::kBitbucket}};
const std::set<std::string> kCommands = {"keys", "smart-commits", "projects", "import", "doctor"};
const std::map<std::string, Source> kSources = {
    {"auto", Source::kAuto}, {"git", Source::kGit}, {"rest", Source::kRest}};

// CLI11's own transformer prints the enumeration's numbers in its help; this one prints the names.
template <class T>
void add_choice(CLI::App& app, const std::string& name, const std::map<std::string, T>& choices, T& target,
                bool required, const std::string& help) {
  std::vector<std::string> names;
  names.reserve(choices.size());
  for (const auto& [choice, value] : choices) names.push_back(choice);
  auto* option = app.add_option_function<std::string>(
      name, [&target, &choices](const std::string& chosen) { target = choices.at(chosen); }, help);
  option->check(CLI::IsMember(names))->required(required);
}

void add_grammar(CLI::App& app, KeyGrammar& grammar) {
  app.add_flag("--lower-case", grammar.lower_case, "Find keys in either case and write them in upper case");
  app.add_flag("--underscore", grammar.underscore, "Let `_` be part of a project key, as Jira's pattern may");
}

void add_forge(CLI::App& app, ForgeArguments& forge) {
  add_choice(app, "--host", kHosts, forge.host, true, "Kind of forge; in this version gitlab and gitea");
  app.add_option("--url", forge.url, "Base address, https://gitlab.example.com")->required();
  app.add_option("--token-file", forge.token_file, "File that holds an access token and nothing else")
      ->required();
  app.add_option("--ca", forge.ca_file, "Trusted certificates (PEM), in addition to the system's");
  // CLI11 takes an empty text for an absent one where the target is an std::optional.
  app.add_option_function<std::string>(
      "--proxy", [&forge](const std::string& address) { forge.proxy = address; },
      "http[s]://[user:password@]host:port instead of https_proxy, http_proxy and all_proxy of the "
      "environment, which keeps a password out of the list of processes; \"\" for none");
  app.add_option_function<std::string>(
      "--no-proxy", [&forge](const std::string& hosts) { forge.no_proxy = hosts; },
      "Hosts that are reached directly, instead of no_proxy: corp.example,10.0.0.0/8,...");
  app.add_option("--retry-for", forge.retry_seconds,
                 "Patience for one request, retries and rate limits included, in s")
      ->capture_default_str()
      ->check(CLI::Range(0, 86'400));
  app.add_option("--stats", forge.stats_file, "Write counts, times and memory of this run to a file (JSON)");
}

void add_owner_or_project(CLI::App& app, ForgeArguments& forge) {
  auto* owner = app.add_option("--owner", forge.owner,
                               "Path of a group, organisation or user; left out: the whole instance");
  app.add_option("--project", forge.project, "Only the repository with this number")
      ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()).description(""))
      ->excludes(owner);
}

struct Parsed {
  KeysCommand keys;
  SmartCommitsCommand smart_commits;
  double hours_per_day = 8;  // Jira's defaults
  double days_per_week = 5;
  ProjectsCommand projects;
  ImportCommand import;
  DoctorCommand doctor;
};

void describe_doctor(CLI::App& app, DoctorCommand& options) {
  auto* doctor = app.add_subcommand("doctor", "Find out why a forge cannot be read, and what to do");
  doctor->description(
      "Walks the way to the forge and says of each step whether it is ok, what was found and what to do: "
      "name\n"
      "resolution, TCP, proxy, TLS chain, HTTP, API version, token, scope, owner visible, repositories "
      "visible,\n"
      "hook permission, git fast path. Changes nothing at the forge, and asks nothing more after a refused "
      "token.");
  doctor->footer("Exit codes: 0 no step failed (there may be warnings), 1 a step failed, 2 usage.");
  options.forge.retry_seconds = 5;  // somebody waits, and a fault that passes is one worth seeing
  add_forge(*doctor, options.forge);
  add_owner_or_project(*doctor, options.forge);
  doctor->add_flag("--json", options.json, "One JSON line for each step");
}

void describe_smart_commits(CLI::App& app, Parsed& parsed) {
  auto* smart = app.add_subcommand("smart-commits", "Say what the smart commits on standard input ask for");
  smart->description(
      "Reads messages from standard input, each ended by a NUL (the last one's may be missing), and writes "
      "one JSON\n"
      "line each: {\"commands\":[{\"issue\":\"ABC-1\",\"command\":\"comment|time|transition\",...}],"
      "\"problems\":[...]}");
  smart->add_flag("--all-lines", parsed.smart_commits.grammar.all_lines,
                  "Read every line of a message, each for itself, instead of the first one");
  add_grammar(*smart, parsed.smart_commits.grammar.keys);
  smart->add_option("--hours-per-day", parsed.hours_per_day,
                    "How long `1d` is, as in Jira's time tracking [8]");
  smart->add_option("--days-per-week", parsed.days_per_week,
                    "How many days `1w` has, as in Jira's time tracking [5]");
}

// The command, or 2: the working time is checked by whom it belongs to.
std::variant<Command, int> smart_commits(const Parsed& parsed) {
  auto working = text::working_time(parsed.hours_per_day, parsed.days_per_week);
  if (!working) {
    complain(working.error().message + " `dvcsctl smart-commits --help` lists the options.");
    return 2;
  }
  SmartCommitsCommand command = parsed.smart_commits;
  command.grammar.working = *working;
  return Command(command);
}

void describe(CLI::App& app, Parsed& parsed) {
  app.require_subcommand(1);
  app.set_version_flag("--version", "dvcsctl " DVCS_VERSION);
  app.footer(
      "Exit codes: 0 everything is done, 1 the work failed or something is left for the next run, 2 usage.\n"
      "Errors are one sentence on standard error. `dvcsctl COMMAND --help` tells more.");

  auto* keys = app.add_subcommand("keys", "Find the issue keys in messages on standard input");
  keys->description(
      "Reads messages from standard input, each ended by a NUL (the last one's may be missing), and writes "
      "one JSON\n"
      "line each: {\"keys\":[\"ABC-1\",...]}");
  add_grammar(*keys, parsed.keys.grammar);
  describe_smart_commits(app, parsed);

  auto* projects = app.add_subcommand("projects", "List the repositories of an owner, one JSON line each");
  add_forge(*projects, parsed.projects.forge);
  projects->add_option("--owner", parsed.projects.forge.owner,
                       "Path of a group, organisation or user; left out: the whole instance");

  auto* import =
      app.add_subcommand("import", "Print repositories, branches, commits and merge requests as JSON lines");
  import->description(
      "Prints what the forge has, or with --cursor what changed since the last run with that file: one JSON "
      "line each\n"
      "of type repository, branch, commit, merge_request (each also with _deleted), skipped, progress, and "
      "done.");
  auto& options = parsed.import;
  add_forge(*import, options.forge);
  add_owner_or_project(*import, options.forge);
  add_choice(*import, "--source", kSources, options.source, false,
             "Where commits come from: git fetches whole histories at once, rest asks page by page, auto "
             "takes git where "
             "the forge allows it [auto]");
  import->add_option("--cursor", options.cursor_file, "State file: a second run prints only what changed");
  import->add_flag("--all-commits", options.all_commits, "Also commits that name no issue key");
  import->add_flag("--accept-deletions", options.accept_deletions,
                   "Believe that 10 or more and over 20 % of the repositories or branches are gone");
  add_grammar(*import, options.grammar);

  describe_doctor(app, parsed.doctor);
}

// CLI11 writes "--url is required" and the like: one sentence already.
int usage_error(const CLI::Error& error, const CLI::App& app) {
  std::string command = "dvcsctl";
  for (const auto* chosen : app.get_subcommands()) command += " " + chosen->get_name();
  std::string message = error.what();
  for (auto& c : message)
    if (c == '\n') c = ' ';
  complain(message + (message.ends_with('.') ? "" : ".") + " `" + command + " --help` lists the options.");
  return 2;
}

}  // namespace

std::variant<Command, int> parse_command_line(int argc, const char* const* argv) {
  // CLI11 would say that a command is missing, or print the general help for one that does not exist.
  if (argc > 1 && argv[1][0] != '-' && !kCommands.contains(argv[1])) {
    complain(std::string("There is no command '") + argv[1] +
             "'; there are keys, smart-commits, projects, import and doctor. `dvcsctl --help` tells more.");
    return 2;
  }
  CLI::App app("Issue keys and development data of git forges, on the command line.", "dvcsctl");
  Parsed parsed;
  describe(app, parsed);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::Error& error) {
    return usage_error(error, app);
  }
  if (app.got_subcommand("keys")) return Command(parsed.keys);
  if (app.got_subcommand("smart-commits")) return smart_commits(parsed);
  if (app.got_subcommand("projects")) return Command(parsed.projects);
  if (app.got_subcommand("doctor")) return Command(parsed.doctor);
  return Command(parsed.import);
}

}  // namespace dvcs::cli
