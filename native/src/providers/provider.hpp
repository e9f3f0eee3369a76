// One forge's dialect, as pure functions: requests out, pages in. No I/O, no threads, no state beyond the
// base URL. Nothing above this folder knows which forge it talks to.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.hpp"
#include "dvcs/model.hpp"
#include "dvcs/session.hpp"
#include "http/message.hpp"
#include "providers/hooks.hpp"

namespace dvcs::providers {

// One page: what could be read, what could not, and where it goes on.
template <class T>
struct Page {
  std::vector<T> items;
  std::vector<Skipped> skipped;
  std::optional<http::Request> next;
  std::optional<std::uint64_t> total;  // of all pages, where the forge says it
  bool newest_first = false;  // merge requests in falling order of their last change: all up to the last row
                              // are only known when the last page is
  bool absent =
      false;  // there is nothing behind this list: a repository that was never created, or is switched off
};

// A portion of one item's details, and where the rest of it is.
template <class T>
struct Part {
  T value;
  std::optional<http::Request> next;
  bool absent = false;  // the forge says, beyond doubt, that there is no such item
};

// A question and the way to read its answer. `parse` also turns error statuses into one sentence
// ("The token was refused by https://… (401): …").
template <class T>
struct Query {
  http::Request request;
  std::function<base::Result<T>(const http::Request& asked, const http::Response& answer)> parse;
};

struct ServerInfo {
  std::string version;
  std::string user;  // empty where the forge does not say it in the same answer
};

// What an owner's path turns out to be, and its number (renames keep it).
enum class OwnerKind { kInstance, kGroup, kUser };
struct Owner {
  OwnerKind kind = OwnerKind::kInstance;
  std::int64_t id = 0;  // 0: not known; `repositories` then goes by the path
  std::string path;
};

// Which commits: those reachable from `head` and not from `exclude` (empty: nothing excluded), newest first.
struct CommitRange {
  std::string head;
  std::string exclude;
};

// What the forge tells of the token itself. `reads`, `fetches` and `manages_hooks`: what its scopes allow,
// whatever its user may do.
struct TokenInfo {
  bool described = true;  // false: not told about this token (an older server, a token of OAuth)
  bool active = true;     // false: revoked or expired
  std::string name;
  std::vector<std::string> scopes;
  std::optional<Moment> expires;  // from then on it is refused
  bool reads = false;             // the API
  bool fetches = false;           // git over HTTP
  bool manages_hooks = false;
};

// What the token's user may do with the webhooks of one repository.
struct HookRight {
  bool known = true;  // false: the forge does not say
  bool may = false;
  std::string role;  // as the forge calls it: "Developer"
};

// Where OAuth 2 is spoken, as whole addresses.
struct OAuthEndpoints {
  std::string token;
  std::string revoke;  // empty: this forge has none
};

// The forge's own names, for those who explain what to do there.
struct Manual {
  std::string_view name;  // "GitLab"
  int oldest_major = 0;   // the oldest version that this code reads
  int oldest_minor = 0;
  std::string_view tokens_page;     // where tokens are made
  std::string_view read_scope;      // "read_api (or api)"
  std::string_view hook_scope;      // "api"
  std::string_view hook_role;       // "Maintainer"
  std::string_view group;           // what it calls a group: "group", "organisation"
  std::string_view filter_setting;  // what an administrator changes so that git fetches without trees
};

class Provider {
 public:
  virtual ~Provider() = default;

  // Adds the credential in the forge's way (header only, never in a URL); for a request that speaks git
  // (Request::git) as its git server wants it.
  virtual void authorize(http::Request& request, std::string_view token) const = 0;

  // Where the forge is, as normalised by make_provider: "https://gitlab.example.com/root", without a slash at
  // the end.
  virtual const std::string& base_url() const = 0;

