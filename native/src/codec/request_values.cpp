#include "codec/request_values.hpp"

#include <algorithm>
#include <utility>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "codec/request_reader.hpp"

namespace dvcs::codec {

using base::Result;

base::Error bad(std::string what) {
  return {base::Code::kBadArgument, "Malformed request from Java: " + std::move(what) + "."};
}

std::string text(const flatbuffers::String* value) {
  return value ? value->str() : std::string();
}

bool is_odd(std::string_view value) {
  if (!base::is_valid_utf8(value)) return true;
  return std::any_of(value.begin(), value.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

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

Result<const wire::Request*> root(std::span<const std::byte> request) {
  if (request.size() > kRequestBytes) return bad("it has more than 64 MiB");
  if (request.size() < 8) return bad("it is shorter than any request");
  auto* data = reinterpret_cast<const std::uint8_t*>(request.data());
  flatbuffers::Verifier verifier(data, request.size(), 16, 4'000'000);
  if (!verifier.VerifyBuffer<wire::Request>(nullptr)) return bad("it is no valid FlatBuffer");
  auto* parsed = flatbuffers::GetRoot<wire::Request>(data);
  int parts = (parsed->open() ? 1 : 0) + (parsed->submit() ? 1 : 0) + (parsed->start() ? 1 : 0) +
              (parsed->smart_commit() ? 1 : 0) + (parsed->verify_hook() ? 1 : 0);
  if (parts != 1)
    return bad("it holds " + std::to_string(parts) +
               " of open, submit, start, smart_commit and verify_hook instead of one");
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

}  // namespace dvcs::codec
