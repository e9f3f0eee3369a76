#include "codec/row_bytes.hpp"

#include <algorithm>

namespace dvcs::codec {
namespace {

// A table's own part: offset in its vector, vtable reference, a vtable of up to 16 fields, alignment.
constexpr std::size_t kTable = 160;
// A string's: offset, length, terminator, padding.
constexpr std::size_t kText = 16;

std::size_t text(std::string_view value) {
  return kText + std::min(value.size(), kTextBytes);
}

std::size_t keys(const std::vector<std::string>& values) {
  std::size_t sum = kText;
  for (std::size_t i = 0, n = keys_that_fit(values); i < n; ++i) sum += text(values[i]);
  return sum;
}

std::size_t reviewers(const std::vector<Reviewer>& people) {
  std::size_t sum = kText;
  for (const auto& reviewer : people) sum += kTable + text(reviewer.user) + text(reviewer.name);
  return sum;
}

}  // namespace

std::size_t keys_that_fit(const std::vector<std::string>& values) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += text(values[i]);
    if (sum > kKeysBytes) return i;
  }
  return values.size();
}

std::size_t row_bytes(const Repository& row) {
  return kTable + text(row.path) + text(row.name) + text(row.web_url) + text(row.clone_url) +
         text(row.default_branch);
}

std::size_t row_bytes(const Branch& row) {
  return kTable + text(row.name) + kText + row.sha.size() / 2 + keys(row.keys);
}

std::size_t row_bytes(const Commit& row) {
  return 3 * kTable + kText + row.sha.size() / 2 + text(row.author.name) + text(row.author.email) +
         text(row.committer.name) + text(row.committer.email) + text(row.message) + text(row.web_url) +
         keys(row.keys);
}

std::size_t row_bytes(const MergeRequest& row) {
  return kTable + text(row.title) + text(row.source_branch) + text(row.target_branch) + text(row.author) +
         text(row.author_name) + text(row.web_url) + keys(row.keys) + reviewers(row.reviewers) + 3 * kText +
         (row.head_sha.size() + row.merge_commit_sha.size() + row.squash_commit_sha.size()) / 2;
}

std::size_t row_bytes(const Deleted& row) {
  return kTable + text(row.id);
}
std::size_t row_bytes(const Skipped& row) {
  return kTable + text(row.what) + text(row.why);
}
std::size_t row_bytes(const Progress& row) {
  return kTable + text(row.phase);
}
std::size_t row_bytes(const Log& row) {
  return kTable + text(row.message);
}

std::size_t row_bytes(const Finished& row) {
  std::size_t sum =
      kTable + text(row.error) + text(row.server_version) + text(row.user) + text(row.owner_hint);
  for (const auto& head : row.heads) sum += row_bytes(head);
  return sum;
}

std::size_t row_bytes(const CommitChanges& row) {
  std::size_t sum = kTable + 2 * kText + row.sha.size() / 2;
  for (const auto& file : row.files) sum += kTable + text(file.path) + text(file.old_path);
  return sum;
}

std::size_t row_bytes(const MergeRequestReview& row) {
  return kTable + reviewers(row.reviewers);
}

std::size_t row_bytes(const Finding& row) {
  return kTable + text(row.step) + text(row.found) + text(row.remedy);
}

std::size_t row_bytes(const AuthorVerification& row) {
  return kTable + kText + row.sha.size() / 2 + text(row.reason);
}

std::size_t row_bytes(const HookStanding& row) {
  return kTable + text(row.last_status) + text(row.found) + text(row.remedy);
}

std::size_t row_bytes(const TokenAnswer& row) {
  return kTable + text(row.access_token.view()) + text(row.refresh_token.view()) + text(row.scope) +
         text(row.error) + text(row.why);
}

std::size_t row_bytes(const TokenStanding& row) {
  return kTable + keys(row.scopes) + text(row.name) + text(row.why);
}

}  // namespace dvcs::codec