  // Each way to learn the version and to try the token; a kNotFound of one leads to the next.
  virtual std::vector<Query<ServerInfo>> checks() const = 0;
  // The user name behind the token, where `checks` did not say it.
  virtual Query<std::string> user() const = 0;
  // The steps that find out what `path` is (empty: the whole instance); the last one answers. A kNotFound of
  // one form leads to the next.
  virtual std::vector<Query<Owner>> owner(std::string_view path) const = 0;
  // What `path` most likely is, so that its repositories can be listed without that question: a kNotFound of
  // the list means that it is something else. Nothing: this forge lists by number only.
  virtual std::optional<Owner> likely_owner(std::string_view path) const = 0;
  virtual Query<Page<Repository>> repositories(const Owner& owner) const = 0;  // newest activity first
  virtual Query<Page<Repository>> repository(std::int64_t id) const = 0;
  virtual Query<Page<Branch>> branches(const Repository& repository) const = 0;
  virtual Query<Page<Commit>> commits(const Repository& repository, const CommitRange& range) const = 0;
  // Where people look at a commit: what `commits` also fills in.
  virtual std::string commit_web_url(const Repository& repository, std::string_view sha) const = 0;
  // Whether the commit still exists at the forge (a range from an unknown commit answers an empty list).
  virtual Query<bool> commit_exists(const Repository& repository, std::string_view sha) const = 0;
  // Names of the branches that contain the commit; nothing: this forge cannot say.
  virtual std::optional<Query<Page<std::string>>> branches_with(const Repository& repository,
                                                                std::string_view sha) const = 0;
  virtual Query<Page<MergeRequest>> merge_requests(const Repository& repository,
                                                   const std::optional<Moment>& updated_since) const = 0;
  // Of these numbers (at most 100) the ones that exist.
  virtual Query<Page<MergeRequest>> merge_requests_by_number(const Repository& repository,
                                                             const std::vector<std::int64_t>& iids) const = 0;
  // What the merge request brings, newest first.
  virtual Query<Page<Commit>> merge_request_commits(const Repository& repository, std::int64_t iid) const = 0;
  // What a commit changed against its first parent; nothing: this forge cannot say it. The parts are joined:
  // files in a row, numbers added up, `complete` only if every part is.
  virtual std::optional<Query<Part<CommitChanges>>> commit_changes(const Repository& repository,
                                                                   std::string_view sha) const = 0;
  // How the reviewers of a merge request stand, as one question after the other; none: this forge cannot say
  // it. Of the same user the later answer counts, unless its state is kUnknown; `approved` is said by any of
  // them. Only the first can find that the merge request is absent; a kForbidden or kNotFound of a later one
  // means that this forge, or its edition, does not have it.
  virtual std::vector<Query<Part<MergeRequestReview>>> merge_request_review(const Repository& repository,
                                                                            std::int64_t iid) const = 0;
  // Whether the forge vouches for the author's e-mail address: it checked a signature, and the key belongs to
  // the owner of that address. Whatever is less than that is a no. Nothing: this forge cannot say it.
  virtual std::optional<Query<Part<AuthorVerification>>> author_verification(
      const Repository& repository, const CommitAuthor& commit) const = 0;
  // Where the forge keeps the heads of merge requests, "refs/merge-requests/"; and the iid of such a ref
  // ("refs/merge-requests/7/head"), or nothing for any other.
  virtual std::string_view merge_request_refs() const = 0;
  virtual std::optional<std::int64_t> merge_request_of(std::string_view ref) const = 0;

  // For the doctor (native/doc/doctor.md).
  virtual const Manual& manual() const = 0;
  // Nothing: this forge never tells a token about itself.
  virtual std::optional<Query<TokenInfo>> token() const = 0;
  // Paths of the groups that the token's user is a member of.
  virtual Query<Page<std::string>> groups() const = 0;
  virtual Query<HookRight> hook_right(const Repository& repository) const = 0;

  // OAuth 2 (providers/common/oauth.hpp). `now` is for what the forge tells as seconds that are left.
  virtual OAuthEndpoints oauth() const = 0;
  virtual Query<TokenStanding> token_standing(const LookAtToken& job, Moment now) const = 0;

  // Webhooks. A kNotFound or kForbidden at a group means that it cannot have one, for the reason said.
  virtual Query<Page<Hook>> hooks(const HookPlace& place) const = 0;
  // Answers with the webhook as it then stands.
  virtual Query<Hook> create_hook(const HookPlace& place, const WantedHook& wanted) const = 0;
  // Nothing: this forge cannot change a webhook's secret; make another one and delete this.
  virtual std::optional<Query<Hook>> update_hook(const HookPlace& place, std::int64_t id,
                                                 const WantedHook& wanted) const = 0;
  // False: it was gone already.
  virtual Query<bool> delete_hook(const HookPlace& place, std::int64_t id) const = 0;
  // Lets the forge send a test now, which also wakes a webhook that it had stopped. Nothing: it cannot.
  virtual std::optional<Query<HookTest>> test_hook(const HookPlace& place, std::int64_t id) const = 0;
  // The newest delivery; an empty page: there is none, or none is kept. Nothing: this forge keeps none.
  virtual std::optional<Query<Page<HookDelivery>>> hook_deliveries(const HookPlace& place,
                                                                   std::int64_t id) const = 0;
};

// kBadArgument, in words, for a host that is not built yet or a URL that is none.
base::Result<std::unique_ptr<Provider>> make_provider(Host host, std::string_view base_url);

}  // namespace dvcs::providers
