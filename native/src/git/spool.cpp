#include "git/spool.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dvcs::git {
namespace {

base::Error failed(const char* what) {
  return {base::Code::kInternal, std::string("The temporary file for a git transfer cannot be ") + what +
                                     ": " + std::strerror(errno) +
                                     ". Check the free space of the temporary folder."};
}

// File systems without O_TMPFILE (NFS, old overlayfs) get a file that is unlinked at once.
int open_nameless(const std::string& folder) {
  int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) return descriptor;
  std::string name = folder + "/dvcs-pack-XXXXXX";
  descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor >= 0) ::unlink(name.c_str());
  return descriptor;
}

}  // namespace

base::Result<Spool> Spool::create(const std::string& folder, std::uint64_t limit_bytes) {
  const char* fallback = ::getenv("TMPDIR");
  std::string where = !folder.empty() ? folder : fallback != nullptr && *fallback != 0 ? fallback : "/tmp";
  int descriptor = open_nameless(where);
  if (descriptor < 0) return failed("created");
  return Spool(descriptor, limit_bytes);
}

Spool::Spool(Spool&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_), limit_(other.limit_) {}

Spool& Spool::operator=(Spool&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  size_ = other.size_;
  limit_ = other.limit_;
  return *this;
}

Spool::~Spool() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

base::Status Spool::append(std::string_view bytes) {
  if (bytes.size() > limit_ - size_) {
    return base::Error{base::Code::kTooLarge,
                       "The git transfer is above its limit of " + std::to_string(limit_ >> 20) + " MiB."};
  }
  while (!bytes.empty()) {
    ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return failed("written");
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

base::Status Spool::read(std::uint64_t offset, std::size_t count, std::string& out) const {
  if (offset >= size_) count = 0;
  count = static_cast<std::size_t>(std::min<std::uint64_t>(count, offset < size_ ? size_ - offset : 0));
  out.resize(count);
  std::size_t done = 0;
  while (done < count) {
    ssize_t got = ::pread(descriptor_, out.data() + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return failed("read");
    done += static_cast<std::size_t>(got);
  }
  return {};
}

}  // namespace dvcs::git
