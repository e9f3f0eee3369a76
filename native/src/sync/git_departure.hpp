// Which commits left the branches, asked of a git server: want the vanished heads, have the listed ones.
//
// What comes may hold too much: git stops walking by dates, and with clocks that disagree it hands out
// commits that the listed heads reach. Reporting one of those as deleted would lose it, so the lowest commits
// of the answer are each asked about the other way round: what `want <listed heads>, have <commit>` brings
// names that commit as a parent if, and only if, a listed head reaches it.
#pragma once

#include <string>
#include <vector>

#include "sync/git_source.hpp"
#include "sync/pack_walk.hpp"

namespace dvcs::sync {

class GitDeparture {
 public:
  // `fresh`: what this run fetched, all of it on listed branches; null: nothing. All are borrowed.
  GitDeparture(RepositoryRun& run, GitSource& source, const CommitGraph* fresh)
      : run_(run), source_(source), fresh_(fresh) {}

  Task<base::Status> report(Line& line);

 private:
  std::vector<std::string> vanished_heads() const;
  std::vector<std::string> listed_heads() const;
  // Sets the bits of all commits of `gone` that a listed head reaches. False: that cannot be said.
  Task<base::Result<bool>> find_reached(Line& line, const CommitGraph& gone, std::vector<bool>& reached);
  enum class Reached { kYes, kNo, kUnknown };
  Task<base::Result<Reached>> reaches(Line& line, std::string sha);
  void say_uncertain(const char* why);

  RepositoryRun& run_;
  GitSource& source_;
  const CommitGraph* fresh_;
};

}  // namespace dvcs::sync
