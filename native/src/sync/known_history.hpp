// Removes from the held commits what the caller already has, without a table of all commits: by asking the
// forge how the held ones relate to the heads that the caller knows completely (native/doc/sync.md, "Exactly
// the new ones").
//
// It only ever removes what is certainly known. Where certainty would cost too much, or the forge cannot say,
// a commit is reported again, which callers drop by its id.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "providers/provider.hpp"
#include "sync/conversation.hpp"
#include "sync/held_commits.hpp"

namespace dvcs::sync {

// A head that the caller knows, and what became of it.
struct KnownHead {
  std::string name;
  std::string sha;
  // A listed branch of this name still contains it, so that `branches_with` names that branch for all its
  // commits.
  bool on_its_branch = false;
  bool listed = false;   // it is known to exist at the forge, as the head of a branch or otherwise
  bool settled = false;  // nothing held can be reached from it any more
};

class KnownHistory {
 public:
  KnownHistory(const providers::Provider& provider, const Repository& repository, HeldCommits& held,
               int requests)
      : provider_(provider), repository_(repository), held_(held), budget_(requests) {}

  Task<base::Status> remove(Line& line, std::vector<KnownHead> heads);
  // Below zero: they did not suffice.
  int requests_left() const { return budget_; }
  // Whether what remains is certainly not reached by any of the heads.
  bool certain() const { return certain_; }

 private:
  enum class Existence { kUnknown, kThere, kGone };

  Task<base::Status> ask_about_bottoms(Line& line);
  Task<base::Result<std::vector<std::string>>> branches_with(
      Line& line, providers::Query<providers::Page<std::string>> query);
  // Drops what `head` reaches.
  Task<base::Status> subtract(Line& line, KnownHead& head);
  // Drops of what `top` reaches everything that is not in `head..top`.
  Task<base::Status> subtract_below(Line& line, KnownHead& head, Existence& existence, std::string top);
  Task<base::Result<Existence>> find_out(Line& line, const KnownHead& head);
  bool spend();

  const providers::Provider& provider_;
  const Repository& repository_;
  HeldCommits& held_;
  std::vector<KnownHead> heads_;
  int budget_;
  bool certain_ = true;
};

}  // namespace dvcs::sync
