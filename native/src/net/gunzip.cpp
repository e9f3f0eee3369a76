#include "net/gunzip.hpp"

#include <array>
#include <new>
#include <utility>

namespace dvcs::net {

Gunzip::Gunzip(std::string sender, Output output)
    : sender_(std::move(sender)), output_(std::move(output)), stream_(new z_stream{}) {
  constexpr int kLargestWindow = 15;
  constexpr int kGzipOrZlib = 32;  // "deflate" servers send either under one name
  if (inflateInit2(stream_.get(), kLargestWindow + kGzipOrZlib) != Z_OK) throw std::bad_alloc();
}

base::Status Gunzip::feed(std::string_view compressed) {
  std::array<char, 16u << 10> piece;
  // zlib's interface predates const; it does not write to its input.
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  stream_->avail_in = static_cast<uInt>(compressed.size());
  bool full = false;
  while (stream_->avail_in > 0 || full) {
    inside_ = true;
    stream_->next_out = reinterpret_cast<Bytef*>(piece.data());
    stream_->avail_out = static_cast<uInt>(piece.size());
    const int result = inflate(stream_.get(), Z_NO_FLUSH);
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
      return base::Error{base::Code::kProtocol, sender_ + " sent a damaged compressed answer."};
    }
    const std::size_t got = piece.size() - stream_->avail_out;
    full = stream_->avail_out == 0;
    if (got > 0) {
      if (auto taken = output_(std::string_view(piece.data(), got)); !taken.ok()) return taken;
    }
    if (result == Z_STREAM_END) {  // another member may follow (RFC 1952 2.2)
      inside_ = false;
      full = false;
      inflateReset(stream_.get());
    } else if (got == 0) {
      break;  // needs more input
    }
  }
  return {};
}

base::Status Gunzip::finish() const {
  if (!inside_) return {};
  return base::Error{base::Code::kUnreachable,
                     "The connection to " + sender_ + " was lost in the middle of a compressed answer."};
}

}  // namespace dvcs::net
