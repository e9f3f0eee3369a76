#include "sync/source_choice.hpp"

#include <cstdint>
#include <string>

namespace dvcs::sync {

using base::Code;
using base::Stage;

namespace {

constexpr std::int64_t kRunsWithoutGit = 23;

std::string mark_of(const SyncRepository& job, const GitHost& host) {
  return faint_mark(host.credential + " " + job.repository.clone_url);
}

}  // namespace

bool asks_git(const SyncRepository& job, const GitHost& host, const Cursor& cursor) {
  if (job.source == Source::kRest) return false;
  if (job.source == Source::kGit) return true;
  if (job.repository.clone_url.empty() || !host.refusal().empty()) return false;
  const auto& refusal = cursor.git_refusal;
  return !refusal || job.full || job.verify || refusal->runs >= kRunsWithoutGit ||
         refusal->to != mark_of(job, host);
}

std::optional<Cursor::GitRefusal> lasting_refusal(const SyncRepository& job, const GitHost& host,
                                                  const base::Error& failure) {
  switch (failure.code) {
    case Code::kUnauthorized:
    case Code::kForbidden:
    case Code::kNotFound:
    case Code::kRejected:
    case Code::kProtocol:
      return Cursor::GitRefusal{mark_of(job, host), 0};
    default:
      return std::nullopt;
  }
}

bool may_use_rest(const SyncRepository& job, const base::Error& failure) {
  if (job.source != Source::kAuto) return false;
  switch (failure.code) {
    case Code::kCancelled:
    case Code::kClosed:
    case Code::kOutOfMemory:
    case Code::kRateLimited:
    case Code::kTls:
      return false;
    case Code::kUnreachable:
    case Code::kTimeout:
      return failure.stage == Stage::kHttp || failure.stage == Stage::kNone;
    default:
      return true;
  }
}

}  // namespace dvcs::sync
