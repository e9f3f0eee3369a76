// The output lines of `dvcsctl`, as tests/fixtures/dvcsctl.schema.json describes them. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/jobs.hpp"
#include "dvcs/model.hpp"

namespace dvcs::cli {

struct Counts {
  std::uint64_t repositories = 0;
  std::uint64_t branches = 0;
  std::uint64_t commits = 0;
  std::uint64_t merge_requests = 0;
  std::uint64_t deleted = 0;
  std::uint64_t skipped = 0;
  Source source = Source::kAuto;  // as asked
  std::uint64_t by_git = 0;       // repositories, by where their commits came from
  std::uint64_t by_rest = 0;
};

std::string project_line(const Repository& repository);  // of `dvcsctl projects`

std::string repository_line(const Repository& repository);
std::string repository_deleted_line(const Repository& repository);
std::string branch_line(std::int64_t project_id, const Branch& branch);
std::string branch_deleted_line(std::int64_t project_id, std::string_view name);
std::string commit_line(std::int64_t project_id, const Commit& commit);
std::string commit_deleted_line(std::int64_t project_id, std::string_view sha);
std::string merge_request_line(std::int64_t project_id, const MergeRequest& request);
std::string merge_request_deleted_line(std::int64_t project_id, std::int64_t iid);
std::string skipped_line(std::int64_t project_id, const Skipped& skipped);
// `message`: something worth saying that is no error; empty: nothing.
std::string progress_line(const Progress& progress, std::uint64_t repositories_done,
                          std::uint64_t repositories, Source source, const std::string& message);
// `left`: repositories that the next run has to look at again.
std::string done_line(const Counts& counts, const Traffic& traffic, std::uint64_t left, bool complete);

// "ok", "warning", "failed", "skipped"
std::string_view outcome_name(Outcome outcome);
std::string finding_line(const Finding& finding);  // of `dvcsctl doctor`

}  // namespace dvcs::cli
