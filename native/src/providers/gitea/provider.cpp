#include "providers/gitea/provider.hpp"

#include <string>
#include <utility>

#include "http/basic_authorization.hpp"
#include "providers/common/base_address.hpp"
#include "providers/gitea/account.hpp"
#include "providers/gitea/hooks.hpp"
#include "providers/gitea/oauth.hpp"
#include "providers/gitea/permissions.hpp"
#include "providers/gitea/repository.hpp"

namespace dvcs::providers::gitea {
namespace {

class Gitea final : public Provider {
 public:
  explicit Gitea(std::string base_url) : base_url_(std::move(base_url)) {}

  const std::string& base_url() const override { return base_url_; }
  // Bearer serves access tokens and OAuth tokens alike; git asks for Basic, where the token is the password
  // of any user.
  void authorize(http::Request& request, std::string_view token) const override {
    request.headers.set("Authorization", request.git ? http::basic_authorization("oauth2", token)
                                                     : "Bearer " + std::string(token));
  }
  std::vector<Query<ServerInfo>> checks() const override { return gitea::checks(base_url_); }
  Query<std::string> user() const override { return gitea::user(base_url_); }
  std::vector<Query<Owner>> owner(std::string_view path) const override {
    return gitea::owner(base_url_, path);
  }
  std::optional<Owner> likely_owner(std::string_view) const override { return std::nullopt; }
  Query<Page<Repository>> repositories(const Owner& owner) const override {
    return gitea::repositories(base_url_, owner);
  }
  Query<Page<Repository>> repository(std::int64_t id) const override {
    return gitea::repository(base_url_, id);
  }
  Query<Page<Branch>> branches(const Repository& repository) const override {
    return gitea::branches(base_url_, repository);
  }
  Query<Page<Commit>> commits(const Repository& repository, const CommitRange& range) const override {
    return gitea::commits(base_url_, repository, range);
  }
  std::string commit_web_url(const Repository& repository, std::string_view sha) const override {
    return repository.web_url + "/commit/" + std::string(sha);
  }
  Query<bool> commit_exists(const Repository& repository, std::string_view sha) const override {
    return gitea::commit_exists(base_url_, repository, sha);
  }
  std::optional<Query<Page<std::string>>> branches_with(const Repository&, std::string_view) const override {
    return std::nullopt;
  }
  Query<Page<MergeRequest>> merge_requests(const Repository& repository,
                                           const std::optional<Moment>& updated_since) const override {
    return pull_requests(base_url_, repository, updated_since);
  }
  Query<Page<MergeRequest>> merge_requests_by_number(const Repository& repository,
                                                     const std::vector<std::int64_t>& iids) const override {
    return pull_requests_by_number(base_url_, repository, iids);
  }
  Query<Page<Commit>> merge_request_commits(const Repository& repository, std::int64_t iid) const override {
    return pull_request_commits(base_url_, repository, iid);
  }
  std::optional<Query<Part<CommitChanges>>> commit_changes(const Repository& repository,
                                                           std::string_view sha) const override {
    return gitea::commit_changes(base_url_, repository, sha);
  }
  std::vector<Query<Part<MergeRequestReview>>> merge_request_review(const Repository& repository,
                                                                    std::int64_t iid) const override {
    return {pull_request_review(base_url_, repository, iid)};
  }
  std::optional<Query<Part<AuthorVerification>>> author_verification(
      const Repository& repository, const CommitAuthor& commit) const override {
    return gitea::author_verification(base_url_, repository, commit);
  }
  std::string_view merge_request_refs() const override { return "refs/pull/"; }
  std::optional<std::int64_t> merge_request_of(std::string_view ref) const override {
    return pull_request_of(ref);
  }
  const Manual& manual() const override { return gitea::manual(); }
  std::optional<Query<TokenInfo>> token() const override { return std::nullopt; }
  Query<Page<std::string>> groups() const override { return gitea::groups(base_url_); }
  Query<HookRight> hook_right(const Repository& repository) const override {
    return gitea::hook_right(base_url_, repository);
  }
  OAuthEndpoints oauth() const override { return gitea::oauth(base_url_); }
  Query<TokenStanding> token_standing(const LookAtToken& job, Moment) const override {
    return gitea::token_standing(base_url_, job);
  }
  Query<Page<Hook>> hooks(const HookPlace& place) const override { return gitea::hooks(base_url_, place); }
  Query<Hook> create_hook(const HookPlace& place, const WantedHook& wanted) const override {
    return gitea::create_hook(base_url_, place, wanted);
  }
  // A Gitea keeps the secret that a webhook was made with, whatever a change of it says.
  std::optional<Query<Hook>> update_hook(const HookPlace&, std::int64_t, const WantedHook&) const override {
    return std::nullopt;
  }
  Query<bool> delete_hook(const HookPlace& place, std::int64_t id) const override {
    return gitea::delete_hook(base_url_, place, id);
  }
  std::optional<Query<HookTest>> test_hook(const HookPlace& place, std::int64_t id) const override {
    return gitea::test_hook(base_url_, place, id);
  }
  std::optional<Query<Page<HookDelivery>>> hook_deliveries(const HookPlace&, std::int64_t) const override {
    return std::nullopt;
  }

 private:
  std::string base_url_;
};

}  // namespace

base::Result<std::unique_ptr<Provider>> make_gitea(std::string_view typed_url) {
  auto base = base_address(typed_url, {"https://gitea.example.com", "/api/v1"});
  if (!base.ok()) return base.error();
  return std::unique_ptr<Provider>(std::make_unique<Gitea>(*std::move(base)));
}

}  // namespace dvcs::providers::gitea
