#include "sync/git_source.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

#include "git/refusal.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
using base::Result;
using base::Status;

constexpr int kHttpOk = 200;

// A server may count objects for minutes before the first byte, and a pack takes as long as it takes; only
// silence is a fault.
constexpr std::chrono::minutes kSilence{3};
constexpr std::chrono::hours kLongestTransfer{12};

// Failures that have nothing to do with how the question was put.
bool is_final(const Error& error) {
  return error.code == Code::kUnauthorized || error.code == Code::kForbidden ||
         error.code == Code::kNotFound || error.code == Code::kRateLimited ||
         error.code == Code::kUnreachable || error.code == Code::kTls || error.code == Code::kTimeout ||
         error.code == Code::kCancelled || error.code == Code::kBadArgument;
}

bool broke_off(const Error& error) {
  return error.code == Code::kUnreachable || error.code == Code::kTimeout || error.code == Code::kTooLarge ||
         error.code == Code::kProtocol;
}

}  // namespace

Error GitSource::refused(const http::Request& asked, const http::Response& answer) {
  Error error = git::refusal(asked, answer);
  if (error.code == Code::kUnauthorized) host_.refused_credential(error);
  return error;
}

Task<Result<git::RefList>> GitSource::list(Line& line, std::vector<std::string> prefixes) {
  const std::string remembered = run_.cursor.git;
  const bool known = !remembered.empty() || host_.works();
  if (known) {
    format_ = remembered == "sha256" ? git::ObjectFormat::kSha256 : git::ObjectFormat::kSha1;
    Result<git::RefList> refs = co_await ask_refs(line, prefixes);
    if (refs.ok() || is_final(refs.error())) co_return refs;
  }
  const Status able = co_await ask_capabilities(line);
  if (!able.ok()) co_return able.error();
  Result<git::RefList> refs = co_await ask_refs(line, prefixes);
  co_return refs;
}

Task<Status> GitSource::ask_capabilities(Line& line) {
  http::Request request = git::advertisement_request(run_.job.repository.clone_url);
  Result<http::Response> answer = co_await line.send(request);
  if (!answer.ok()) co_return answer.error();
  if (answer->status != kHttpOk) co_return refused(request, *answer);
  const Result<git::Capabilities> found = git::parse_advertisement(*answer);
  if (!found.ok()) {
    // What is no answer of a git server at all says nothing of the next repository.
    if (found.error().code == Code::kRejected) host_.cannot(request.url, found.error());
    co_return found.error();
  }
  if (!found->filter) {
    const Error error{Code::kRejected, "The git server leaves out no objects (no `filter`)."};
    host_.cannot(request.url, error);
    co_return error;
  }
  host_.worked();
  format_ = found->format;
  co_return Status();
}

Task<Result<git::RefList>> GitSource::ask_refs(Line& line, std::vector<std::string> prefixes) {
  http::Request request = git::ls_refs_request(run_.job.repository.clone_url, format_, prefixes);
  Result<http::Response> answer = co_await line.send(request);
  if (!answer.ok()) co_return answer.error();
  if (answer->status != kHttpOk) co_return refused(request, *answer);
  Result<git::RefList> refs = git::parse_ls_refs(*answer);
  if (refs.ok()) run_.cursor.git = format_ == git::ObjectFormat::kSha256 ? "sha256" : "sha1";
  co_return refs;
}

void Transfer::read_into(CommitGraph& graph, const RepositoryRun& run, git::ObjectFormat format, bool keep) {
  // What is kept is inflated, some three times what came.
  constexpr std::uint64_t kInflated = 8;
  if (keep)
    commits = std::make_unique<PackCommits>(run.limits.spool_folder, run.limits.spool_bytes * kInflated);
  intake = std::make_unique<PackIntake>(run, spool, format, graph, commits.get());
}

bool Fetched::lacks(const std::vector<std::string>& wants) const {
  return !unknown_want.empty() && std::find(wants.begin(), wants.end(), unknown_want) != wants.end();
}

Task<Fetched> GitSource::fetch(Line& line, git::FetchOptions options, CommitGraph* graph) {
  Fetched fetched;
  Result<git::Spool> spool = git::Spool::create(run_.limits.spool_folder, run_.limits.spool_bytes);
  if (!spool.ok()) {
    fetched.failure = spool.error();
    co_return fetched;
  }
  auto transfer = std::make_shared<Transfer>(std::move(spool).value());
  if (graph != nullptr) transfer->read_into(*graph, run_, format_, true);
  http::Request request = git::fetch_request(run_.job.repository.clone_url, format_, options);
  request.limits.idle = kSilence;
  request.limits.total = kLongestTransfer;
  // The spool's limit is the one that counts; packets add a little to what it holds.
  request.limits.body_bytes = run_.limits.spool_bytes + run_.limits.spool_bytes / 8 + (16U << 20);
  const std::weak_ptr<Transfer> weak = transfer;
  request.on_body = [weak, &report = run_.report](std::string_view piece) -> Status {
    const auto alive = weak.lock();
    if (!alive) return Error{Code::kCancelled, "The job was cancelled."};
    report.receiving(piece.size());
    try {
      Status fed = alive->answer.feed(piece);
      return fed.ok() && alive->intake ? alive->intake->read_some() : fed;
    } catch (const std::bad_alloc&) {
      return Error{Code::kOutOfMemory, "There is not enough memory for this git transfer."};
    }
  };
  Result<http::Response> answer = co_await line.send(request);
  if (!answer.ok()) {
    fetched.failure = answer.error();
    fetched.unknown_want = transfer->answer.unknown_want();
  } else if (answer->status != kHttpOk) {
    fetched.failure = refused(request, *answer);
  } else if (const Status whole = transfer->answer.finish(); !whole.ok()) {
    fetched.failure = whole.error();
  } else if (!transfer->answer.has_pack()) {
    fetched.failure = Error{Code::kProtocol, "The server's git transfer holds no pack."};
  }
  const bool began = transfer->answer.has_pack();
  fetched.broke_off = fetched.failure && began && broke_off(*fetched.failure);
  if (!fetched.failure) fetched.transfer = std::move(transfer);
  co_return fetched;
}

}  // namespace dvcs::sync
