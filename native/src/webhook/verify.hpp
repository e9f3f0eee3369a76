// Whether a delivery comes from who knows the secret. Pure functions; formats and sources:
// native/doc/webhooks.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "webhook/delivery.hpp"

namespace dvcs::webhook {

// What Standard Webhooks recommends: the sender's clock may be this much ahead or behind.
inline constexpr std::chrono::seconds kReplayWindow{300};

struct Verdict {
  // Which of the secrets fits, from 0; empty: refused. There is one kind of refusal: whoever sends without
  // the secret learns nothing from the answer.
  std::optional<std::size_t> secret;
  // Why it was refused, one sentence for the administrator's page; never for the sender.
  std::string_view why;

  bool accepted() const { return secret.has_value(); }
};

// `secrets`: all that are valid now (during a rotation the new and the old one); empty ones never fit. Those
// that begin with "whsec_" are also GitLab's signing tokens. `now`: seconds since 1970. In time that does not
// depend on where a token or signature begins to differ, nor on which secret fits.
Verdict verify(const Delivery& delivery, const std::vector<std::string>& secrets, std::int64_t now,
               std::chrono::seconds window = kReplayWindow);

}  // namespace dvcs::webhook
