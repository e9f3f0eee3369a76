#include "net/certificates.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace dvcs::test {
namespace {

void require(bool good) {
  if (!good) throw std::runtime_error("OpenSSL refused to make a test certificate");
}

std::string drain(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string out(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return out;
}

std::string to_pem(X509* certificate) {
  BIO* bio = BIO_new(BIO_s_mem());
  require(PEM_write_bio_X509(bio, certificate) == 1);
  return drain(bio);
}

std::string to_der(X509* certificate) {
  BIO* bio = BIO_new(BIO_s_mem());
  require(i2d_X509_bio(bio, certificate) == 1);
  return drain(bio);
}

std::string to_pem(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  require(PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return drain(bio);
}

void add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
  require(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

X509* make(const std::string& name, EVP_PKEY* key, const Wanted& wanted) {
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  unsigned char serial[4];
  require(RAND_bytes(serial, sizeof serial) == 1);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial[0] << 16 | serial[1] << 8 | serial[2]);
  X509_gmtime_adj(X509_getm_notBefore(certificate), std::chrono::seconds(wanted.from).count());
  X509_gmtime_adj(X509_getm_notAfter(certificate), std::chrono::seconds(wanted.until).count());
  X509_set_pubkey(certificate, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  return certificate;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* key) {
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  require(X509_sign(certificate, key, EVP_sha256()) > 0);
}

Identity finish(X509* certificate, EVP_PKEY* key) {
  Identity identity{to_pem(certificate), to_pem(key), to_der(certificate)};
  X509_free(certificate);
  EVP_PKEY_free(key);
  return identity;
}

}  // namespace

Authority::Authority(const std::string& name) : certificate_(nullptr), key_(EVP_EC_gen("P-256")) {
  certificate_ =
      make(name, key_, {.names = "", .from = std::chrono::hours(-2), .until = std::chrono::hours(48)});
  add_extension(certificate_, certificate_, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate_, certificate_, NID_key_usage, "critical,keyCertSign,cRLSign");
  sign(certificate_, certificate_, key_);
}

Authority::~Authority() {
  X509_free(certificate_);
  EVP_PKEY_free(key_);
}

Identity Authority::issue(const Wanted& wanted) const {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = make("test server", key, wanted);
  add_extension(certificate, certificate_, NID_subject_alt_name, wanted.names);
  sign(certificate, certificate_, key_);
  return finish(certificate, key);
}

std::string Authority::der() const {
  return to_der(certificate_);
}

std::string Authority::pem() const {
  return to_pem(certificate_);
}

Identity self_signed(const Wanted& wanted) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = make("test server", key, wanted);
  add_extension(certificate, certificate, NID_subject_alt_name, wanted.names);
  sign(certificate, certificate, key);
  return finish(certificate, key);
}

}  // namespace dvcs::test
