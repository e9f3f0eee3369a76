// What a careful caller of the core does: it stores what is reported together with the cursor, loses what
// came after the last checkpoint when it is killed, and hands its heads to the next run.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dvcs/session.hpp"
#include "sync/git_forge.hpp"
#include "sync/model_forge.hpp"
#include "sync/repository_sync.hpp"

namespace dvcs::test {

class Recorder final : public EventSink {
 public:
  void put(JobId, std::int64_t, Event event) override { events.push_back(std::move(event)); }
  bool full() const override { return false; }

  template <class T>
  std::vector<T> all() const {
    std::vector<T> found;
    for (const Event& event : events) {
      if (const T* one = std::get_if<T>(&event)) found.push_back(*one);
    }
    return found;
  }

  std::vector<Event> events;
};

struct SyncRun {
  Recorder recorder;
  bool killed = false;
  std::size_t requests = 0;
  base::Status status;
  Finished finished;

  std::vector<std::string> commits() const;  // ids as reported, in order
  std::set<std::string> commit_set() const;
  std::vector<std::string> branches() const;
  std::vector<std::string> deleted() const;  // branches
  std::set<std::string> departed() const;    // commits
};

struct RunOptions {
  std::size_t kill_after = std::numeric_limits<std::size_t>::max();  // answers
  std::function<void(std::size_t)> between = {};                     // before the n-th request is answered
  bool full = false;
  bool all_commits = true;
  sync::SyncLimits limits{.comparisons = 1000};
  GitForge* git = nullptr;  // answers what is asked by git; null: REST only
  Source source = Source::kAuto;
  bool verify = false;
  bool says_branches_of_commits = true;  // false: a forge that cannot
  bool forgets_cursor = true;            // after a run that ended well
  std::function<base::Result<http::Response>(const http::Request&, http::Response)> spoil = {};
};

class Caller {
 public:
  std::vector<KnownBranch> known;
  std::string cursor;
  std::optional<Moment> merge_requests_since;
  std::set<std::string> stored;            // commits
  std::set<std::int64_t> stored_requests;  // merge requests

  sync::GitHost host;  // of this caller's session

  SyncRun run(ModelForge& forge, const RunOptions& options = {});

 private:
  void store(const SyncRun& run, bool forgets_cursor);
};

}  // namespace dvcs::test
