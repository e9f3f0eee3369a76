#include "sync/pack_intake.hpp"

#include "git/charset.hpp"
#include "git/commit_object.hpp"
#include "text/issue_keys.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
using base::Result;
using base::Status;

// Then others of this thread get their turn.
constexpr std::size_t kObjectsAtOnce = 1000;
constexpr std::size_t kBytesAtOnce = 4U << 20;
constexpr std::size_t kGraphBytes = 1U << 30;

}  // namespace

PackIntake::PackIntake(const RepositoryRun& run, const git::Spool& pack, git::ObjectFormat format,
                       CommitGraph& graph, PackCommits* kept)
    : run_(run), reader_(pack, format), graph_(graph), kept_(kept) {}

Status PackIntake::take() {
  if (object_.type != git::ObjectType::kCommit) return {};
  const git::CommitParts parts = git::split_commit(object_.content);
  const bool sound = git::fault_of(parts, object_.raw_id.size() * 2) == nullptr;
  keys_.clear();
  if (sound) text::find_keys(git::Decoder(parts.encoding).to_utf8(parts.message), run_.grammar, keys_);
  // One that cannot be read is left out; what is below it is not.
  const CommitGraph::Number number = graph_.add(object_.raw_id, parts.parents, keys_);
  if (number == CommitGraph::kNone) return {};
  if (graph_.bytes() > kGraphBytes)
    return Error{Code::kTooLarge, "The commits of " + run_.job.repository.path + " are too many."};
  if (kept_ == nullptr || (sound && keys_.empty() && !run_.job.all_commits)) return {};
  return kept_->add(number, object_.content);
}

Result<bool> PackIntake::read_on() {
  std::size_t bytes = 0;
  for (std::size_t count = 0; count < kObjectsAtOnce && bytes < kBytesAtOnce; ++count) {
    const Result<git::PackReader::Found> found = reader_.next(object_);
    if (!found.ok()) return found.error();
    if (*found != git::PackReader::Found::kObject) return false;
    if (graph_.size() == 0) graph_.expect(reader_.objects());
    bytes += object_.content.size();
    if (Status taken = take(); !taken.ok()) return taken.error();
  }
  return true;
}

Status PackIntake::read_some() {
  const Result<bool> more = read_on();
  return more.ok() ? Status() : Status(more.error());
}

Task<Status> PackIntake::finish(Line& line) {
  reader_.arrived();
  for (;;) {
    const Result<bool> more = read_on();
    if (!more.ok()) co_return more.error();
    if (!*more) co_return Status();
    co_await line.room();
  }
}

}  // namespace dvcs::sync
