// Branches, commits and merge requests of one project: gitlab.md 2 and 3.1.
#pragma once

#include <optional>
#include <string>
#include <string_view>

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

}  // namespace dvcs::providers::gitlab
