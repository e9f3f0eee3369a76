// The keys that the commits of a merge request name: from what this run read of the history where it
// suffices, else from the forge, one list per merge request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "providers/provider.hpp"
#include "sync/commit_history.hpp"
#include "sync/job_logic.hpp"

namespace dvcs::sync {

class MergeRequestKeys {
 public:
  // All are borrowed; `history` may be null.
  MergeRequestKeys(const providers::Provider& provider, KeyGrammar grammar, const Repository& repository,
                   Report& report, const CommitHistory* history);

  // kUnreadable: the list could not be had now, which is said, and must be asked for again.
  enum class Found { kAll, kSome, kUnreadable };

  // Adds them to `request.keys`, each once, and clears `request.keys_complete` unless all were found. An
  // Error means that nothing else can be asked either.
  Task<base::Result<Found>> add(Line& line, MergeRequest& request);
  // Of how many the forge was asked.
  std::uint64_t asked() const { return asked_; }

 private:
  struct Keys {
    std::vector<std::string> names;
    bool complete = true;
  };

  std::optional<Keys> from_history(const MergeRequest& request) const;
  Task<base::Result<Keys>> from_forge(Line& line, std::int64_t iid);
  bool is_passed_over(std::int64_t iid, const base::Error& why);

  const providers::Provider& provider_;
  const KeyGrammar grammar_;
  const Repository& repository_;
  Report& report_;
  const CommitHistory* history_;
  std::uint64_t asked_ = 0;
  int silences_ = 0;  // answers in a row that did not come in time
  bool told_missing_ = false;
};

}  // namespace dvcs::sync
