// Issue keys in four bytes: which project part, of which a repository has few, and the key's own number. The
// text of a project part is stored once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dvcs::sync {

class KeyTable {
 public:
  // Seven bits of a project part's place and 24 of a number; or kWhole and the place of a whole key, for one
  // of too many projects, or with a number that is too large or would not be written back as it was.
  using Key = std::uint32_t;

  Key key_of(std::string_view text);  // the same text is the same key
  std::string text(Key key) const;
  std::size_t bytes() const {
    return text_.capacity() + (ends_.capacity() + slots_.capacity()) * sizeof(std::uint32_t);
  }

 private:
  static constexpr Key kWhole = 0x8000'0000;
  static constexpr unsigned kNumberBits = 24;
  static constexpr std::uint32_t kProjects = 128;

  std::uint32_t place_of(std::string_view part);  // adds it if need be
  std::string_view part(std::uint32_t place) const;
  std::size_t slot_of(std::string_view part) const;
  void grow();

  std::string text_;                  // project parts and whole keys, one after the other
  std::vector<std::uint32_t> ends_;   // in text_, by place
  std::vector<std::uint32_t> slots_;  // open addressing: place + 1, 0 is free
};

}  // namespace dvcs::sync
