// Issue keys, each stored once: commits refer to them by number. 30 bytes or so a key instead of 80 in a
// standard map.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dvcs::sync {

class KeyTable {
 public:
  std::uint32_t number_of(std::string_view key);  // adds it if need be
  std::string_view key(std::uint32_t number) const;
  std::size_t size() const { return ends_.size(); }
  std::size_t bytes() const {
    return text_.capacity() + (ends_.capacity() + slots_.capacity()) * sizeof(std::uint32_t);
  }

 private:
  std::size_t slot_of(std::string_view key) const;
  void grow();

  std::string text_;                  // all keys, one after the other
  std::vector<std::uint32_t> ends_;   // in text_, by number
  std::vector<std::uint32_t> slots_;  // open addressing: number + 1, 0 is free
};

}  // namespace dvcs::sync
