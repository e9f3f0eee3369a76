#include "codec/request_reader.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "wire/boundary_generated.h"

namespace dvcs::codec {
namespace {

using base::Result;
using base::Status;

base::Error bad(std::string what) {
  return {base::Code::kBadArgument, "Malformed request from Java: " + std::move(what) + "."};
}

std::string text(const flatbuffers::String* value) {
  return value ? value->str() : std::string();
}

// Header injection and log forgery both need a control character.
bool is_odd(std::string_view value) {
  if (!base::is_valid_utf8(value)) return true;
  return std::any_of(value.begin(), value.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// Lower-case hexadecimal of 20 or 32 bytes.
Result<std::string> sha(const flatbuffers::Vector<std::uint8_t>* bytes, const char* of) {
  if (!bytes || (bytes->size() != 20 && bytes->size() != 32))
    return bad(std::string("the commit id of ") + of + " has neither 20 nor 32 bytes");
  return base::to_hex({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

Result<std::optional<Moment>> moment(const wire::Moment* value) {
  if (!value) return std::optional<Moment>();
  if (value->offset_minutes() < -1440 || value->offset_minutes() > 1440)
    return bad("a time's offset is more than a day");
  return std::optional(Moment{value->seconds(), value->offset_minutes()});
}

// The verified root, with exactly one of its four parts.
Result<const wire::Request*> root(std::span<const std::byte> request) {
  if (request.size() > kRequestBytes) return bad("it has more than 64 MiB");
  if (request.size() < 8) return bad("it is shorter than any request");
  auto* data = reinterpret_cast<const std::uint8_t*>(request.data());
  flatbuffers::Verifier verifier(data, request.size(), 16, 4'000'000);
  if (!verifier.VerifyBuffer<wire::Request>(nullptr)) return bad("it is no valid FlatBuffer");
  auto* parsed = flatbuffers::GetRoot<wire::Request>(data);
  int parts = (parsed->open() ? 1 : 0) + (parsed->submit() ? 1 : 0) + (parsed->start() ? 1 : 0) +
              (parsed->smart_commit() ? 1 : 0);
  if (parts != 1)
    return bad("it holds " + std::to_string(parts) +
               " of open, submit, start and smart_commit instead of one");
  return parsed;
}

Result<Host> host(wire::Host value) {
  switch (value) {
    case wire::Host::GitLab:
      return Host::kGitLab;
    case wire::Host::Gitea:
      return Host::kGitea;
    case wire::Host::GitHub:
      return Host::kGitHub;
    case wire::Host::Bitbucket:
      return Host::kBitbucket;
    case wire::Host::Unknown:
      break;
  }
  return bad("the host is none that this version knows");
}

Result<Repository> repository(const wire::Repository* value) {
  if (!value) return bad("the job names no repository");
  if (value->id() <= 0) return bad("the repository's id is not positive");
  auto activity = moment(value->last_activity());
  if (!activity) return activity.error();
  Repository result;
  result.id = value->id();
  result.path = text(value->path());
  result.name = text(value->name());
  result.web_url = text(value->web_url());
  result.clone_url = text(value->clone_url());
  result.default_branch = text(value->default_branch());
  result.archived = value->archived();
  result.empty = value->empty();
  result.last_activity = *activity;
  return result;
}

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

// DER, one string each. `of` ends the sentence about an empty one.
Result<std::vector<std::string>> certificates(
    const flatbuffers::Vector<flatbuffers::Offset<wire::Certificate>>* list, const char* of) {
  std::vector<std::string> result;
  if (!list) return result;
  for (const auto* certificate : *list) {
    const auto* der = certificate->der();
    if (!der || der->size() == 0) return bad(std::string(of) + " is empty");
    result.emplace_back(reinterpret_cast<const char*>(der->data()), der->size());
  }
  return result;
}

Result<ProxyServer> proxy(const wire::Proxy& wire) {
  ProxyServer result;
  const auto scheme = text(wire.scheme());
  if (scheme != "http" && scheme != "https") return bad("a proxy serves neither http nor https");
  result.for_https = scheme == "https";
  result.host = text(wire.host());
  if (result.host.empty() || is_odd(result.host))
    return bad("a proxy's host is empty or holds a control character or no UTF-8");
  if (wire.port() == 0) return bad("a proxy has no port");
  result.port = wire.port();
  result.tls = wire.tls();
  result.user = text(wire.user());
  result.password = text(wire.password());
  if (is_odd(result.user) || is_odd(result.password))
    return bad("a proxy's user or password holds a control character or no UTF-8");
  return result;
}

}  // namespace

Result<StartCore> read_start(std::span<const std::byte> request) {
  auto parsed = root(request);
  if (!parsed) return parsed.error();
  const auto* start = (*parsed)->start();
  if (!start) return bad("it does not start the core");
  StartCore result;
  result.user_agent = text(start->user_agent());
  if (is_odd(result.user_agent)) return bad("the user agent holds a control character or no UTF-8");
  auto anchors = certificates(start->trust_anchors(), "a trust anchor");
  if (!anchors) return anchors.error();
  result.trust_anchors_der = std::move(*anchors);
  if (const auto* proxies = start->proxies()) {
    for (const auto* each : *proxies) {
      auto server = proxy(*each);
      if (!server) return server.error();
      result.proxies.push_back(std::move(*server));
    }
  }
  if (const auto* hosts = start->non_proxy_hosts()) {
    for (const auto* host_pattern : *hosts) result.non_proxy_hosts.push_back(text(host_pattern));
  }
  return result;
}

Result<SessionOptions> read_open(std::span<const std::byte> request) {
  auto parsed = root(request);
  if (!parsed) return parsed.error();
  const auto* open = (*parsed)->open();
  if (!open) return bad("it does not open a session");
  SessionOptions result;
  auto known_host = host(open->host());
  if (!known_host) return known_host.error();
  result.host = *known_host;
  result.url = text(open->url());
  result.token = text(open->token());
  if (result.url.empty() || is_odd(result.url))
    return bad("the URL is empty or holds a control character or no UTF-8");
  if (is_odd(result.token)) return bad("the token holds a control character or no UTF-8");
  result.grammar = {open->lower_case(), open->underscore()};
  if (open->parallel_requests() < 1 || open->parallel_requests() > 64)
    return bad("the number of parallel requests is not between 1 and 64");
  result.parallel_requests = open->parallel_requests();
  if (open->retry_seconds() < 0 || open->retry_seconds() > 86400)
    return bad("the time for retries is not between 0 and 86,400 s");
  result.retry_seconds = open->retry_seconds();
  auto ca = certificates(open->ca(), "a CA certificate of the account");
  if (!ca) return ca.error();
  result.ca_der = std::move(*ca);
  result.live = open->live();
  if (!(open->budget_share() > 0 && open->budget_share() <= 1))
    return bad("the share of the rate limit is not above 0 and at most 1");
  result.budget_share = static_cast<double>(open->budget_share());
  result.spool_folder = text(open->spool_folder());
  if (is_odd(result.spool_folder)) return bad("the spool folder holds a control character or no UTF-8");
  return result;
}

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
    default:
      return bad("the job's kind is none that this version knows");
  }
  if (!job) return job.error();
  return SubmitJob{submit->id(), std::move(*job)};
}

Result<ParseSmartCommit> read_smart_commit(std::span<const std::byte> request) {
  auto parsed = root(request);
  if (!parsed) return parsed.error();
  const auto* wire = (*parsed)->smart_commit();
  if (!wire) return bad("it holds no commit message");
  return ParseSmartCommit{text(wire->message()),
                          wire->all_lines(),
                          {wire->lower_case(), wire->underscore()},
                          wire->hours_per_day(),
                          wire->days_per_week()};
}

}  // namespace dvcs::codec
