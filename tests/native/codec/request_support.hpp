// Requests as the Java side writes them.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "wire/boundary_generated.h"

namespace dvcs::codec::test {

using Wire = flatbuffers::FlatBufferBuilder;
using Buffer = std::vector<std::byte>;

inline Buffer take(Wire& wire) {
  auto bytes = std::as_bytes(std::span(wire.GetBufferPointer(), wire.GetSize()));
  return {bytes.begin(), bytes.end()};
}

struct Open {
  wire::Host host = wire::Host::GitLab;
  std::string url = "https://gitlab.example.com";
  std::string token = "glpat-x";
  bool lower_case = false;
  bool underscore = false;
  int parallel = 4;
  int retry = 120;
};

inline Buffer open_request(const Open& open = {}) {
  Wire wire;
  auto url = wire.CreateString(open.url);
  auto token = wire.CreateString(open.token);
  auto part = wire::CreateOpenSession(wire, open.host, url, token, open.lower_case, open.underscore,
                                      open.parallel, open.retry);
  wire.Finish(wire::CreateRequest(wire, part));
  return take(wire);
}

inline Buffer submit_request(std::uint64_t id, wire::JobKind kind,
                             const std::function<flatbuffers::Offset<void>(Wire&)>& content) {
  Wire wire;
  auto kind_content = content(wire);
  auto part = wire::CreateSubmitJob(wire, id, kind, kind_content);
  wire.Finish(wire::CreateRequest(wire, 0, part));
  return take(wire);
}

inline Buffer start_request(const std::vector<std::string>& anchors, const std::string& agent) {
  Wire wire;
  std::vector<flatbuffers::Offset<wire::Certificate>> certificates;
  for (const auto& der : anchors) {
    auto bytes = wire.CreateVector(reinterpret_cast<const std::uint8_t*>(der.data()), der.size());
    certificates.push_back(wire::CreateCertificate(wire, bytes));
  }
  auto vector = wire.CreateVector(certificates);
  auto text = wire.CreateString(agent);
  auto part = wire::CreateStartCore(wire, vector, text);
  wire.Finish(wire::CreateRequest(wire, 0, 0, part));
  return take(wire);
}

struct Sync {
  std::int64_t repository = 5;
  std::vector<std::pair<std::string, std::size_t>> known = {{"main", 20},
                                                            {"feature/x", 32}};  // name, bytes of its id
  std::string cursor = std::string("\x01\0\xff", 3);
  int offset = 120;
  bool full = true;
};

inline Buffer sync_request(const Sync& sync = {}) {
  return submit_request(9, wire::JobKind::SyncRepository, [&](Wire& wire) {
    auto path = wire.CreateString("g/p");
    auto branch = wire.CreateString("main");
    wire::Moment activity(1, 0);
    auto repository =
        wire::CreateRepository(wire, sync.repository, path, 0, 0, 0, branch, true, false, &activity);
    std::vector<flatbuffers::Offset<wire::KnownBranch>> known;
    for (const auto& [name, size] : sync.known) {
      auto text = wire.CreateString(name);
      auto sha = wire.CreateVector(std::vector<std::uint8_t>(size, 0xab));
      known.push_back(wire::CreateKnownBranch(wire, text, sha));
    }
    auto heads = wire.CreateVector(known);
    auto cursor =
        wire.CreateVector(reinterpret_cast<const std::uint8_t*>(sync.cursor.data()), sync.cursor.size());
    wire::Moment since(77, sync.offset);
    return wire::CreateSyncRepository(wire, repository, heads, cursor, &since, sync.full).Union();
  });
}

}  // namespace dvcs::codec::test
