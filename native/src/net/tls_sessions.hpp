// TLS sessions of earlier connections: a new connection to the same origin by the same way with the same
// trust resumes one instead of exchanging certificates again. One thread.
#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <map>
#include <memory>
#include <string>

struct ssl_session_st;  // OpenSSL's SSL_SESSION

namespace dvcs::net {

class TlsSessions {
 public:
  // Says where the sessions of one connection are kept. Must live as long as its SSL reads.
  struct Slot {
    std::shared_ptr<TlsSessions> store;
    std::string key;
  };

  // Once per context: lets it hand its sessions to the slots.
  static void collect_from(SSL_CTX* context);

  // Before the handshake: resumes the key's session, if there is one, and collects new ones.
  static void attach(SSL* ssl, Slot& slot);

  // Takes over the reference. Called through OpenSSL, which no exception may pass: without memory the next
  // connection shakes hands in full.
  void put(const std::string& key, ssl_session_st* session) noexcept;
  void forget(const std::string& key) { sessions_.erase(key); }
  std::size_t size() const { return sessions_.size(); }

 private:
  struct Free {
    void operator()(ssl_session_st* session) const;
  };
  std::map<std::string, std::unique_ptr<ssl_session_st, Free>> sessions_;
};

}  // namespace dvcs::net
