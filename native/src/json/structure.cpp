#include "json/structure.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace dvcs::json {
namespace {

constexpr std::size_t kLevels = 1024;

// What may come next.
enum class Next : std::uint8_t { kValue, kValueOrEnd, kKey, kKeyOrEnd, kColon, kAfterValue };

class Structure {
 public:
  // `first`: the character that the index points to. False: it cannot stand here.
  bool take(char first) {
    switch (first) {
      case '{':
        return open(true);
      case '[':
        return open(false);
      case '}':
        return close(true);
      case ']':
        return close(false);
      case ':':
        return step(Next::kColon, Next::kValue);
      case ',':
        return depth_ > 0 && step(Next::kAfterValue, in_object() ? Next::kKey : Next::kValue);
      default:
        return scalar(first == '"');
    }
  }
  bool whole() const { return depth_ == 0 && next_ == Next::kAfterValue; }
  bool too_deep() const { return depth_ > kLevels; }

 private:
  bool in_object() const { return objects_[depth_ - 1]; }
  bool step(Next from, Next to) {
    const bool fits = next_ == from;
    next_ = to;
    return fits;
  }
  bool wants_value() const { return next_ == Next::kValue || next_ == Next::kValueOrEnd; }
  bool open(bool object) {
    if (!wants_value() || ++depth_ > kLevels) return false;
    objects_[depth_ - 1] = object;
    next_ = object ? Next::kKeyOrEnd : Next::kValueOrEnd;
    return true;
  }
  bool close(bool object) {
    const Next empty = object ? Next::kKeyOrEnd : Next::kValueOrEnd;
    if (depth_ == 0 || in_object() != object || (next_ != Next::kAfterValue && next_ != empty)) return false;
    --depth_;
    next_ = Next::kAfterValue;
    return true;
  }
  bool scalar(bool text) {
    const bool key = text && (next_ == Next::kKey || next_ == Next::kKeyOrEnd);
    const bool fits = key || wants_value();
    next_ = key ? Next::kColon : Next::kAfterValue;
    return fits;
  }

  std::array<bool, kLevels> objects_{};  // which of the open parts are objects
  std::size_t depth_ = 0;
  Next next_ = Next::kValue;
};

}  // namespace

simdjson::error_code check_structure(simdjson::padded_string_view text) {
  // Stays with the thread, as On Demand's own parser does.
  thread_local simdjson::dom::parser parser;
  text.remove_utf8_bom();
  if (text.empty()) return simdjson::EMPTY;
  if (!parser.implementation || parser.implementation->capacity() < text.length()) {
    if (const auto error = parser.allocate(text.length(), kLevels)) return error;
  }
  auto& index = *parser.implementation;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (const auto error = index.stage1(bytes, text.length(), simdjson::stage1_mode::regular)) return error;
  Structure structure;
  for (std::uint32_t i = 0; i < index.n_structural_indexes; ++i) {
    if (!structure.take(text[index.structural_indexes[i]]))
      return structure.too_deep() ? simdjson::DEPTH_ERROR : simdjson::TAPE_ERROR;
  }
  return structure.whole() ? simdjson::SUCCESS : simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
}

}  // namespace dvcs::json
