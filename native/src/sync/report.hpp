// What a job tells its sink, with the counting that goes with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dvcs/session.hpp"

namespace dvcs::sync {

class Report {
 public:
  Report(EventSink& sink, JobId job, std::int64_t repository_id)
      : sink_(sink), job_(job), repository_id_(repository_id) {}

  void put(Event event) { sink_.put(job_, repository_id_, std::move(event)); }
  void log(LogLevel level, std::string message) { put(Log{level, std::move(message)}); }
  void commit(Commit commit);
  void skipped(const std::vector<Skipped>& items);

  // A Progress at each change of phase, and after every twentieth answer.
  void phase(std::string name);
  void answered(std::uint64_t bytes_in);
  // Bytes of an answer that is still arriving: a Progress with every MiB.
  void receiving(std::uint64_t bytes);
  void seen_commits(std::uint64_t count) { progress_.commits_seen += count; }
  // Why nothing moves at the moment; the phase itself stays.
  void waiting(const std::string& why);

  // Ends the job: fills in the counts and adds the error, if there is one.
  void finish(Finished finished);

 private:
  static constexpr std::uint64_t kAnswersPerProgress = 20;
  static constexpr std::uint64_t kBytesPerProgress = 1U << 20;

  EventSink& sink_;
  JobId job_;
  std::int64_t repository_id_;
  Progress progress_;
  std::uint64_t arriving_ = 0;  // of the answer under way; counted when it has come
  std::uint64_t commits_emitted_ = 0;
  std::uint64_t skipped_ = 0;
};

}  // namespace dvcs::sync
