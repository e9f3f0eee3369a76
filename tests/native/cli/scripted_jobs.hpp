// An account whose answers are written down: what each listing and each repository reports.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "cli/import.hpp"
#include "cli/jobs.hpp"
#include "files.hpp"

namespace dvcs::cli::test {

inline std::string sha(char digit) {
  return std::string(40, digit);
}

inline Repository repository(std::int64_t id) {
  Repository row;
  row.id = id;
  row.path = "g/p" + std::to_string(id);
  row.name = "p" + std::to_string(id);
  row.default_branch = "main";
  return row;
}

inline Commit commit(char digit) {
  Commit row;
  row.sha = sha(digit);
  row.message = "AA-1";
  row.keys = {"AA-1"};
  return row;
}

inline Finished heads(std::vector<Branch> branches) {
  Finished end;
  end.heads = std::move(branches);
  return end;
}

inline Finished failed(base::Code code, std::string error) {
  Finished end;
  end.error_code = static_cast<int>(code);
  end.error = std::move(error);
  return end;
}

class ScriptedJobs final : public Jobs {
 public:
  // What the listing reports before its end.
  std::vector<Event> listing;
  Finished listing_end = [] {
    Finished end;
    end.complete = true;
    return end;
  }();
  // By repository; one that is not named finishes at once.
  std::map<std::int64_t, std::vector<Event>> repositories;
  // The same for jobs that ask for everything.
  std::map<std::int64_t, std::vector<Event>> in_full;

  JobId start(Job job) override {
    auto id = ++last_;
    if (const auto* list = std::get_if<ListRepositories>(&job)) {
      listings.push_back(*list);
      for (const auto& event : listing) events_.push_back({id, 0, event});
      events_.push_back({id, 0, listing_end});
    } else {
      auto sync = std::get<SyncRepository>(job);
      auto repository_id = sync.repository.id;
      auto& scripts = sync.full ? in_full : repositories;
      syncs.push_back(std::move(sync));
      auto script = scripts.find(repository_id);
      if (script == scripts.end()) {
        events_.push_back({id, repository_id, Finished{}});
      } else {
        for (const auto& event : script->second) events_.push_back({id, repository_id, event});
      }
    }
    return id;
  }

  std::optional<Happened> next(std::chrono::milliseconds) override {
    EXPECT_FALSE(events_.empty()) << "waits for something that never comes";
    if (events_.empty()) throw std::runtime_error("the script is at its end");
    auto event = std::move(events_.front());
    events_.pop_front();
    return event;
  }

  Traffic traffic() const override { return {last_, 100}; }

  std::vector<ListRepositories> listings;  // as asked
  std::vector<SyncRepository> syncs;

 private:
  std::deque<Happened> events_;
  JobId last_ = 0;
};

struct Ran {
  int code = 0;
  std::vector<std::string> lines;
  std::string complaints;
  Counts counts;

  int count(const std::string& type) const {
    int found = 0;
    for (const auto& line : lines)
      if (line.starts_with("{\"type\":\"" + type + "\"")) ++found;
    return found;
  }
};

// One run.
inline Ran run(
    ScriptedJobs& jobs, ImportState& state, ImportRules rules = {}, Import::Save save = {},
    const std::function<bool()>& stop = [] { return false; }) {
  Folder folder;
  auto path = folder.file("out", "");
  std::FILE* file = std::fopen(path.c_str(), "w");
  Output output(fileno(file));
  if (rules.now == 0) rules.now = 1'000'000;
  if (!save) save = [](ImportState&) { return base::Status(); };
  Import import(jobs, output, state, rules, save);
  testing::internal::CaptureStderr();
  Ran ran;
  ran.code = import.run(stop);
  ran.complaints = testing::internal::GetCapturedStderr();
  ran.counts = import.counts();
  std::fclose(file);
  ran.lines = lines_of(read_file(path));
  return ran;
}

}  // namespace dvcs::cli::test
