// Reads ranges of commits and decides, commit by commit, whether it is new: reported at once, or held until
// known_history.hpp has made sure.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "providers/provider.hpp"
#include "sync/commit_set.hpp"
#include "sync/conversation.hpp"
#include "sync/held_commits.hpp"
#include "sync/report.hpp"

namespace dvcs::sync {

struct WalkOptions {
  KeyGrammar grammar;
  bool all_commits = false;
  bool hold = false;  // the caller knows some history: report nothing that it has
  // What is held at most; above it commits are reported as they come, some perhaps known.
  std::size_t held_commits = 0;
  std::size_t held_bytes = 0;
};

// How a range turned out, for judging whether its answer can be trusted.
struct WalkedRange {
  bool began_with_head = false;
  bool met_exclude = false;    // an answered commit has the excluded one as its parent
  bool stopped_early = false;  // more pages were announced, and could not hold anything new
  std::size_t portions = 0;
  std::unordered_set<std::string> met_known;  // known heads that were answered, or named as a parent
};

class CommitWalk {
 public:
  CommitWalk(const providers::Provider& provider, const Repository& repository, WalkOptions options,
             Report& report)
      : provider_(provider), repository_(repository), options_(options), report_(report) {}

  // A head whose history the caller has completely.
  void add_known(std::string_view sha) { known_.insert(sha); }
  // Whether this commit and everything below it needs no further look.
  bool is_complete(std::string_view sha) const { return known_.contains(sha) || seen_.contains(sha); }

  // Reads a range from `position` on. While commits are reported directly `checkpoint` hears after each
  // portion where the next one begins.
  Task<base::Result<WalkedRange>> range(Line& line, providers::CommitRange range, std::string position,
                                        std::function<void(const std::string& position)> checkpoint);

  bool holds() const { return options_.hold; }
  void hold(bool hold) { options_.hold = hold; }
  HeldCommits& held() { return held_; }
  // Reports what is held and remains.
  Task<base::Status> release(Line& line);

 private:
  // What is still to come of a range.
  struct Frontier {
    std::unordered_set<std::string> open;  // named as parent, not answered yet, not known
    // Answered, but as far as is seen reached only through known commits: id → parents.
    std::unordered_map<std::string, std::vector<std::string>> aside;
  };

  void note_known(const Commit& commit, WalkedRange& walked) const;
  void take(Commit&& commit, Frontier& frontier);
  void expand(std::vector<std::string> parents, Frontier& frontier) const;
  Task<base::Status> release_if_too_much(Line& line);

  const providers::Provider& provider_;
  const Repository& repository_;
  WalkOptions options_;
  Report& report_;
  CommitSet known_;
  CommitSet seen_;  // in this run; closed under parents once a range is finished
  HeldCommits held_;
};

}  // namespace dvcs::sync
