#include "webhook/delivery.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>

#include "base/hex.hpp"
#include "webhook/hmac.hpp"

namespace dvcs::webhook {
namespace {

constexpr std::size_t kLongestId = 128;

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongestId &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string first_id(const Delivery& delivery, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const std::string_view value = header(delivery, name).value;
    if (is_id(value)) return std::string(value);
  }
  return {};
}

std::string short_digest(std::string_view text) {
  const Digest digest = sha256(text);
  return base::to_hex({reinterpret_cast<const char*>(digest.data()), 8});
}

// X-Gitlab-Event-UUID is one for a whole chain of events that set each other off, so several pushes may carry
// it: the body tells them apart.
std::string gitlab_id(const Delivery& delivery) {
  std::string id = first_id(delivery, {"Idempotency-Key", "webhook-id"});
  if (!id.empty()) return id;
  const std::string_view chain = header(delivery, "X-Gitlab-Event-UUID").value;
  id = std::string(chain) + "-" + short_digest(delivery.body);
  return is_id(chain) && is_id(id) ? id : std::string();
}

}  // namespace

Header header(const Delivery& delivery, std::string_view name) {
  Header found;
  for (const auto& [field, value] : delivery.headers) {
    if (same_name(field, name) && found.count++ == 0) found.value = value;
  }
  return found;
}

std::string delivery_id(const Delivery& delivery) {
  switch (delivery.forge) {
    case Host::kGitLab:
      return gitlab_id(delivery);
    case Host::kGitea:
      return first_id(delivery, {"X-Gitea-Delivery", "X-Gogs-Delivery"});
    case Host::kGitHub:
      return first_id(delivery, {"X-GitHub-Delivery"});
    case Host::kBitbucket:
      return first_id(delivery, {"X-Request-UUID", "X-Request-Id"});
  }
  return {};
}

}  // namespace dvcs::webhook
