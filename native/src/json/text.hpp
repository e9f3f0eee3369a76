// JSON text out: strings. Objects: writing.hpp.
#pragma once

#include <string>
#include <string_view>

namespace dvcs::json {

// `text` (valid UTF-8) as a JSON string with its quotes.
std::string quoted(std::string_view text);
void append_quoted(std::string& out, std::string_view text);

// Whether a body that should be JSON is a web page.
bool looks_like_html(std::string_view body);

}  // namespace dvcs::json
