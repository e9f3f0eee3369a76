#include "codec/wire_enums.hpp"

namespace dvcs::codec {

wire::MergeRequestState state(MergeRequestState value) {
  switch (value) {
    case MergeRequestState::kOpened:
      return wire::MergeRequestState::Opened;
    case MergeRequestState::kClosed:
      return wire::MergeRequestState::Closed;
    case MergeRequestState::kMerged:
      return wire::MergeRequestState::Merged;
    case MergeRequestState::kLocked:
      return wire::MergeRequestState::Locked;
  }
  return wire::MergeRequestState::Unknown;
}

wire::DeletedKind kind(DeletedKind value) {
  switch (value) {
    case DeletedKind::kBranch:
      return wire::DeletedKind::Branch;
    case DeletedKind::kCommit:
      return wire::DeletedKind::Commit;
    case DeletedKind::kMergeRequest:
      return wire::DeletedKind::MergeRequest;
  }
  return wire::DeletedKind::Unknown;
}

wire::LogLevel level(LogLevel value) {
  switch (value) {
    case LogLevel::kInfo:
      return wire::LogLevel::Info;
    case LogLevel::kWarning:
      return wire::LogLevel::Warning;
    case LogLevel::kError:
      return wire::LogLevel::Error;
  }
  return wire::LogLevel::Info;
}

wire::ReviewState state(ReviewState value) {
  switch (value) {
    case ReviewState::kUnknown:
      break;
    case ReviewState::kUnreviewed:
      return wire::ReviewState::Unreviewed;
    case ReviewState::kReviewed:
      return wire::ReviewState::Reviewed;
    case ReviewState::kChangesRequested:
      return wire::ReviewState::ChangesRequested;
    case ReviewState::kApproved:
      return wire::ReviewState::Approved;
  }
  return wire::ReviewState::Unknown;
}

wire::ChangeKind kind(ChangeKind value) {
  switch (value) {
    case ChangeKind::kModified:
      break;
    case ChangeKind::kAdded:
      return wire::ChangeKind::Added;
    case ChangeKind::kDeleted:
      return wire::ChangeKind::Deleted;
    case ChangeKind::kRenamed:
      return wire::ChangeKind::Renamed;
  }
  return wire::ChangeKind::Modified;
}

wire::Outcome outcome(Outcome value) {
  switch (value) {
    case Outcome::kOk:
      break;
    case Outcome::kWarning:
      return wire::Outcome::Warning;
    case Outcome::kFailed:
      return wire::Outcome::Failed;
    case Outcome::kSkipped:
      return wire::Outcome::Skipped;
  }
  return wire::Outcome::Ok;
}

wire::Source source(Source value) {
  switch (value) {
    case Source::kAuto:
      break;
    case Source::kGit:
      return wire::Source::Git;
    case Source::kRest:
      return wire::Source::Rest;
  }
  return wire::Source::Auto;
}

wire::HookKind kind(HookKind value) {
  switch (value) {
    case HookKind::kOther:
      break;
    case HookKind::kPush:
      return wire::HookKind::Push;
    case HookKind::kTagPush:
      return wire::HookKind::TagPush;
    case HookKind::kMergeRequest:
      return wire::HookKind::MergeRequest;
    case HookKind::kRepository:
      return wire::HookKind::Repository;
    case HookKind::kPing:
      return wire::HookKind::Ping;
  }
  return wire::HookKind::Other;
}

wire::HookState state(HookState value) {
  switch (value) {
    case HookState::kUnknown:
      break;
    case HookState::kMissing:
      return wire::HookState::Missing;
    case HookState::kWorking:
      return wire::HookState::Working;
    case HookState::kPaused:
      return wire::HookState::Paused;
    case HookState::kDisabled:
      return wire::HookState::Disabled;
  }
  return wire::HookState::Unknown;
}

wire::HookChange change(HookChange value) {
  switch (value) {
    case HookChange::kNone:
      break;
    case HookChange::kCreated:
      return wire::HookChange::Created;
    case HookChange::kUpdated:
      return wire::HookChange::Updated;
    case HookChange::kRemoved:
      return wire::HookChange::Removed;
  }
  return wire::HookChange::None;
}

wire::TokenResult result(TokenResult value) {
  switch (value) {
    case TokenResult::kLost:
      break;
    case TokenResult::kDone:
      return wire::TokenResult::Done;
    case TokenResult::kRefused:
      return wire::TokenResult::Refused;
    case TokenResult::kNotDone:
      return wire::TokenResult::NotDone;
  }
  return wire::TokenResult::Lost;
}

wire::TokenState state(TokenState value) {
  switch (value) {
    case TokenState::kUnknown:
      break;
    case TokenState::kValid:
      return wire::TokenState::Valid;
    case TokenState::kInvalid:
      return wire::TokenState::Invalid;
  }
  return wire::TokenState::Unknown;
}

}  // namespace dvcs::codec
