// Branches, commits and pull requests of one repository, and their details.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/reading.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers::gitea {

Query<Page<Branch>> branches(const std::string& base_url, const Repository& repository);
Query<Page<Commit>> commits(const std::string& base_url, const Repository& repository,
                            const CommitRange& range);
Query<bool> commit_exists(const std::string& base_url, const Repository& repository, std::string_view sha);
Query<Page<MergeRequest>> pull_requests(const std::string& base_url, const Repository& repository,
                                        const std::optional<Moment>& updated_since);
Query<Page<MergeRequest>> pull_requests_by_number(const std::string& base_url, const Repository& repository,
                                                  const std::vector<std::int64_t>& numbers);
Query<Page<Commit>> pull_request_commits(const std::string& base_url, const Repository& repository,
                                         std::int64_t number);
Query<Part<CommitChanges>> commit_changes(const std::string& base_url, const Repository& repository,
                                          std::string_view sha);
Query<Part<AuthorVerification>> author_verification(const std::string& base_url, const Repository& repository,
                                                    const CommitAuthor& commit);
Query<Part<MergeRequestReview>> pull_request_review(const std::string& base_url, const Repository& repository,
                                                    std::int64_t number);
// 7 for "refs/pull/7/head".
std::optional<std::int64_t> pull_request_of(std::string_view ref);

// Whether the answer says, beyond doubt, that the repository has no such commit.
bool is_unknown_commit(const http::Response& answer, std::string_view sha);

// One row of a list of commits.
void read_commit(json::Fields& fields, Commit& commit);

}  // namespace dvcs::providers::gitea
