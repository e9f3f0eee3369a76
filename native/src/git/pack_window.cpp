#include "git/pack_window.hpp"

#include <algorithm>

namespace dvcs::git {

base::Result<std::string_view> PackWindow::at(std::uint64_t offset, std::size_t count) {
  std::uint64_t available = offset < spool_.size() ? spool_.size() - offset : 0;
  count = static_cast<std::size_t>(std::min<std::uint64_t>(count, available));
  bool inside =
      offset >= start_ && offset - start_ <= bytes_.size() && bytes_.size() - (offset - start_) >= count;
  if (!inside) {
    if (auto done = spool_.read(offset, std::max(count, kWindow), bytes_); !done) return done.error();
    start_ = offset;
    if (bytes_.size() < count)
      return base::Error{base::Code::kInternal, "The spooled pack changed while it was read."};
  }
  return std::string_view(bytes_).substr(static_cast<std::size_t>(offset - start_));
}

}  // namespace dvcs::git
