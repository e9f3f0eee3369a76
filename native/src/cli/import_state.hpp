// What an import remembers between runs: the cursor file's content. Plain values; state_file.hpp reads and
// writes it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "cli/printed_ids.hpp"
#include "dvcs/model.hpp"
#include "dvcs/session.hpp"

namespace dvcs::cli {

struct RepositoryState {
  Repository printed;                           // as last printed
  std::string cursor;                           // of the last checkpoint
  std::map<std::string, std::string> heads;     // name → sha: what is completely known
  std::map<std::string, std::string> branches;  // name → sha: as last printed
  std::optional<Moment> merge_requests_since;
  std::map<std::int64_t, std::uint64_t> merge_requests;  // iid → hash of the line as last printed
  std::int64_t probed = 0;   // the last iid of which was asked whether it still exists
  bool finished = false;     // its last run came to its end
  bool all_commits = false;  // commits without a key were printed, once at least
  PrintedIds commits;
};

// What a run was asked for; another question needs another file or a new beginning.
struct ImportScope {
  Host host = Host::kGitLab;
  std::string url;
  std::string owner;  // empty: the whole instance
  std::optional<std::int64_t> project;
  bool operator==(const ImportScope&) const = default;
};

struct ImportState {
  ImportScope scope;
  std::uint32_t grammar = 0;  // text::grammar_stamp
  bool all_commits = false;
  std::optional<std::int64_t> last_run;   // when the last run that left nothing began; seconds since 1970
  std::optional<std::int64_t> last_full;  // the same for runs that looked at every repository
  std::string owner_hint;                 // what the owner turned out to be: Finished::owner_hint
  std::map<std::int64_t, RepositoryState> repositories;

  // For writing: the next save covers it.
  RepositoryState& change(std::int64_t id);
  void remove(std::int64_t id);
  std::set<std::int64_t> changed;
  std::set<std::int64_t> removed;

  // Other keys would be found now: everything is read and printed anew.
  void adopt_grammar(std::uint32_t now);
  // Commits without a key were left out so far: histories are walked again, and what was printed is not
  // repeated.
  void adopt_all_commits(bool now);
};

// FNV-1a; stable between versions because it is stored.
std::uint64_t line_hash(std::string_view line);

}  // namespace dvcs::cli
