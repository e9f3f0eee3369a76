#include "providers/gitlab/provider.hpp"

#include <utility>

#include "http/basic_authorization.hpp"
#include "providers/common/base_address.hpp"
#include "providers/gitlab/hooks.hpp"
#include "providers/gitlab/oauth.hpp"
#include "providers/gitlab/permissions.hpp"
#include "providers/gitlab/projects.hpp"
#include "providers/gitlab/repository.hpp"

namespace dvcs::providers::gitlab {
namespace {

class GitLab final : public Provider {
 public:
  explicit GitLab(std::string base_url) : base_url_(std::move(base_url)) {}

  const std::string& base_url() const override { return base_url_; }
  // Bearer serves personal, group and project access tokens and OAuth tokens alike; git asks for Basic, with
  // the user name that stands for "a token" (gitlab.md 5.3).
  void authorize(http::Request& request, std::string_view token) const override {
    request.headers.set("Authorization", request.git ? http::basic_authorization("oauth2", token)
                                                     : "Bearer " + std::string(token));
  }
  std::vector<Query<ServerInfo>> checks() const override { return gitlab::checks(base_url_); }
  Query<std::string> user() const override { return gitlab::user(base_url_); }
  std::vector<Query<Owner>> owner(std::string_view path) const override {
    return gitlab::owner(base_url_, path);
  }
  std::optional<Owner> likely_owner(std::string_view path) const override {
    return gitlab::likely_owner(path);
  }
  Query<Page<Repository>> repositories(const Owner& owner) const override {
    return projects(base_url_, owner);
  }
  Query<Page<Repository>> repository(std::int64_t id) const override { return project(base_url_, id); }
  Query<Page<Branch>> branches(const Repository& repository) const override {
    return gitlab::branches(base_url_, repository);
  }
  Query<Page<Commit>> commits(const Repository& repository, const CommitRange& range) const override {
    return gitlab::commits(base_url_, repository, range);
  }
  std::string commit_web_url(const Repository& repository, std::string_view sha) const override {
    return repository.web_url + "/-/commit/" + std::string(sha);
  }
  Query<bool> commit_exists(const Repository& repository, std::string_view sha) const override {
    return gitlab::commit_exists(base_url_, repository, sha);
  }
  std::optional<Query<Page<std::string>>> branches_with(const Repository& repository,
                                                        std::string_view sha) const override {
    return gitlab::branches_with(base_url_, repository, sha);
  }
  Query<Page<MergeRequest>> merge_requests(const Repository& repository,
                                           const std::optional<Moment>& updated_since) const override {
    return gitlab::merge_requests(base_url_, repository, updated_since);
  }
  Query<Page<MergeRequest>> merge_requests_by_number(const Repository& repository,
                                                     const std::vector<std::int64_t>& iids) const override {
    return gitlab::merge_requests_by_number(base_url_, repository, iids);
  }
  Query<Page<Commit>> merge_request_commits(const Repository& repository, std::int64_t iid) const override {
    return gitlab::merge_request_commits(base_url_, repository, iid);
  }
  std::optional<Query<Part<CommitChanges>>> commit_changes(const Repository& repository,
                                                           std::string_view sha) const override {
    return gitlab::commit_changes(base_url_, repository, sha);
  }
  std::vector<Query<Part<MergeRequestReview>>> merge_request_review(const Repository& repository,
                                                                    std::int64_t iid) const override {
    return gitlab::merge_request_review(base_url_, repository, iid);
  }
  std::optional<Query<Part<AuthorVerification>>> author_verification(
      const Repository& repository, const CommitAuthor& commit) const override {
    return gitlab::author_verification(base_url_, repository, commit);
  }
  std::string_view merge_request_refs() const override { return "refs/merge-requests/"; }
  std::optional<std::int64_t> merge_request_of(std::string_view ref) const override {
    return gitlab::merge_request_of(ref);
  }
  const Manual& manual() const override { return gitlab::manual(); }
  std::optional<Query<TokenInfo>> token() const override { return gitlab::token(base_url_); }
  Query<Page<std::string>> groups() const override { return gitlab::groups(base_url_); }
  Query<HookRight> hook_right(const Repository& repository) const override {
    return gitlab::hook_right(base_url_, repository);
  }
  OAuthEndpoints oauth() const override { return gitlab::oauth(base_url_); }
  Query<TokenStanding> token_standing(const LookAtToken& job, Moment now) const override {
    return gitlab::token_standing(base_url_, job, now);
  }
  Query<Page<Hook>> hooks(const HookPlace& place) const override { return gitlab::hooks(base_url_, place); }
  Query<Hook> create_hook(const HookPlace& place, const WantedHook& wanted) const override {
    return gitlab::create_hook(base_url_, place, wanted);
  }
  std::optional<Query<Hook>> update_hook(const HookPlace& place, std::int64_t id,
                                         const WantedHook& wanted) const override {
    return gitlab::update_hook(base_url_, place, id, wanted);
  }
  Query<bool> delete_hook(const HookPlace& place, std::int64_t id) const override {
    return gitlab::delete_hook(base_url_, place, id);
  }
  std::optional<Query<HookTest>> test_hook(const HookPlace& place, std::int64_t id) const override {
    return gitlab::test_hook(base_url_, place, id);
  }
  std::optional<Query<Page<HookDelivery>>> hook_deliveries(const HookPlace& place,
                                                           std::int64_t id) const override {
    return gitlab::hook_deliveries(base_url_, place, id);
  }

 private:
  std::string base_url_;
};

}  // namespace

base::Result<std::unique_ptr<Provider>> make_gitlab(std::string_view typed_url) {
  auto base = base_address(typed_url, {"https://gitlab.example.com", "/api/v4"});
  if (!base.ok()) return base.error();
  return std::unique_ptr<Provider>(std::make_unique<GitLab>(*std::move(base)));
}

}  // namespace dvcs::providers::gitlab
