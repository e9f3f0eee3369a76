// Which commits left the branches, asked by REST: what the vanished heads reach and no listed head does. It
// is the question of known_history.hpp with the roles swapped: the listed heads are the known ones.
//
// Deleted is only what is certain. Where an answer is missing, or certainty would take too many requests,
// nothing is, and the run says that its history is incomplete.
#pragma once

#include <string>
#include <vector>

#include "sync/held_commits.hpp"
#include "sync/known_history.hpp"
#include "sync/repository_run.hpp"

namespace dvcs::sync {

class RestDeparture {
 public:
  // Both are borrowed.
  RestDeparture(RepositoryRun& run, std::vector<std::string> vanished);

  Task<base::Status> report(Line& line);

 private:
  // Each step says whether it is certain.
  using Certain = Task<base::Result<bool>>;

  Certain find_gone(Line& line);
  Certain read(Line& line, std::string sha);
  Certain is_there(Line& line, std::string sha);
  Certain remove_listed(Line& line);
  Certain nothing_moved(Line& line);
  Certain compare(Line& line, std::vector<KnownHead> heads);
  void hold(std::vector<Commit> commits);
  std::vector<KnownHead> listed_heads() const;
  std::string exclude_for(const std::string& sha) const;
  bool spend();
  Task<base::Status> tell(Line& line);

  RepositoryRun& run_;
  std::vector<std::string> vanished_;
  std::vector<std::string> read_;  // of these the ranges were not empty
  HeldCommits gone_;
  int budget_;  // requests left
};

}  // namespace dvcs::sync
