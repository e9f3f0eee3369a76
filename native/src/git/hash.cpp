#include "git/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace dvcs::git {

struct Hash::Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  const EVP_MD* kind = nullptr;
  ~Context() { EVP_MD_CTX_free(handle); }
};

Hash::Hash(ObjectFormat format) : context_(std::make_unique<Context>()) {
  if (context_->handle == nullptr) throw std::bad_alloc();
  context_->kind = format == ObjectFormat::kSha1 ? EVP_sha1() : EVP_sha256();
  reset();
}

Hash::~Hash() = default;

void Hash::reset() {
  EVP_DigestInit_ex(context_->handle, context_->kind, nullptr);
}

void Hash::update(std::string_view bytes) {
  EVP_DigestUpdate(context_->handle, bytes.data(), bytes.size());
}

std::string Hash::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_->handle, digest.data(), &size);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

}  // namespace dvcs::git
