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

}  // namespace dvcs::codec
