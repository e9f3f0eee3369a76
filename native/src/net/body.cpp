#include "net/body.hpp"

#include <algorithm>
#include <charconv>

namespace dvcs::net {
namespace {

// A request that streams gigabytes still wants no gigabyte of error page.
constexpr std::size_t kLargestErrorPage = 8u << 20;

// Reserved at once when the server announces it; a lie costs no more than this.
constexpr std::size_t kMostReserved = 1u << 20;
// JSON is read in place when there is as much behind it (simdjson's padding).
constexpr std::size_t kRoomBehind = 64;

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

}  // namespace

base::Status Body::begin(const http::Response& response) {
  to_sink_ = request_.on_body && response.status / 100 == 2;
  limit_ = request_.limits.body_bytes;
  if (request_.on_body && !to_sink_) limit_ = std::min(limit_, kLargestErrorPage);
  const std::string_view encoding = response.headers.get("Content-Encoding");
  if (encoding.empty() || equals_ignoring_case(encoding, "identity")) {
    if (!to_sink_) make_room(response.headers.get("Content-Length"));
    return {};
  }
  if (equals_ignoring_case(encoding, "gzip") || equals_ignoring_case(encoding, "x-gzip")) {
    gunzip_.emplace(url_.authority(), [this](std::string_view piece) { return put(piece); });
    return {};
  }
  return base::Error{
      base::Code::kProtocol,
      url_.authority() +
          " sent a compression that was not asked for. Look for a proxy that changes answers."};
}

void Body::make_room(std::string_view announced) {
  std::size_t length = 0;
  std::from_chars(announced.data(), announced.data() + announced.size(), length);
  if (length > 0) collected_.reserve(std::min({length, limit_, kMostReserved}) + kRoomBehind);
}

base::Status Body::feed(std::string_view piece) {
  if (piece.empty()) return {};
  if (!gunzip_) return put(piece);
  return gunzip_->feed(piece);
}

base::Status Body::finish() {
  return gunzip_ ? gunzip_->finish() : base::Status();
}

base::Status Body::put(std::string_view piece) {
  if (piece.size() > limit_ - size_) {
    return base::Error{base::Code::kTooLarge, url_.authority() + " sent an answer larger than " +
                                                  std::to_string(limit_) +
                                                  " bytes, the limit for this request."};
  }
  size_ += piece.size();
  if (to_sink_) return request_.on_body(piece);
  collected_.append(piece);
  return {};
}

}  // namespace dvcs::net
