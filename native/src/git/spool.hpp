// A nameless temporary file that holds a pack while it arrives and while it is read. Packs are spooled, not
// held in memory: what is resident is one window of the reader. Move-only; one thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.hpp"

namespace dvcs::git {

class Spool {
 public:
  // `folder` empty: TMPDIR, else /tmp. The file has no name (O_TMPFILE, or created and unlinked): nothing is
  // left behind by a kill.
  static base::Result<Spool> create(const std::string& folder, std::uint64_t limit_bytes);

  Spool(Spool&& other) noexcept;
  Spool& operator=(Spool&& other) noexcept;
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool();

  // kTooLarge above the limit: what is there stays readable.
  base::Status append(std::string_view bytes);
  std::uint64_t size() const { return size_; }

  // Replaces `out` by up to `count` bytes from `offset`; fewer at the end of the file.
  base::Status read(std::uint64_t offset, std::size_t count, std::string& out) const;

 private:
  Spool(int descriptor, std::uint64_t limit) : descriptor_(descriptor), limit_(limit) {}

  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::uint64_t limit_ = 0;
};

}  // namespace dvcs::git
