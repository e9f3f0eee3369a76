#include "git/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "base/utf8.hpp"

namespace dvcs::git {
namespace {

// Stateful encodings (ISO-2022 and the like) are left out: glibc's converters for them had memory faults.
constexpr std::array<std::string_view, 30> kEncodings{
    "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",   "ISO-8859-5",   "ISO-8859-6",
    "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-13",  "ISO-8859-14",
    "ISO-8859-15",  "ISO-8859-16",  "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253",
    "WINDOWS-1254", "WINDOWS-1257", "KOI8-R",       "KOI8-U",       "SHIFT_JIS",    "CP932",
    "EUC-JP",       "EUC-KR",       "GBK",          "GB18030",      "BIG5",         "MACINTOSH"};

// The names that git writes for them besides, in upper case.
std::string canonical(std::string_view name) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : static_cast<char>(c);
  });
  if (upper == "LATIN1" || upper == "LATIN-1" || upper == "ISO8859-1" || upper == "ISO88591")
    return "ISO-8859-1";
  if (upper.starts_with("CP125")) return "WINDOWS-" + upper.substr(2);
  if (upper == "SJIS" || upper == "SHIFT-JIS") return "SHIFT_JIS";
  if (upper == "EUCJP") return "EUC-JP";
  return upper;
}

}  // namespace

Decoder::Decoder(std::string_view encoding) : converter_(nullptr) {
  if (encoding.empty() || encoding == "UTF-8" || encoding.size() > 32) return;
  std::string name = canonical(encoding);
  if (std::find(kEncodings.begin(), kEncodings.end(), name) == kEncodings.end()) return;
  iconv_t opened = ::iconv_open("UTF-8", name.c_str());
  if (opened != reinterpret_cast<iconv_t>(-1)) converter_ = opened;
}

Decoder::~Decoder() {
  if (converter_ != nullptr) ::iconv_close(converter_);
}

std::string Decoder::to_utf8(std::string_view bytes) {
  if (converter_ == nullptr) return base::replace_nul(base::repair_utf8(bytes));
  std::string text;
  std::string input(bytes);
  char* from = input.data();
  std::size_t left = input.size();
  std::array<char, 4096> buffer{};
  ::iconv(converter_, nullptr, nullptr, nullptr, nullptr);
  while (left > 0) {
    char* to = buffer.data();
    std::size_t room = buffer.size();
    std::size_t result = ::iconv(converter_, &from, &left, &to, &room);
    text.append(buffer.data(), buffer.size() - room);
    if (result != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
    text.append("\xEF\xBF\xBD");
    ++from;
    --left;
  }
  return base::replace_nul(std::move(text));
}

}  // namespace dvcs::git
