// Certificates made while the test runs: an authority and what it issues. Keys are P-256 and live in memory
// only.
#pragma once

#include <chrono>
#include <memory>
#include <string>

struct x509_st;
struct evp_pkey_st;

namespace dvcs::test {

// A certificate with its key, both PEM, as a server loads them.
struct Identity {
  std::string certificate_pem;
  std::string key_pem;
  std::string certificate_der;
};

struct Wanted {
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";  // subjectAltName
  std::chrono::hours from{-1};                              // relative to now
  std::chrono::hours until{24};
};

class Authority {
 public:
  explicit Authority(const std::string& name = "test authority");
  ~Authority();
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  Identity issue(const Wanted& wanted = {}) const;
  std::string der() const;
  std::string pem() const;

 private:
  x509_st* certificate_;
  evp_pkey_st* key_;
};

Identity self_signed(const Wanted& wanted = {});

}  // namespace dvcs::test
