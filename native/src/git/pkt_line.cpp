#include "git/pkt_line.hpp"

#include <array>
#include <cassert>

namespace dvcs::git {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// -1: not four hex digits.
int length_of(std::string_view header) {
  int length = 0;
  for (char c : header) {
    int digit = hex_digit(c);
    if (digit < 0) return -1;
    length = length * 16 + digit;
  }
  return length;
}

void put_header(std::string& out, std::size_t length) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kDigits[(length >> shift) & 15]);
}

}  // namespace

void PktReader::feed(std::string_view piece) {
  if (used_ > 0) {
    buffer_.erase(0, used_);
    used_ = 0;
  }
  buffer_.append(piece);
}

base::Result<bool> PktReader::next(Pkt& packet) {
  std::string_view rest = std::string_view(buffer_).substr(used_);
  if (rest.size() < 4) return false;
  int length = length_of(rest.substr(0, 4));
  if (length < 0 || length == 3 || length > static_cast<int>(kMaxPktPayload + 4)) {
    return base::Error{base::Code::kProtocol,
                       "The server's answer is not git's protocol (broken packet length)."};
  }
  if (length < 4) {
    static constexpr std::array kKinds{PktKind::kFlush, PktKind::kDelimiter, PktKind::kResponseEnd};
    packet = Pkt{kKinds.at(static_cast<std::size_t>(length)), {}};
    used_ += 4;
    return true;
  }
  auto whole = static_cast<std::size_t>(length);
  if (rest.size() < whole) return false;
  packet = Pkt{PktKind::kData, rest.substr(4, whole - 4)};
  used_ += whole;
  return true;
}

void put_data(std::string& out, std::string_view payload) {
  assert(payload.size() <= kMaxPktPayload);
  put_header(out, payload.size() + 4);
  out.append(payload);
}

void put_line(std::string& out, std::string_view text) {
  assert(text.size() < kMaxPktPayload);
  put_header(out, text.size() + 5);
  out.append(text);
  out.push_back('\n');
}

void put_delimiter(std::string& out) {
  out.append("0001");
}
void put_flush(std::string& out) {
  out.append("0000");
}

}  // namespace dvcs::git
