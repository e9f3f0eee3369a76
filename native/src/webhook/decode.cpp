#include "webhook/decode.hpp"

#include "base/utf8.hpp"
#include "json/reading.hpp"
#include "webhook/reading.hpp"

namespace dvcs::webhook {
namespace {

constexpr std::size_t kLongestName = 100;

// Empty for GitLab, whose bodies name their event themselves.
std::string_view event_header(const Delivery& delivery) {
  switch (delivery.forge) {
    case Host::kGitLab:
      return {};
    case Host::kGitea: {
      const Header name = header(delivery, "X-Gitea-Event");
      return name.count > 0 ? name.value : header(delivery, "X-Gogs-Event").value;
    }
    case Host::kGitHub:
      return header(delivery, "X-GitHub-Event").value;
    case Host::kBitbucket:
      return header(delivery, "X-Event-Key").value;
  }
  return {};
}

void read(Host forge, std::string_view name, json::Fields& fields, HookEvent& event) {
  switch (forge) {
    case Host::kGitLab:
      return read_gitlab(fields, event);
    case Host::kGitea:
      return read_gitea(name, fields, event);
    case Host::kGitHub:
      return read_github(name, fields, event);
    case Host::kBitbucket:
      return read_bitbucket(name, fields, event);
  }
}

// Numbers count from 1; what they are otherwise is nobody's, and no reason to lose the hint.
void drop_nonsense(HookEvent& event) {
  if (event.repository_id < 0) event.repository_id = 0;
  if (event.merge_request_iid < 0) event.merge_request_iid = 0;
  if (event.user.id < 0) event.user.id = 0;
  if (event.commits < 0) event.commits = 0;
}

}  // namespace

Decoded decode(const Delivery& delivery) {
  Decoded decoded;
  HookEvent& event = decoded.event;
  const std::string name(event_header(delivery));
  if (delivery.forge != Host::kGitLab) {
    event.name = base::cut_utf8(base::repair_utf8(base::replace_nul(name)), kLongestName);
    if (name.empty()) {
      decoded.problem = "The delivery has no header that names its event.";
      return decoded;
    }
  }
  const std::string body = base::repair_utf8(delivery.body);
  base::Status status = json::well_formed(body);
  if (status.ok()) {
    status = json::object(body, [&](json::Fields& fields) { read(delivery.forge, name, fields, event); });
  }
  if (!status.ok()) decoded.problem = "The body of the delivery holds " + status.error().message + ".";
  drop_nonsense(event);
  const bool nowhere = event.repository_id == 0 && event.repository_path.empty();
  if (nowhere && event.kind != HookKind::kOther && event.kind != HookKind::kPing) {
    event.kind = HookKind::kOther;
    if (decoded.problem.empty()) decoded.problem = "The delivery names no repository.";
  }
  return decoded;
}

}  // namespace dvcs::webhook
