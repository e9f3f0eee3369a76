#include "cli/state_file_kind.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace dvcs::cli {
namespace {

// Of SQLite's file format, section 1.3: where these two stand, big-endian, in the first hundred bytes.
constexpr std::size_t kHeader = 100;
constexpr std::size_t kUserVersionAt = 60;
constexpr std::size_t kApplicationIdAt = 68;
constexpr std::uint32_t kApplicationId = 0x44564353;  // "DVCS"
constexpr std::uint32_t kVersion = 2;                 // PRAGMA user_version

std::uint32_t number_at(const std::array<unsigned char, kHeader>& header, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | header[at + i];
  return value;
}

base::Error cannot_be_read(const std::string& path) {
  return {base::Code::kInternal,
          "The cursor file " + path + " cannot be read: " + std::generic_category().message(errno) + "."};
}

}  // namespace

base::Result<StateFileKind> kind_of_state_file(const std::string& path) {
  struct stat about{};
  if (::stat(path.c_str(), &about) != 0) {
    if (errno == ENOENT) return StateFileKind::kNone;
    return cannot_be_read(path);
  }
  if (!S_ISREG(about.st_mode)) return base::Error{base::Code::kBadArgument, path + " is not a regular file."};
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_be_read(path);
  std::array<unsigned char, kHeader> header{};
  auto size = ::read(descriptor, header.data(), header.size());
  ::close(descriptor);
  std::string_view text(reinterpret_cast<const char*>(header.data()),
                        static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  if (text.empty()) return StateFileKind::kNone;
  if (text.starts_with("{\"dvcsctl_cursor\":")) return StateFileKind::kOtherVersion;
  if (text.size() < kHeader || !text.starts_with("SQLite format 3")) return StateFileKind::kForeign;
  if (number_at(header, kApplicationIdAt) != kApplicationId) return StateFileKind::kForeign;
  return number_at(header, kUserVersionAt) == kVersion ? StateFileKind::kOurs : StateFileKind::kOtherVersion;
}

}  // namespace dvcs::cli
