// Branches, commits and merge requests of one project, and their details: gitlab.md 2 and 3.1.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "providers/provider.hpp"

namespace dvcs::providers::gitlab {

Query<Page<Branch>> branches(const std::string& base_url, const Repository& repository);
Query<Page<Commit>> commits(const std::string& base_url, const Repository& repository,
                            const CommitRange& range);
Query<bool> commit_exists(const std::string& base_url, const Repository& repository, std::string_view sha);
Query<Page<std::string>> branches_with(const std::string& base_url, const Repository& repository,
                                       std::string_view sha);
Query<Page<MergeRequest>> merge_requests(const std::string& base_url, const Repository& repository,
                                         const std::optional<Moment>& updated_since);
Query<Page<MergeRequest>> merge_requests_by_number(const std::string& base_url, const Repository& repository,
                                                   const std::vector<std::int64_t>& iids);
Query<Page<Commit>> merge_request_commits(const std::string& base_url, const Repository& repository,
                                          std::int64_t iid);
Query<Part<CommitChanges>> commit_changes(const std::string& base_url, const Repository& repository,
                                          std::string_view sha);
Query<Part<AuthorVerification>> author_verification(const std::string& base_url, const Repository& repository,
                                                    const CommitAuthor& commit);
std::vector<Query<Part<MergeRequestReview>>> merge_request_review(const std::string& base_url,
                                                                  const Repository& repository,
                                                                  std::int64_t iid);
std::optional<std::int64_t> merge_request_of(std::string_view ref);

}  // namespace dvcs::providers::gitlab
