#include "json/writing.hpp"

#include <utility>

#include "json/text.hpp"

namespace dvcs::json {

ObjectText::ObjectText(std::size_t expected) {
  text_.reserve(expected);
  text_.push_back('{');
}

void ObjectText::begin(std::string_view name) {
  if (text_.back() != '{') text_.push_back(',');
  text_.append("\"").append(name).append("\":");
}

ObjectText& ObjectText::add(std::string_view name, std::string_view text) {
  begin(name);
  append_quoted(text_, text);
  return *this;
}

ObjectText& ObjectText::add(std::string_view name, const std::vector<std::string>& texts) {
  begin(name);
  text_.push_back('[');
  for (const std::string& text : texts) {
    if (text_.back() != '[') text_.push_back(',');
    append_quoted(text_, text);
  }
  text_.push_back(']');
  return *this;
}

ObjectText& ObjectText::begin_object(std::string_view name) {
  begin(name);
  text_.push_back('{');
  return *this;
}

ObjectText& ObjectText::end_object() {
  text_.push_back('}');
  return *this;
}

ObjectText& ObjectText::add(std::string_view name, std::nullptr_t) {
  begin(name);
  text_ += "null";
  return *this;
}

std::string ObjectText::take() && {
  text_.push_back('}');
  return std::move(text_);
}

}  // namespace dvcs::json
