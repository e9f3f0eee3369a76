#include "git/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace dvcs::git {

// Fetched once: with EVP_sha1() OpenSSL 3 looks its implementation up anew for each object.
struct Hash::Context {
  explicit Context(ObjectFormat format)
      : kind(EVP_MD_fetch(nullptr, format == ObjectFormat::kSha1 ? "SHA1" : "SHA256", nullptr)) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() {
    EVP_MD_CTX_free(handle);
    EVP_MD_free(kind);
  }

  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  EVP_MD* kind;
};

Hash::Hash(ObjectFormat format) : context_(std::make_unique<Context>(format)) {
  if (context_->handle == nullptr || context_->kind == nullptr) throw std::bad_alloc();
  reset();
}

Hash::~Hash() = default;

void Hash::reset() {
  EVP_DigestInit_ex(context_->handle, context_->kind, nullptr);
}

void Hash::update(std::string_view bytes) {
  EVP_DigestUpdate(context_->handle, bytes.data(), bytes.size());
}

void Hash::finish(std::string& raw) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_->handle, digest.data(), &size);
  raw.assign(reinterpret_cast<const char*>(digest.data()), size);
}

std::string Hash::finish() {
  std::string raw;
  finish(raw);
  return raw;
}

}  // namespace dvcs::git
