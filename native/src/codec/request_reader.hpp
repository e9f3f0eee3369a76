// Reads what Java asks for: a Request of native/schema/boundary.fbs. Every byte is verified before anything
// is read, then every value is checked. An Error (kBadArgument) says in words what is wrong. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/status.hpp"
#include "dvcs/session.hpp"

namespace dvcs::codec {

inline constexpr std::size_t kRequestBytes = 64u << 20;  // a larger request is refused unread

struct ProxyServer {
  bool for_https = false;  // which targets it serves
  std::string host;
  std::uint16_t port = 0;
  bool tls = false;
  std::string user;
  std::string password;  // never logged
};

struct StartCore {
  std::vector<std::string> trust_anchors_der;  // empty: the system's
  std::string user_agent;
  std::vector<ProxyServer> proxies;  // at most one per scheme of target
  std::vector<std::string> non_proxy_hosts;
};

struct SubmitJob {
  JobId id = 0;
  Job job;
};

struct ParseSmartCommit {
  std::string message;  // any bytes
  bool all_lines = false;
  KeyGrammar grammar;
  double hours_per_day = 8;  // not checked here: text::working_time does
  double days_per_week = 5;
};

// A delivery of a webhook, unverified: headers and body are any bytes.
struct VerifyHook {
  Host forge = Host::kGitLab;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::string> secrets;  // never logged
  std::string body;
  std::int64_t now = 0;  // seconds since 1970, not negative
  std::int32_t window_seconds = 0;
};

base::Result<StartCore> read_start(std::span<const std::byte> request);
base::Result<SessionOptions> read_open(std::span<const std::byte> request);
base::Result<SubmitJob> read_submit(std::span<const std::byte> request);
base::Result<ParseSmartCommit> read_smart_commit(std::span<const std::byte> request);
base::Result<VerifyHook> read_verify_hook(std::span<const std::byte> request);

}  // namespace dvcs::codec
