#include "net/trust.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <array>
#include <atomic>

#include "net/tls_sessions.hpp"

namespace dvcs::net {
namespace {

namespace ssl = boost::asio::ssl;

// A static OpenSSL knows only the path of the distribution that it was built on.
constexpr std::array kSystemBundles = {
    "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // RHEL, Fedora, Amazon Linux
    "/etc/pki/tls/certs/ca-bundle.crt",                   // their older releases
    "/etc/ssl/ca-bundle.pem",                             // SUSE
    "/etc/ssl/cert.pem",                                  // Alpine
};

// The host's openssl.cnf must not change our copy, and no atexit handler may run in a JVM that outlives us.
void init_openssl() {
  OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
}

std::string last_openssl_error() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = ERR_reason_error_string(code);
  ERR_clear_error();
  return reason != nullptr ? reason : "unknown reason";
}

base::Status add_anchors(X509_STORE* store, const std::vector<std::string>& anchors) {
  std::size_t usable = 0;
  for (const std::string& der : anchors) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    X509* certificate = d2i_X509(nullptr, &bytes, static_cast<long>(der.size()));
    if (certificate == nullptr) continue;  // one odd certificate must not disable the others
    usable += X509_STORE_add_cert(store, certificate) == 1 ? 1 : 0;
    X509_free(certificate);
  }
  ERR_clear_error();
  if (usable > 0) return {};
  return base::Error{base::Code::kTls, "None of the " + std::to_string(anchors.size()) +
                                           " certificates of the trust store can be read."};
}

void add_system_bundle(SSL_CTX* context) {
  for (const char* path : kSystemBundles) {
    if (access(path, R_OK) == 0 && SSL_CTX_load_verify_file(context, path) == 1) break;
  }
  ERR_clear_error();
}

base::Status add_ca_file(SSL_CTX* context, const std::string& path) {
  ERR_clear_error();
  if (SSL_CTX_load_verify_file(context, path.c_str()) == 1) return {};
  return base::Error{base::Code::kBadArgument, "No CA certificate can be read from " + path + " (" +
                                                   last_openssl_error() + "). It must be a PEM file."};
}

void set_protocol(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  constexpr std::array<unsigned char, 9> kHttp11 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  SSL_CTX_set_alpn_protos(context, kHttp11.data(), kHttp11.size());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context),
                              X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
}

std::unique_ptr<ssl::context> make_context() {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_client);
  set_protocol(context->native_handle());
  TlsSessions::collect_from(context->native_handle());
  return context;
}

std::uint64_t next_number() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

// One certificate in DER, or all of a PEM text.
base::Status add_certificate(X509_STORE* store, const std::string& text) {
  int usable = 0;
  if (text.find("-----BEGIN") == std::string::npos) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (X509* certificate = d2i_X509(nullptr, &bytes, static_cast<long>(text.size()))) {
      usable += X509_STORE_add_cert(store, certificate) == 1 ? 1 : 0;
      X509_free(certificate);
    }
  } else {
    BIO* bio = BIO_new_mem_buf(text.data(), static_cast<int>(text.size()));
    while (X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr)) {
      usable += X509_STORE_add_cert(store, certificate) == 1 ? 1 : 0;
      X509_free(certificate);
    }
    BIO_free(bio);
  }
  ERR_clear_error();
  if (usable > 0) return {};
  return base::Error{
      base::Code::kBadArgument,
      "The account's CA certificate cannot be read. It must be one certificate in DER, or a PEM "
      "file."};
}

}  // namespace

TlsTrust::TlsTrust(std::unique_ptr<ssl::context> made, System system)
    : number(next_number()), context_(std::move(made)), system_(system) {}

ssl::context& TlsTrust::context() const {
  std::call_once(loaded_, [this] {
    if (system_ == System::kYes) add_system_bundle(context_->native_handle());
  });
  return *context_;
}

base::Result<std::shared_ptr<const TlsTrust>> make_tls_trust(const ClientOptions& options) {
  init_openssl();
  auto context = make_context();
  SSL_CTX* native = context->native_handle();
  const auto system = options.trust_anchors_der.empty() ? TlsTrust::System::kYes : TlsTrust::System::kNo;
  if (system == TlsTrust::System::kNo) {
    auto added = add_anchors(SSL_CTX_get_cert_store(native), options.trust_anchors_der);
    if (!added.ok()) return added.error();
  }
  if (!options.ca_file.empty()) {
    if (auto added = add_ca_file(native, options.ca_file); !added.ok()) return added.error();
  }
  return std::make_shared<const TlsTrust>(std::move(context), system);
}

base::Result<std::shared_ptr<const TlsTrust>> add_to_trust(const TlsTrust& base,
                                                           const std::vector<std::string>& certificates) {
  auto context = make_context();
  X509_STORE* store = SSL_CTX_get_cert_store(context->native_handle());
  // Certificates are counted references, so the JVM's hundred anchors are shared and not read again.
  STACK_OF(X509)* known = X509_STORE_get1_all_certs(SSL_CTX_get_cert_store(base.context().native_handle()));
  for (int i = 0; i < sk_X509_num(known); ++i) X509_STORE_add_cert(store, sk_X509_value(known, i));
  sk_X509_pop_free(known, X509_free);
  for (const std::string& certificate : certificates) {
    if (auto added = add_certificate(store, certificate); !added.ok()) return added.error();
  }
  return std::make_shared<const TlsTrust>(std::move(context), TlsTrust::System::kNo);
}

std::string openssl_version() {
  return OpenSSL_version(OPENSSL_VERSION);
}

}  // namespace dvcs::net
