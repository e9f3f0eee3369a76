// Reads jobs: a Request with `submit`.
#include <string>
#include <utility>

#include "codec/request_reader.hpp"
#include "codec/request_values.hpp"

namespace dvcs::codec {
namespace {

using base::Result;

Result<Job> list_job(const wire::ListRepositories& wire) {
  ListRepositories job;
  job.owner = text(wire.owner());
  if (is_odd(job.owner)) return bad("the owner holds a control character or no UTF-8");
  if (wire.only_id() < 0) return bad("the repository's id is negative");
  if (wire.only_id() > 0) job.only_id = wire.only_id();
  auto since = moment(wire.active_since());
  if (!since) return since.error();
  job.active_since = *since;
  job.owner_hint = text(wire.owner_hint());
  if (is_odd(job.owner_hint)) return bad("the owner's hint holds a control character or no UTF-8");
  return Job(std::move(job));
}

Result<Job> sync_job(const wire::SyncRepository& wire) {
  SyncRepository job;
  auto about = repository(wire.repository());
  if (!about) return about.error();
  job.repository = std::move(*about);
  if (const auto* known = wire.known()) {
    job.known.reserve(known->size());
    for (const auto* branch : *known) {
      auto name = text(branch->name());
      if (name.empty()) return bad("a known branch has no name");
      auto head = sha(branch->sha(), "a known branch");
      if (!head) return head.error();
      job.known.push_back({std::move(name), std::move(*head)});
    }
  }
  if (const auto* cursor = wire.cursor())
    job.cursor.assign(reinterpret_cast<const char*>(cursor->data()), cursor->size());
  auto since = moment(wire.merge_requests_since());
  if (!since) return since.error();
  job.merge_requests_since = *since;
  job.full = wire.full();
  job.verify = wire.verify();
  switch (wire.source()) {
    case wire::Source::Auto:
      break;
    case wire::Source::Git:
      job.source = Source::kGit;
      break;
    case wire::Source::Rest:
      job.source = Source::kRest;
      break;
  }
  if (const auto* iids = wire.probe_merge_requests())
    job.probe_merge_requests.assign(iids->begin(), iids->end());
  return Job(std::move(job));
}

Result<Job> details_job(const wire::LoadDetails& wire) {
  LoadDetails job;
  auto about = repository(wire.repository());
  if (!about) return about.error();
  job.repository = std::move(*about);
  if (const auto* commits = wire.commits()) {
    for (const auto* commit : *commits) {
      auto id = sha(commit->sha(), "a commit");
      if (!id) return id.error();
      job.commits.push_back(std::move(*id));
    }
  }
  if (const auto* iids = wire.merge_requests()) job.merge_requests.assign(iids->begin(), iids->end());
  if (const auto* authors = wire.authors()) {
    for (const auto* author : *authors) {
      auto id = sha(author->sha(), "a commit's author");
      if (!id) return id.error();
      job.authors.push_back({std::move(*id), text(author->author_email()), text(author->committer_email())});
    }
  }
  return Job(std::move(job));
}

Result<Job> diagnose_job(const wire::Diagnose& wire) {
  Diagnose job;
  job.owner = text(wire.owner());
  if (is_odd(job.owner)) return bad("the owner holds a control character or no UTF-8");
  if (wire.only_id() < 0) return bad("the repository's id is negative");
  if (wire.only_id() > 0) job.only_id = wire.only_id();
  return Job(std::move(job));
}

}  // namespace

Result<SubmitJob> read_submit(std::span<const std::byte> request) {
  auto parsed = root(request);
  if (!parsed) return parsed.error();
  const auto* submit = (*parsed)->submit();
  if (!submit) return bad("it submits no job");
  if (submit->id() == 0) return bad("the job's number is 0");
  Result<Job> job = Job(CheckAccount{});
  if (!submit->kind()) return bad("the job has no content");
  switch (submit->kind_type()) {
    case wire::JobKind::CheckAccount:
      break;
    case wire::JobKind::ListRepositories:
      job = list_job(*submit->kind_as_ListRepositories());
      break;
    case wire::JobKind::SyncRepository:
      job = sync_job(*submit->kind_as_SyncRepository());
      break;
    case wire::JobKind::LoadDetails:
      job = details_job(*submit->kind_as_LoadDetails());
      break;
    case wire::JobKind::Diagnose:
      job = diagnose_job(*submit->kind_as_Diagnose());
      break;
    case wire::JobKind::EnsureHooks:
      job = ensure_hooks_job(*submit->kind_as_EnsureHooks());
      break;
    case wire::JobKind::RemoveHooks:
      job = remove_hooks_job(*submit->kind_as_RemoveHooks());
      break;
    case wire::JobKind::ObtainToken:
      job = obtain_token_job(*submit->kind_as_ObtainToken());
      break;
    case wire::JobKind::RevokeToken:
      job = revoke_token_job(*submit->kind_as_RevokeToken());
      break;
    case wire::JobKind::LookAtToken:
      job = look_at_token_job(*submit->kind_as_LookAtToken());
      break;
    default:
      return bad("the job's kind is none that this version knows");
  }
  if (!job) return job.error();
  return SubmitJob{submit->id(), std::move(*job)};
}

}  // namespace dvcs::codec
