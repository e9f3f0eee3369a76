#include "sync/pack_walk.hpp"

#include <optional>
#include <string>
#include <utility>

#include "git/commit_object.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::sync {
namespace {

using base::Result;
using base::Status;

constexpr std::size_t kCommitsAtOnce = 100;  // then others of this thread get their turn

}  // namespace

Task<Status> read_graph(Line& line, RepositoryRun& run, Transfer& transfer, git::ObjectFormat format,
                        CommitGraph& graph, bool keep) {
  if (!transfer.intake) transfer.read_into(graph, run, format, keep);
  const Status read = co_await transfer.intake->finish(line);
  transfer.intake.reset();  // its windows and caches
  co_return read;
}

Task<Status> tell_commits(Line& line, RepositoryRun& run, Transfer& transfer, const CommitGraph& graph,
                          std::function<bool(CommitGraph::Number)> wanted) {
  for (std::size_t count = 1;; ++count) {
    const Result<std::optional<PackCommits::One>> one = transfer.commits->next();
    if (!one.ok()) co_return one.error();
    if (!*one) co_return Status();
    if (count % kCommitsAtOnce == 0) {
      co_await line.room();
    }
    if (!wanted((*one)->number)) continue;
    const std::string sha = graph.sha((*one)->number);
    Result<Commit> commit = git::parse_commit(sha, (*one)->content);
    if (!commit.ok()) {
      run.report.skipped({{"commit " + sha, commit.error().message}});
      continue;
    }
    text::find_keys(commit->message, run.grammar, commit->keys);
    commit->web_url = run.provider.commit_web_url(run.job.repository, sha);
    run.report.commit(*std::move(commit));
  }
}

}  // namespace dvcs::sync
