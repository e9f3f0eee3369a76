// GitLab's dialect without the question which branches hold a commit, as forges are that cannot say it
// (Gitea).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "providers/provider.hpp"

namespace dvcs::test {

class PartialProvider final : public providers::Provider {
 public:
  explicit PartialProvider(std::unique_ptr<Provider> whole) : whole_(std::move(whole)) {}

  std::optional<providers::Query<providers::Page<std::string>>> branches_with(
      const Repository&, std::string_view) const override {
    return std::nullopt;
  }

  void authorize(http::Request& request, std::string_view token) const override {
    whole_->authorize(request, token);
  }
  const std::string& base_url() const override { return whole_->base_url(); }
  std::vector<providers::Query<providers::ServerInfo>> checks() const override { return whole_->checks(); }
  providers::Query<std::string> user() const override { return whole_->user(); }
  std::vector<providers::Query<providers::Owner>> owner(std::string_view path) const override {
    return whole_->owner(path);
  }
  std::optional<providers::Owner> likely_owner(std::string_view path) const override {
    return whole_->likely_owner(path);
  }
  providers::Query<providers::Page<Repository>> repositories(const providers::Owner& owner) const override {
    return whole_->repositories(owner);
  }
  providers::Query<providers::Page<Repository>> repository(std::int64_t id) const override {
    return whole_->repository(id);
  }
  providers::Query<providers::Page<Branch>> branches(const Repository& repository) const override {
    return whole_->branches(repository);
  }
  providers::Query<providers::Page<Commit>> commits(const Repository& repository,
                                                    const providers::CommitRange& range) const override {
    return whole_->commits(repository, range);
  }
  std::string commit_web_url(const Repository& repository, std::string_view sha) const override {
    return whole_->commit_web_url(repository, sha);
  }
  providers::Query<bool> commit_exists(const Repository& repository, std::string_view sha) const override {
    return whole_->commit_exists(repository, sha);
  }
  providers::Query<providers::Page<MergeRequest>> merge_requests(
      const Repository& repository, const std::optional<Moment>& updated_since) const override {
    return whole_->merge_requests(repository, updated_since);
  }
  providers::Query<providers::Page<MergeRequest>> merge_requests_by_number(
      const Repository& repository, const std::vector<std::int64_t>& iids) const override {
    return whole_->merge_requests_by_number(repository, iids);
  }
  providers::Query<providers::Page<Commit>> merge_request_commits(const Repository& repository,
                                                                  std::int64_t iid) const override {
    return whole_->merge_request_commits(repository, iid);
  }
  std::optional<providers::Query<providers::Part<CommitChanges>>> commit_changes(
      const Repository& repository, std::string_view sha) const override {
    return whole_->commit_changes(repository, sha);
  }
  std::vector<providers::Query<providers::Part<MergeRequestReview>>> merge_request_review(
      const Repository& repository, std::int64_t iid) const override {
    return whole_->merge_request_review(repository, iid);
  }
  std::optional<providers::Query<providers::Part<AuthorVerification>>> author_verification(
      const Repository& repository, const CommitAuthor& commit) const override {
    return whole_->author_verification(repository, commit);
  }
  std::string_view merge_request_refs() const override { return whole_->merge_request_refs(); }
  std::optional<std::int64_t> merge_request_of(std::string_view ref) const override {
    return whole_->merge_request_of(ref);
  }
  const providers::Manual& manual() const override { return whole_->manual(); }
  std::optional<providers::Query<providers::TokenInfo>> token() const override { return whole_->token(); }
  providers::Query<providers::Page<std::string>> groups() const override { return whole_->groups(); }
  providers::Query<providers::HookRight> hook_right(const Repository& repository) const override {
    return whole_->hook_right(repository);
  }

  providers::OAuthEndpoints oauth() const override { return whole_->oauth(); }
  providers::Query<TokenStanding> token_standing(const LookAtToken& job, Moment now) const override {
    return whole_->token_standing(job, now);
  }

  providers::Query<providers::Page<providers::Hook>> hooks(const providers::HookPlace& place) const override {
    return whole_->hooks(place);
  }
  providers::Query<providers::Hook> create_hook(const providers::HookPlace& place,
                                                const providers::WantedHook& wanted) const override {
    return whole_->create_hook(place, wanted);
  }
  std::optional<providers::Query<providers::Hook>> update_hook(
      const providers::HookPlace& place, std::int64_t id,
      const providers::WantedHook& wanted) const override {
    return whole_->update_hook(place, id, wanted);
  }
  providers::Query<bool> delete_hook(const providers::HookPlace& place, std::int64_t id) const override {
    return whole_->delete_hook(place, id);
  }
  std::optional<providers::Query<providers::HookTest>> test_hook(const providers::HookPlace& place,
                                                                 std::int64_t id) const override {
    return whole_->test_hook(place, id);
  }
  std::optional<providers::Query<providers::Page<providers::HookDelivery>>> hook_deliveries(
      const providers::HookPlace& place, std::int64_t id) const override {
    return whole_->hook_deliveries(place, id);
  }

 private:
  std::unique_ptr<Provider> whole_;
};

}  // namespace dvcs::test
