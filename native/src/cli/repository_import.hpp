// One repository of `dvcsctl import`: turns the events of its job into lines and into what is remembered.
//
// Deletions wait for the end, where the brake of decision 4 judges them. When the forge has lost an old head,
// which commits left cannot be asked: a second job reads everything, and what was printed and does not come
// again has left.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/import_state.hpp"
#include "cli/lines.hpp"
#include "cli/output.hpp"

namespace dvcs::cli {

class RepositoryImport {
 public:
  // `state`, `output` and `counts` are borrowed.
  RepositoryImport(ImportState& state, Output& output, Counts& counts, SyncRepository job);

  std::int64_t id() const { return job_.repository.id; }
  const std::string& path() const { return job_.repository.path; }
  const SyncRepository& job() const { return job_; }

  void on_event(Event& event);

  struct End {
    bool again = false;  // start job() once more: it asks for everything now
    std::string held;    // why nothing was deleted: the brake, or what could not be compared
  };
  // After a Finished without an error.
  End finish(const Finished& end, bool accept_deletions);
  // After one with.
  void fail();

 private:
  void on_commit(const Commit& commit);
  void on_branch(const Branch& branch);
  void on_merge_request(const MergeRequest& request);
  void compare_with_everything();
  void note_skipped(const Skipped& skipped);
  std::string add_departed();
  std::string brake() const;
  void print_deleted(const Deleted& deleted);
  RepositoryState& known() { return state_.change(id()); }
  void print(const std::string& line, std::uint64_t& count);

  ImportState& state_;
  Output& output_;
  Counts& counts_;
  SyncRepository job_;
  bool comparing_ = false;
  std::uint64_t not_compared_ = 0;  // skipped items that may be, or lead to, anything that was printed
  std::vector<Deleted> deleted_;
  std::optional<Moment> newest_merge_request_;
};

}  // namespace dvcs::cli
