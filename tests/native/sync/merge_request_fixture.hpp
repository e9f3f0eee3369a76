// Merge requests of a forge that is played answer by answer.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sync/forge_script.hpp"
#include "sync/merge_request_sync.hpp"

namespace dvcs::test {

class MergeRequestSyncTest : public DetailsTest {
 protected:
  MergeRequestSyncTest() {
    sync_job.repository = job.repository;
    commits =
        R"([{"id":")" + one + R"(","message":"REST-1 and TT-1","authored_date":"2024-01-01T00:00:00Z"}])";
  }

  static std::string row(int iid, const std::string& second, const std::string& state,
                         const std::string& more = {}) {
    return R"({"iid":)" + std::to_string(iid) + R"(,"title":"TT-1","state":")" + state +
           R"(","updated_at":"2024-01-01T00:00:)" + second +
           R"(Z","source_branch":"s","target_branch":"main")" + more + "}";
  }

  base::Status run(const Forge& forge, const sync::CommitHistory* history = nullptr) {
    recorder.events.clear();
    asked.clear();
    sync::Report report(recorder, 1, 1);
    sync::MergeRequestSync logic(*provider, {}, sync_job, report, cursor, history, [] {});
    const base::Status status = drive([&](sync::Line& line) { return logic.run(line); }, forge, &asked);
    complete = logic.complete();
    return status;
  }

  Forge list(std::string rows) {
    return [this, rows = std::move(rows)](const std::string& url) {
      return has(url, "/commits") ? reply(200, commits) : reply(200, "[" + rows + "]");
    };
  }

  std::vector<std::string> keys() { return recorder.all<MergeRequest>().at(0).keys; }

  SyncRepository sync_job;
  sync::Cursor cursor;
  bool complete = false;  // as the last run said
  std::string commits;
  const std::string head = R"(,"sha":")" + std::string(40, 'a') + R"(")";
};

}  // namespace dvcs::test
