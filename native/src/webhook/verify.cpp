#include "webhook/verify.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "base/hex.hpp"
#include "webhook/hmac.hpp"

namespace dvcs::webhook {
namespace {

constexpr std::string_view kSigningPrefix = "whsec_";

// The bytes behind a signing token; empty: it is none.
std::string signing_key(std::string_view secret) {
  if (!secret.starts_with(kSigningPrefix)) return {};
  return decode_base64(secret.substr(kSigningPrefix.size())).value_or(std::string());
}

// Looks at every secret, whichever fits.
template <class Fits>
std::optional<std::size_t> first_fitting(const std::vector<std::string>& secrets, Fits fits) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    const bool fit = !secrets[i].empty() && fits(std::string_view(secrets[i]));
    if (fit && !found) found = i;
  }
  return found;
}

Verdict refused(std::string_view why) {
  return {std::nullopt, why};
}

Verdict judged(std::optional<std::size_t> secret, std::string_view why) {
  return secret ? Verdict{secret, {}} : refused(why);
}

// Digits only: no sign, no blanks, no fraction.
std::optional<std::int64_t> whole_seconds(std::string_view text) {
  std::int64_t value = 0;
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "v1,<base64> v1,<base64> …": several while the sender changes its key; other versions are none of ours.
bool names_signature(std::string_view list, const Digest& digest) {
  const std::string wanted = "v1," + base64(digest);
  bool found = false;
  while (!list.empty()) {
    const std::size_t blank = std::min(list.find(' '), list.size());
    if (equal(list.substr(0, blank), wanted)) found = true;
    list.remove_prefix(std::min(blank + 1, list.size()));
  }
  return found;
}

// Standard Webhooks, which GitLab signs with from 19.0 on.
Verdict by_signature(const Delivery& delivery, const std::vector<std::string>& secrets, std::int64_t now,
                     std::chrono::seconds window) {
  const Header id = header(delivery, "webhook-id");
  const Header sent = header(delivery, "webhook-timestamp");
  const Header signature = header(delivery, "webhook-signature");
  if (id.count != 1 || sent.count != 1 || signature.count != 1)
    return refused("Its signature headers are incomplete or given twice.");
  const std::optional<std::int64_t> seconds = whole_seconds(sent.value);
  if (!seconds) return refused("Its webhook-timestamp is no time.");
  const std::optional<std::size_t> secret = first_fitting(secrets, [&](std::string_view text) {
    const std::string key = signing_key(text);
    const Digest digest = hmac_sha256(key, {id.value, ".", sent.value, ".", delivery.body});
    return names_signature(signature.value, digest) && !key.empty();
  });
  if (!secret)
    return refused("Its webhook-signature fits none of the account's secrets: the webhook has another one.");
  // After the signature: what the time is about is then the sender's own word.
  const bool early = *seconds > now && *seconds - now > window.count();
  const bool late = *seconds < now && now - *seconds > window.count();
  if (early || late) {
    return refused(
        "It is correctly signed, but too old or from the future: the clocks of GitLab and of Jira differ, or "
        "it was sent again by somebody else.");
  }
  return {secret, {}};
}

Verdict by_token(const Delivery& delivery, const std::vector<std::string>& secrets) {
  const Header token = header(delivery, "X-Gitlab-Token");
  if (token.count == 0)
    return refused("It carries no X-Gitlab-Token: the webhook was made without a secret.");
  if (token.count > 1) return refused("It carries X-Gitlab-Token twice.");
  return judged(first_fitting(secrets, [&](std::string_view secret) { return equal(secret, token.value); }),
                "Its X-Gitlab-Token is none of the account's secrets: the webhook has another one.");
}

// A signature in hexadecimal digits after `prefix`, over the body alone.
Verdict by_body_hmac(const Delivery& delivery, const std::vector<std::string>& secrets, std::string_view name,
                     std::string_view prefix) {
  const Header given = header(delivery, name);
  if (given.count == 0) return refused("It carries no signature: the webhook was made without a secret.");
  if (given.count > 1) return refused("It carries its signature twice.");
  if (!given.value.starts_with(prefix)) return refused("Its signature has an unknown form.");
  const std::string bytes = base::from_hex(given.value.substr(prefix.size()));
  Digest signature{};
  // Without a secret Gitea sends an empty signature.
  if (bytes.size() != signature.size())
    return refused("Its signature is empty or has another length than SHA-256 has.");
  std::copy(bytes.begin(), bytes.end(), signature.begin());
  return judged(first_fitting(secrets,
                              [&](std::string_view secret) {
                                return equal(hmac_sha256(secret, {delivery.body}), signature);
                              }),
                "Its signature fits none of the account's secrets: the webhook has another one.");
}

// A signature that is there decides alone: with a wrong one, a token that somebody has seen does not help.
Verdict gitlab(const Delivery& delivery, const std::vector<std::string>& secrets, std::int64_t now,
               std::chrono::seconds window) {
  const bool can_check = std::any_of(secrets.begin(), secrets.end(),
                                     [](const std::string& secret) { return !signing_key(secret).empty(); });
  return can_check && header(delivery, "webhook-signature").count > 0
             ? by_signature(delivery, secrets, now, window)
             : by_token(delivery, secrets);
}

}  // namespace

Verdict verify(const Delivery& delivery, const std::vector<std::string>& secrets, std::int64_t now,
               std::chrono::seconds window) {
  switch (delivery.forge) {
    case Host::kGitLab:
      return gitlab(delivery, secrets, now, window);
    case Host::kGitea:
      return by_body_hmac(delivery, secrets, "X-Gitea-Signature", "");
    case Host::kGitHub:
      return by_body_hmac(delivery, secrets, "X-Hub-Signature-256", "sha256=");
    case Host::kBitbucket:
      return by_body_hmac(delivery, secrets, "X-Hub-Signature", "sha256=");
  }
  return refused("It comes from an unknown kind of forge.");
}

}  // namespace dvcs::webhook
