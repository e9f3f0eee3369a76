// Object and pack hashes over OpenSSL.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "git/pack_reader.hpp"

namespace dvcs::git {

// An incremental hash of the repository's object format.
class Hash {
 public:
  explicit Hash(ObjectFormat format);
  ~Hash();
  Hash(const Hash&) = delete;
  Hash& operator=(const Hash&) = delete;

  void reset();
  void update(std::string_view bytes);
  std::string finish();  // raw bytes; reset() before the next use
  void finish(std::string& raw);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace dvcs::git
