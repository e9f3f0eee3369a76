// Lines to a file descriptor, buffered. When it cannot be written, `broken()` is true and nothing more is
// written. That whoever reads went away (EPIPE) is no error worth words; a full disk is. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dvcs::cli {

class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}

  // `line` without its newline.
  void line(std::string_view line);
  // False: it could not be written, now or before.
  bool flush();
  bool broken() const { return broken_; }
  std::uint64_t lines() const { return lines_; }

 private:
  const int descriptor_;
  std::string buffer_;
  std::uint64_t lines_ = 0;
  bool broken_ = false;
};

// All of `bytes`, or false. Interrupted and partial writes go on.
bool write_all(int descriptor, std::string_view bytes);

// One sentence for the person in front of the terminal.
void complain(std::string_view sentence);

}  // namespace dvcs::cli
