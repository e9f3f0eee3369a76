#include "sync/pack_walk.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "git/commit_object.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
using base::Result;
using base::Status;

constexpr std::size_t kObjectsAtOnce = 1000;  // then others of this thread get their turn
constexpr std::size_t kCommitsAtOnce = 100;
constexpr std::uint64_t kSmallestCommit = 64;  // in a pack; what the pack says of itself may be a lie
constexpr std::size_t kGraphBytes = 1U << 30;

}  // namespace

std::unique_ptr<CommitGraph> graph_for(const Transfer& transfer, git::ObjectFormat format) {
  const auto pack = git::PackReader::open(transfer.spool, format);
  const std::uint64_t said = pack.ok() ? pack->objects() : 0;
  return std::make_unique<CommitGraph>(
      git::id_size(format),
      static_cast<std::size_t>(std::min(said, transfer.spool.size() / kSmallestCommit)) + 1);
}

Task<Status> read_graph(Line& line, RepositoryRun& run, const Transfer& transfer, git::ObjectFormat format,
                        CommitGraph& graph) {
  Result<git::PackReader> pack = git::PackReader::open(transfer.spool, format);
  if (!pack.ok()) co_return pack.error();
  git::Object object;
  for (std::size_t count = 1;; ++count) {
    const Result<bool> more = pack->next(object);
    if (!more.ok()) co_return more.error();
    if (!*more) break;
    if (count % kObjectsAtOnce == 0) co_await line.room();
    if (object.type != git::ObjectType::kCommit) continue;
    Result<Commit> commit = git::parse_commit(object.id, object.content);
    if (!commit.ok()) {
      run.report.skipped({{"commit " + object.id, commit.error().message}});
      continue;
    }
    text::find_keys(commit->message, run.grammar, commit->keys);
    if (!graph.add(object.id, commit->parents, commit->keys) && !graph.has_read(object.id)) {
      run.report.skipped({{"commit " + object.id, "It names a parent that is no object id."}});
    }
    if (graph.bytes() > kGraphBytes)
      co_return Error{Code::kTooLarge, "The commits of " + run.job.repository.path + " are too many."};
  }
  co_return Status();
}

Task<Status> each_commit(Line& line, RepositoryRun& run, const Transfer& transfer, git::ObjectFormat format,
                         std::function<bool(const std::string&)> wanted, std::function<void(Commit)> visit) {
  Result<git::PackReader> pack = git::PackReader::open(transfer.spool, format);
  if (!pack.ok()) co_return pack.error();
  git::Object object;
  std::size_t visited = 0;
  for (std::size_t count = 1;; ++count) {
    const Result<bool> more = pack->next(object);
    if (!more.ok()) co_return more.error();
    if (!*more) break;
    if (count % kObjectsAtOnce == 0) co_await line.room();
    if (object.type != git::ObjectType::kCommit || !wanted(object.id)) continue;
    Result<Commit> commit = git::parse_commit(object.id, object.content);
    if (!commit.ok()) continue;
    text::find_keys(commit->message, run.grammar, commit->keys);
    commit->web_url = run.provider.commit_web_url(run.job.repository, commit->sha);
    visit(*std::move(commit));
    if (++visited % kCommitsAtOnce == 0) co_await line.room();
  }
  co_return Status();
}

}  // namespace dvcs::sync
