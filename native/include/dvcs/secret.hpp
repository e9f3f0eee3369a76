// Text that must not stay in memory: it is overwritten when its owner is done with it.
#pragma once

#include <string.h>

#include <string>
#include <string_view>
#include <utility>

namespace dvcs {

// Overwrites the whole buffer, also what lies behind the end, and leaves `text` empty.
inline void wipe(std::string& text) {
  text.resize(text.capacity());
  explicit_bzero(text.data(), text.size());
  text.clear();
}

// Each copy overwrites itself; what was moved from holds nothing.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) { wipe(text); }
  explicit Secret(std::string_view text) : text_(text) {}
  explicit Secret(const char* text) : text_(text) {}
  ~Secret() { wipe(text_); }
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept { swap(other); }
  Secret& operator=(const Secret& other) {
    if (this != &other) *this = Secret(other);
    return *this;
  }
  Secret& operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe(text_);
    swap(other);
    return *this;
  }

  std::string_view view() const { return text_; }
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  bool operator==(const Secret&) const = default;

 private:
  // A short text lies within the object itself, where swapping leaves a copy behind.
  void swap(Secret& other) noexcept {
    text_.swap(other.text_);
    wipe(other.text_);
  }

  std::string text_;
};

}  // namespace dvcs
