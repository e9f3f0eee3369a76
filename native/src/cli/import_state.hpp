// What an import remembers between runs: the cursor file's content. Plain values; state_file.hpp reads and
// writes it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "dvcs/model.hpp"
#include "dvcs/session.hpp"

namespace dvcs::cli {

// The object ids that were printed. Kept as text, 41 bytes each, because there may be millions; a set for
// questions exists only between the first question and rest().
class PrintedIds {
 public:
  PrintedIds() = default;
  explicit PrintedIds(std::string spaced) : spaced_(std::move(spaced)) {}

  bool contains(const std::string& id);
  void insert(const std::string& id);
  void erase(const std::string& id);
  // No question is expected for a while.
  void rest() { set_.reset(); }
  // Ids, each followed by a blank.
  const std::string& spaced() const { return spaced_; }

 private:
  std::unordered_set<std::string>& set();
  std::string spaced_;
  std::optional<std::unordered_set<std::string>> set_;
};

struct RepositoryState {
  Repository printed;                           // as last printed
  std::string cursor;                           // of the last checkpoint
  std::map<std::string, std::string> heads;     // name → sha: what is completely known
  std::map<std::string, std::string> branches;  // name → sha: as last printed
  std::optional<Moment> merge_requests_since;
  std::map<std::int64_t, std::uint64_t> merge_requests;  // iid → hash of the line as last printed
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
  std::optional<std::int64_t> last_full;  // the same for runs with a full listing
  std::map<std::int64_t, RepositoryState> repositories;

  // Other keys would be found now: everything is read and printed anew.
  void adopt_grammar(std::uint32_t now);
  // Commits without a key were left out so far: histories are walked again, and what was printed is not
  // repeated.
  void adopt_all_commits(bool now);
};

// FNV-1a; stable between versions because it is stored.
std::uint64_t line_hash(std::string_view line);

}  // namespace dvcs::cli
