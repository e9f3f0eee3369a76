// Content-Encoding: gzip, piece by piece. Whoever takes the output limits it: some kilobytes can become
// gigabytes.
#pragma once

#include <zlib.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/status.hpp"

namespace dvcs::net {

class Gunzip {
 public:
  using Output = std::function<base::Status(std::string_view)>;

  // `sender` begins the sentences of errors.
  Gunzip(std::string sender, Output output);

  // Errors of `output` are passed on; data that is not gzip is kProtocol.
  base::Status feed(std::string_view compressed);
  // After the last piece: a stream that just stops has lost its end (kUnreachable). No data at all is an
  // empty body.
  base::Status finish() const;

 private:
  struct Close {
    void operator()(z_stream* stream) const {
      inflateEnd(stream);
      delete stream;
    }
  };

  std::string sender_;
  Output output_;
  std::unique_ptr<z_stream, Close> stream_;
  bool inside_ = false;  // a member has begun and not ended
};

}  // namespace dvcs::net
