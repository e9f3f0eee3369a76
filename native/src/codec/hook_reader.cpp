// Reads what is asked about webhooks.
#include <utility>

#include "codec/request_reader.hpp"
#include "codec/request_values.hpp"

namespace dvcs::codec {
namespace {

using base::Result;

constexpr std::size_t kMostHeaders = 500;
constexpr std::size_t kMostSecrets = 16;

Result<HookKind> kind(wire::HookKind value) {
  switch (value) {
    case wire::HookKind::Push:
      return HookKind::kPush;
    case wire::HookKind::TagPush:
      return HookKind::kTagPush;
    case wire::HookKind::MergeRequest:
      return HookKind::kMergeRequest;
    case wire::HookKind::Repository:
      return HookKind::kRepository;
    default:
      return bad("a webhook is to tell of what none can be asked for");
  }
}

Result<std::string> url(const flatbuffers::String* value) {
  std::string result = text(value);
  if (result.empty() || is_odd(result))
    return bad("a webhook's URL is empty or holds a control character or no UTF-8");
  return result;
}

using Texts = flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>;

Result<std::vector<std::string>> urls(const Texts* list) {
  std::vector<std::string> result;
  if (!list) return result;
  for (const auto* value : *list) {
    auto one = url(value);
    if (!one) return one.error();
    result.push_back(std::move(*one));
  }
  return result;
}

// Where webhooks are: the parts that both jobs share.
template <class Wire, class Job>
base::Status places(const Wire& wire, Job& job) {
  job.group = text(wire.group());
  if (is_odd(job.group)) return bad("the group holds a control character or no UTF-8");
  if (const auto* repositories = wire.repositories()) {
    for (const auto* value : *repositories) {
      auto one = repository(value);
      if (!one) return one.error();
      job.repositories.push_back(std::move(*one));
    }
  }
  if (const auto* known = wire.known()) {
    for (const auto* hook : *known) {
      if (hook->repository_id() < 0 || hook->hook_id() <= 0)
        return bad("a known webhook's number is not positive");
      job.known.push_back({hook->repository_id(), hook->hook_id()});
    }
  }
  return {};
}

}  // namespace

Result<Job> ensure_hooks_job(const wire::EnsureHooks& wire) {
  EnsureHooks job;
  if (auto status = places(wire, job); !status.ok()) return status.error();
  auto target = url(wire.url());
  if (!target) return target.error();
  job.url = std::move(*target);
  auto former = urls(wire.former_urls());
  if (!former) return former.error();
  job.former_urls = std::move(*former);
  job.secret = text(wire.secret());
  // Without one nothing that comes in could be told from what anybody sends.
  if (job.secret.empty() || is_odd(job.secret))
    return bad("the webhook's secret is empty or holds a control character or no UTF-8");
  if (const auto* kinds = wire.kinds()) {
    for (const auto value : *kinds) {
      auto one = kind(static_cast<wire::HookKind>(value));
      if (!one) return one.error();
      job.kinds.push_back(*one);
    }
  }
  if (job.kinds.empty()) return bad("a webhook is to tell of nothing");
  job.verify_certificate = wire.verify_certificate();
  job.look_only = wire.look_only();
  return Job(std::move(job));
}

Result<Job> remove_hooks_job(const wire::RemoveHooks& wire) {
  RemoveHooks job;
  if (auto status = places(wire, job); !status.ok()) return status.error();
  auto ours = urls(wire.urls());
  if (!ours) return ours.error();
  job.urls = std::move(*ours);
  if (job.urls.empty()) return bad("no URL says which webhooks to remove");
  return Job(std::move(job));
}

Result<VerifyHook> read_verify_hook(std::span<const std::byte> request) {
  auto parsed = root(request);
  if (!parsed) return parsed.error();
  const auto* wire = (*parsed)->verify_hook();
  if (!wire) return bad("it holds no delivery of a webhook");
  VerifyHook result;
  auto forge = host(wire->forge());
  if (!forge) return forge.error();
  result.forge = *forge;
  if (const auto* headers = wire->headers()) {
    if (headers->size() > kMostHeaders) return bad("the delivery has more than 500 headers");
    for (const auto* header : *headers)
      result.headers.emplace_back(text(header->name()), text(header->value()));
  }
  if (const auto* secrets = wire->secrets()) {
    if (secrets->size() > kMostSecrets) return bad("there are more than 16 secrets");
    for (const auto* secret : *secrets) result.secrets.push_back(secret->str());
  }
  if (const auto* body = wire->body())
    result.body.assign(reinterpret_cast<const char*>(body->data()), body->size());
  if (wire->now() < 0 || wire->window_seconds() < 0) return bad("a time or the replay window is negative");
  result.now = wire->now();
  result.window_seconds = wire->window_seconds();
  return result;
}

}  // namespace dvcs::codec
