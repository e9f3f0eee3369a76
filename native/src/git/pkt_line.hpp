// pkt-line, the framing of git's wire protocol: four hex digits of length (header included), then the
// payload. 0000 is a flush, 0001 a delimiter, 0002 the end of a response. Source: git's
// Documentation/gitprotocol-common.txt and gitprotocol-v2.txt.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/status.hpp"

namespace dvcs::git {

inline constexpr std::size_t kMaxPktPayload = 65516;

enum class PktKind { kData, kFlush, kDelimiter, kResponseEnd };

struct Pkt {
  PktKind kind = PktKind::kFlush;
  std::string_view payload;  // valid until the reader is fed or asked again
};

// Cuts a byte stream, fed in pieces of any size, into packets. Holds at most one packet plus the piece last
// fed.
class PktReader {
 public:
  void feed(std::string_view piece);
  // The next whole packet; nothing (false) until more is fed. An Error is final: the stream is not pkt-line.
  base::Result<bool> next(Pkt& packet);
  // True when the stream ended between two packets.
  bool at_boundary() const { return used_ == buffer_.size(); }

 private:
  std::string buffer_;
  std::size_t used_ = 0;
};

// Appends packets to `out`. A payload above kMaxPktPayload is a programming error.
void put_data(std::string& out, std::string_view payload);
void put_line(std::string& out, std::string_view text);  // text and a line feed
void put_delimiter(std::string& out);
void put_flush(std::string& out);

}  // namespace dvcs::git
