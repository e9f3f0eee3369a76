// A session is one account at one forge: its address, credential and limits, and the jobs that run on it.
// Whoever embeds the core (the JNI bridge, dvcsctl, a simulation) gives jobs to a sync::Engine and receives
// Events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dvcs/hooks.hpp"
#include "dvcs/model.hpp"
#include "dvcs/oauth.hpp"

namespace dvcs {

// How issue keys are recognised (house plan, section Grammar).
struct KeyGrammar {
  bool lower_case = false;  // ASCII letters of either case, shown in upper case
  bool underscore = false;  // `_` may belong to the project part
};

struct SessionOptions {
  Host host = Host::kGitLab;
  std::string url;    // base address as the administrator typed it, "https://gitlab.example.com[/root]"
  std::string token;  // access token; sent only to this host and scheme, never logged
  KeyGrammar grammar;
  int parallel_requests = 4;  // at one time to this host
  std::int64_t retry_seconds =
      120;  // total patience for one request: retries, back-off and rate limits together
  std::vector<std::string> ca_der = {};  // trusted for this account in addition, each in DER
  std::uint64_t random_seed = 0;         // of the back-off's jitter, for simulations; 0: from the system
  bool live = false;          // someone waits for it: goes before other sessions of the same budget
  double budget_share = 1.0;  // of the forge's rate limit, 0 to 1: what the other nodes of a cluster leave
  std::string spool_folder = {};           // for packs; empty: TMPDIR, else /tmp
  std::uint64_t spool_bytes = 1ULL << 30;  // a larger pack comes in slices
};

using JobId = std::uint64_t;

// Token and address: one request. Finishes with an error when the account cannot work.
struct CheckAccount {};

// The repositories of a group with its subgroups, of a user, or (empty owner) of the whole instance; newest
// activity first. With `active_since` the listing stops there and is not complete.
struct ListRepositories {
  std::string owner;
  std::optional<std::int64_t> only_id;  // one repository by its number; owner is ignored
  std::optional<Moment> active_since;
  std::string owner_hint =
      {};  // Finished::owner_hint of an earlier listing of this owner: saves the question
};

struct KnownBranch {
  std::string name;
  std::string sha;
};

enum class Source { kAuto, kGit, kRest };

// Brings one repository from what the caller has (`known`, `cursor`) to what the forge has.
struct SyncRepository {
  Repository repository;                       // as listed; `id`, `path`, `default_branch` are used
  std::vector<KnownBranch> known;              // heads whose history the caller has completely
  std::string cursor;                          // of the last Checkpoint; empty: from the beginning
  std::optional<Moment> merge_requests_since;  // incremental by updated_at, inclusive; empty: all
  Source source = Source::kAuto;
  bool full = false;         // ignore known and cursor, report everything
  bool all_commits = false;  // also those that name no key
  bool verify = false;       // end after the branches when none has moved (the daily sweep)
  std::vector<std::int64_t> probe_merge_requests =
      {};  // iids: those that no longer exist are reported as Deleted
};

// What is loaded in the background, for linked items only: changed files of commits, reviews of merge
// requests; and, for commits whose smart commit waits for it, whether the forge vouches for the author.
struct LoadDetails {
  Repository repository;
  std::vector<std::string> commits;
  std::vector<std::int64_t> merge_requests;
  std::vector<CommitAuthor> authors = {};
};

// Walks the way to the forge step by step and reports a Finding for each. Changes nothing.
struct Diagnose {
  std::string owner;
  std::optional<std::int64_t> only_id;
};

using Job = std::variant<CheckAccount, ListRepositories, SyncRepository, LoadDetails, Diagnose, EnsureHooks,
                         RemoveHooks, ObtainToken, RevokeToken, LookAtToken>;

// --- what comes back, in order, each Event with the job's id ---

enum class DeletedKind { kBranch, kCommit, kMergeRequest };
struct Deleted {
  DeletedKind kind = DeletedKind::kBranch;
  std::string id;  // branch name, sha or iid
};

// Everything reported for this job before this event is covered by `cursor`: store both in one transaction.
struct Checkpoint {
  std::string cursor;
};

struct Progress {
  std::string phase;  // "listing", "branches", "commits", "merge requests", "waiting for the rate limit"
  std::uint64_t requests = 0;
  std::uint64_t commits_seen = 0;
  std::uint64_t bytes_in = 0;
};

enum class LogLevel { kInfo, kWarning, kError };
struct Log {
  LogLevel level = LogLevel::kInfo;
  std::string message;
};

enum class Outcome { kOk, kWarning, kFailed, kSkipped };
struct Finding {
  std::string step;  // "name resolution", "TCP", "proxy", "TLS chain", …: native/doc/doctor.md
  Outcome outcome = Outcome::kOk;
  std::string found;   // what was seen: one sentence
  std::string remedy;  // what to do; empty when there is nothing to do
};

// A webhook as an EnsureHooks or RemoveHooks leaves it.
struct HookStanding {
  std::int64_t repository_id = 0;  // 0: the group's
  std::int64_t hook_id = 0;        // 0: none stands
  Outcome outcome = Outcome::kOk;
  HookState state = HookState::kUnknown;
  HookChange change = HookChange::kNone;
  std::optional<Moment> paused_until;
  bool signs = false;       // deliveries are signed; else they carry the secret as a token
  std::string last_status;  // of the newest delivery, in the forge's words; empty: not asked, or not told
  std::string found;        // one sentence
  std::string remedy;       // what to do; empty when there is nothing to do
};

// The last event of a job. `error_code` is 0 or a base::Code.
struct Finished {
  int error_code = 0;
  std::string error;           // one sentence
  bool complete = false;       // every repository, or merge request, was seen: others are gone
  std::vector<Branch> heads;   // SyncRepository: the heads that are now completely known
  std::string server_version;  // CheckAccount
  std::string user;            // CheckAccount: whom the token belongs to
  std::uint64_t commits_emitted = 0;
  std::uint64_t skipped = 0;
  std::string owner_hint = {};      // ListRepositories: see there
  Source source = Source::kAuto;    // SyncRepository: where the commits came from
  bool history_incomplete = false;  // SyncRepository: an old head is gone at the forge, so which commits left
                                    // cannot be said; only a full run can
};

using Event = std::variant<Repository, Branch, Commit, MergeRequest, Deleted, Skipped, Checkpoint, Progress,
                           Log, Finished, CommitChanges, MergeRequestReview, Finding, AuthorVerification,
                           HookStanding, TokenAnswer, TokenStanding>;

// Receives events on the engine's thread. Implementations never call back into the engine from inside `put`.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void put(JobId job, std::int64_t repository_id, Event event) = 0;
  // True asks the engine to start no further request until `Engine::drained()` is called.
  virtual bool full() const = 0;
};

}  // namespace dvcs
