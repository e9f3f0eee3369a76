// One JSON object as text, member by member in the order of the calls. Nothing is kept but the text: a tree
// of values (Boost.JSON) costs more than everything else that happens to a commit on its way to a line.
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dvcs::json {

class ObjectText {
 public:
  // Room for this many bytes from the beginning.
  explicit ObjectText(std::size_t expected = 256);

  // `name` needs no escape: it is written as it is. Text is valid UTF-8.
  ObjectText& add(std::string_view name, std::string_view text);
  ObjectText& add(std::string_view name, const std::vector<std::string>& texts);
  ObjectText& add(std::string_view name, std::nullptr_t);
  template <std::same_as<bool> Bool>  // a literal's address is no truth
  ObjectText& add(std::string_view name, Bool value) {
    begin(name);
    text_ += value ? "true" : "false";
    return *this;
  }
  template <std::integral Number>
    requires(!std::same_as<Number, bool>)
  ObjectText& add(std::string_view name, Number number) {
    begin(name);
    text_ += std::to_string(number);
    return *this;
  }

  // What is added between is a member of the object `name`.
  ObjectText& begin_object(std::string_view name);
  ObjectText& end_object();

  // Ends the object.
  std::string take() &&;

 private:
  void begin(std::string_view name);

  std::string text_;
};

}  // namespace dvcs::json
