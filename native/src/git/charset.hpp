// Text of a git object as UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace dvcs::git {

// Decodes by the name in a commit's `encoding` header. Names come from outside and reach iconv only when they
// are on a list of encodings that people really used; everything else, and no name at all, is read as UTF-8.
// What cannot be decoded becomes U+FFFD, and so does NUL, as in text that comes as JSON. Not thread-safe;
// made per commit, cheap for UTF-8.
class Decoder {
 public:
  explicit Decoder(std::string_view encoding);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  std::string to_utf8(std::string_view bytes);

 private:
  void* converter_;  // iconv_t, or null for UTF-8
};

}  // namespace dvcs::git
