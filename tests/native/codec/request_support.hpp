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
  std::vector<std::string> ca = {};
  bool live = false;
  float budget_share = 1;
  std::string spool_folder = {};
};

inline flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<wire::Certificate>>> certificates(
    Wire& wire, const std::vector<std::string>& all) {
  std::vector<flatbuffers::Offset<wire::Certificate>> list;
  for (const auto& der : all) {
    auto bytes = wire.CreateVector(reinterpret_cast<const std::uint8_t*>(der.data()), der.size());
    list.push_back(wire::CreateCertificate(wire, bytes));
  }
  return wire.CreateVector(list);
}

inline Buffer open_request(const Open& open = {}) {
  Wire wire;
  auto url = wire.CreateString(open.url);
  auto token = wire.CreateString(open.token);
  auto ca = certificates(wire, open.ca);
  auto spool_folder = wire.CreateString(open.spool_folder);
  auto part =
      wire::CreateOpenSession(wire, open.host, url, token, open.lower_case, open.underscore, open.parallel,
                              open.retry, ca, open.live, open.budget_share, spool_folder);
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

struct WireProxy {
  std::string scheme = "https";
  std::string host = "proxy.example.com";
  std::uint16_t port = 3128;
  bool tls = true;
  std::string user = "jira";
  std::string password = "s3cret";
};

inline Buffer start_request(const std::vector<std::string>& anchors, const std::string& agent,
                            const std::vector<WireProxy>& proxies = {},
                            const std::vector<std::string>& direct = {}) {
  Wire wire;
  auto vector = certificates(wire, anchors);
  auto text = wire.CreateString(agent);
  std::vector<flatbuffers::Offset<wire::Proxy>> list;
  for (const auto& proxy : proxies)
    list.push_back(wire::CreateProxyDirect(wire, proxy.scheme.c_str(), proxy.host.c_str(), proxy.port,
                                           proxy.tls, proxy.user.c_str(), proxy.password.c_str()));
  auto servers = wire.CreateVector(list);
  auto hosts = wire.CreateVectorOfStrings(direct);
  auto part = wire::CreateStartCore(wire, vector, text, servers, hosts);
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

inline Buffer smart_commit_request(const std::string& message, double hours_per_day = 8) {
  Wire wire;
  auto text = wire.CreateString(message);
  auto parse = wire::CreateParseSmartCommit(wire, text, false, false, false, hours_per_day, 5);
  wire.Finish(wire::CreateRequest(wire, 0, 0, 0, parse));
  return take(wire);
}

struct Hook {
  wire::Host forge = wire::Host::GitLab;
  std::vector<std::pair<std::string, std::string>> headers = {{"X-Gitlab-Token", "s3cret"}};
  std::vector<std::string> secrets = {"s3cret"};
  std::string body = R"({"object_kind":"push","project_id":15,"ref":"refs/heads/main"})";
  std::int64_t now = 1'700'000'000;
  int window = 300;
};

inline Buffer hook_request(const Hook& hook = {}) {
  Wire wire;
  std::vector<flatbuffers::Offset<wire::HookHeader>> list;
  for (const auto& [name, value] : hook.headers)
    list.push_back(wire::CreateHookHeaderDirect(wire, name.c_str(), value.c_str()));
  auto headers = wire.CreateVector(list);
  auto secrets = wire.CreateVectorOfStrings(hook.secrets);
  auto body = wire.CreateVector(reinterpret_cast<const std::uint8_t*>(hook.body.data()), hook.body.size());
  auto part = wire::CreateVerifyHook(wire, hook.forge, headers, secrets, body, hook.now, hook.window);
  wire.Finish(wire::CreateRequest(wire, 0, 0, 0, 0, part));
  return take(wire);
}

struct Hooks {
  std::string group = "acme/space";
  std::int64_t repository = 5;
  std::vector<std::string> urls = {"https://jira.example.com/hook/1"};
  std::vector<std::string> former = {"https://old.example.com/hook/1"};
  std::string secret = "whsec_AAAA";
  std::vector<wire::HookKind> kinds = {wire::HookKind::Push, wire::HookKind::TagPush,
                                       wire::HookKind::MergeRequest, wire::HookKind::Repository};
  std::int64_t known = 77;
};

inline auto repositories(Wire& wire, std::int64_t id) {
  auto path = wire.CreateString("g/p");
  return wire.CreateVector(
      std::vector<flatbuffers::Offset<wire::Repository>>{wire::CreateRepository(wire, id, path)});
}

inline auto known_hooks(Wire& wire, std::int64_t id) {
  return wire.CreateVector(
      std::vector<flatbuffers::Offset<wire::KnownHook>>{wire::CreateKnownHook(wire, 5, id)});
}

inline Buffer ensure_hooks_request(const Hooks& hooks = {}) {
  return submit_request(9, wire::JobKind::EnsureHooks, [&](Wire& wire) {
    auto group = wire.CreateString(hooks.group);
    auto where = repositories(wire, hooks.repository);
    auto url = wire.CreateString(hooks.urls.empty() ? "" : hooks.urls.front());
    auto former = wire.CreateVectorOfStrings(hooks.former);
    auto secret = wire.CreateString(hooks.secret);
    auto kinds = wire.CreateVector(hooks.kinds);
    auto known = known_hooks(wire, hooks.known);
    return wire::CreateEnsureHooks(wire, group, where, url, former, secret, kinds, known, false, true)
        .Union();
  });
}

struct Obtain {
  wire::TokenGrant grant = wire::TokenGrant::RefreshToken;
  std::string client = "app";
  std::string secret = "gloas-s3cret";
  std::string redirect = "https://jira.example.com/callback";
  std::string code = {};
  std::string verifier = {};
  std::string refresh = "r3fresh";
};

inline Buffer obtain_token_request(const Obtain& obtain = {}) {
  return submit_request(9, wire::JobKind::ObtainToken, [&](Wire& wire) {
    return wire::CreateObtainTokenDirect(wire, obtain.grant, obtain.client.c_str(), obtain.secret.c_str(),
                                         obtain.redirect.c_str(), obtain.code.c_str(),
                                         obtain.verifier.c_str(), obtain.refresh.c_str())
        .Union();
  });
}

inline Buffer revoke_token_request(const std::string& client, const std::string& token) {
  return submit_request(9, wire::JobKind::RevokeToken, [&](Wire& wire) {
    return wire::CreateRevokeTokenDirect(wire, client.c_str(), "gloas-s3cret", token.c_str()).Union();
  });
}

inline Buffer look_at_token_request(wire::TokenKind kind, const std::string& token) {
  return submit_request(9, wire::JobKind::LookAtToken, [&](Wire& wire) {
    return wire::CreateLookAtTokenDirect(wire, kind, token.c_str()).Union();
  });
}

inline Buffer remove_hooks_request(const Hooks& hooks = {}) {
  return submit_request(9, wire::JobKind::RemoveHooks, [&](Wire& wire) {
    auto group = wire.CreateString(hooks.group);
    auto where = repositories(wire, hooks.repository);
    auto urls = wire.CreateVectorOfStrings(hooks.urls);
    auto known = known_hooks(wire, hooks.known);
    return wire::CreateRemoveHooks(wire, group, where, urls, known).Union();
  });
}

}  // namespace dvcs::codec::test
