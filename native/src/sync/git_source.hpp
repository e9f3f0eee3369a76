// One repository's git server: which branches it has, and packs of commits. Asks as little as it can: what is
// known of the repository (cursor) and of the host (session) saves the question for its capabilities.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "git/capabilities.hpp"
#include "git/fetch.hpp"
#include "git/ls_refs.hpp"
#include "git/spool.hpp"
#include "sync/commit_graph.hpp"
#include "sync/conversation.hpp"
#include "sync/git_host.hpp"
#include "sync/pack_commits.hpp"
#include "sync/pack_intake.hpp"
#include "sync/repository_run.hpp"

namespace dvcs::sync {

// An answer to `fetch`: its pack, spooled. Shared with the request's sink, which may outlive the asker by a
// moment.
struct Transfer {
  explicit Transfer(git::Spool opened) : spool(std::move(opened)), answer(spool) {}
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // Its commits go into `graph`, which is borrowed.
  void read_into(CommitGraph& graph, const RepositoryRun& run, git::ObjectFormat format, bool keep);

  git::Spool spool;
  git::FetchAnswer answer;
  std::unique_ptr<PackCommits> commits;  // that may be told
  std::unique_ptr<PackIntake> intake;    // null: the pack was not looked at yet
};

struct Fetched {
  std::shared_ptr<Transfer> transfer;  // whole; null: `failure` says why
  std::optional<base::Error> failure;
  std::string unknown_want;  // the server does not have this one
  bool broke_off = false;    // it began and did not reach its end: smaller slices may

  bool lacks(const std::vector<std::string>& wants) const;  // the server does not have one of these
};

class GitSource {
 public:
  GitSource(RepositoryRun& run, GitHost& host) : run_(run), host_(host) {}

  // The refs under these prefixes, and what HEAD names.
  Task<base::Result<git::RefList>> list(Line& line, std::vector<std::string> prefixes);
  // With `graph`, which is to be empty: reads the pack into it while it arrives.
  Task<Fetched> fetch(Line& line, git::FetchOptions options, CommitGraph* graph = nullptr);
  git::ObjectFormat format() const { return format_; }  // after list()

 private:
  Task<base::Status> ask_capabilities(Line& line);
  Task<base::Result<git::RefList>> ask_refs(Line& line, std::vector<std::string> prefixes);
  base::Error refused(const http::Request& asked, const http::Response& answer);

  RepositoryRun& run_;
  GitHost& host_;
  git::ObjectFormat format_ = git::ObjectFormat::kSha1;
};

}  // namespace dvcs::sync
