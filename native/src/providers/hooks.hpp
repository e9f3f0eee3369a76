// Webhooks as forges keep them. Which events they are made for is told in HookKind; what a forge calls them,
// and how it keeps the secret, is its provider's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dvcs/hooks.hpp"
#include "dvcs/model.hpp"

namespace dvcs::providers {

// Whose webhooks: a group's, with all that is below it, or one repository's.
struct HookPlace {
  std::string group;  // path; empty: the repository's
  Repository repository;

  bool is_group() const { return !group.empty(); }
};

// What shall stand.
struct WantedHook {
  std::string url;
  std::vector<std::string> former_urls;
  std::string secret;
  std::vector<HookKind> kinds;
  bool verify_certificate = true;
  bool sign = false;  // by signatures instead of a token, where both are possible
};

// What stands.
struct Hook {
  std::int64_t id = 0;
  std::string url;
  std::vector<HookKind> kinds;
  bool filtered = false;  // it tells of some branches only
  HookState state = HookState::kUnknown;
  std::optional<Moment> paused_until;
  std::optional<bool> has_token;  // nothing: the forge does not say
  std::optional<bool> signs;
};

// What became of a delivery that was asked for as a test.
struct HookTest {
  bool tried = false;      // false: this forge, or its version, cannot; or not now
  bool delivered = false;  // false, if it was tried: `said` tells why
  std::string said;
};

struct HookDelivery {
  std::string status;  // in the forge's words: "200", "internal error"
};

}  // namespace dvcs::providers
