#include "net/tls_sessions.hpp"

#include <openssl/ssl.h>

#include <new>

namespace dvcs::net {
namespace {

constexpr std::size_t kMostOrigins = 256;

int slot_index() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

// TLS 1.3 sends its tickets after the handshake, so sessions arrive while an answer is read.
int keep(SSL* ssl, SSL_SESSION* session) {
  const auto* slot = static_cast<const TlsSessions::Slot*>(SSL_get_ex_data(ssl, slot_index()));
  if (slot == nullptr || SSL_SESSION_is_resumable(session) != 1) return 0;
  slot->store->put(slot->key, session);
  return 1;
}

}  // namespace

void TlsSessions::Free::operator()(SSL_SESSION* session) const {
  SSL_SESSION_free(session);
}

void TlsSessions::collect_from(SSL_CTX* context) {
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context, &keep);
}

void TlsSessions::attach(SSL* ssl, Slot& slot) {
  SSL_set_ex_data(ssl, slot_index(), &slot);
  const auto found = slot.store->sessions_.find(slot.key);
  if (found != slot.store->sessions_.end()) SSL_set_session(ssl, found->second.get());
}

void TlsSessions::put(const std::string& key, SSL_SESSION* session) noexcept {
  std::unique_ptr<SSL_SESSION, Free> owned(session);
  try {
    if (!sessions_.contains(key) && sessions_.size() >= kMostOrigins) sessions_.erase(sessions_.begin());
    sessions_[key] = std::move(owned);
  } catch (const std::bad_alloc&) {
    sessions_.erase(key);
  }
}

}  // namespace dvcs::net
