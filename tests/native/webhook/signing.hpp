// Deliveries as forges send them.
#pragma once

#include <string>
#include <string_view>

#include "base/hex.hpp"
#include "webhook/delivery.hpp"
#include "webhook/hmac.hpp"

namespace dvcs::webhook::test {

// The example of the Standard Webhooks libraries.
inline const std::string kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
inline constexpr std::int64_t kNow = 1614265330;

inline std::string hex_hmac(std::string_view secret, std::string_view body) {
  const Digest digest = hmac_sha256(secret, {body});
  return base::to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

inline std::string standard_signature(std::string_view secret, std::string_view id, std::string_view seconds,
                                      std::string_view body) {
  const std::string key = decode_base64(secret.substr(6)).value();
  return "v1," + base64(hmac_sha256(key, {id, ".", seconds, ".", body}));
}

inline Delivery signed_by_gitlab(const std::string& secret, std::int64_t sent, std::string body = "{}") {
  const std::string seconds = std::to_string(sent);
  Delivery delivery{Host::kGitLab, {}, std::move(body)};
  delivery.headers = {{"webhook-id", "msg_1"},
                      {"webhook-timestamp", seconds},
                      {"webhook-signature", standard_signature(secret, "msg_1", seconds, delivery.body)}};
  return delivery;
}

inline Delivery with_token(const std::string& token) {
  return {Host::kGitLab, {{"X-Gitlab-Token", token}}, "{}"};
}

// By an HMAC over the body, in the forge's own header.
inline Delivery signed_body(Host forge, const std::string& secret, const std::string& body = "{}") {
  const std::string digits = hex_hmac(secret, body);
  switch (forge) {
    case Host::kGitHub:
      return {forge, {{"X-Hub-Signature-256", "sha256=" + digits}}, body};
    case Host::kBitbucket:
      return {forge, {{"X-Hub-Signature", "sha256=" + digits}}, body};
    default:
      return {forge, {{"X-Gitea-Signature", digits}}, body};
  }
}

}  // namespace dvcs::webhook::test
