#include "sync/source_choice.hpp"

namespace dvcs::sync {

using base::Code;
using base::Stage;

bool asks_git(const SyncRepository& job, const GitHost& host) {
  if (job.source == Source::kRest) return false;
  if (job.source == Source::kGit) return true;
  return !job.repository.clone_url.empty() && host.refusal.empty();
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
