#include "sync/git_source.hpp"

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
  // Servers ban addresses whose git credentials keep failing.
  if (error.code == Code::kUnauthorized) host_.refusal = error.message;
  return error;
}

Task<Result<git::RefList>> GitSource::list(Line& line, std::vector<std::string> prefixes) {
  const std::string remembered = run_.cursor.git;
  const bool known = !remembered.empty() || host_.works;
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
  if (!found.ok() || !found->filter) {
    Error error = found.ok() ? Error{Code::kRejected, "The git server leaves out no objects (no `filter`)."}
                             : found.error();
    host_.refusal = error.message;
    co_return error;
  }
  host_.works = true;
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

Task<Fetched> GitSource::fetch(Line& line, git::FetchOptions options) {
  Fetched fetched;
  Result<git::Spool> spool = git::Spool::create(run_.limits.spool_folder, run_.limits.spool_bytes);
  if (!spool.ok()) {
    fetched.failure = spool.error();
    co_return fetched;
  }
  auto transfer = std::make_shared<Transfer>(std::move(spool).value());
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
      return alive->answer.feed(piece);
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
