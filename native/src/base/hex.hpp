// Object ids: 20 or 32 bytes, written as 40 or 64 hexadecimal digits.
#pragma once

#include <string>
#include <string_view>

namespace dvcs::base {

// Whether `text` is an object id as forges write it: 40 or 64 lower-case hexadecimal digits.
bool is_object_id(std::string_view text);

// The bytes of an even number of hexadecimal digits of either case; empty when `digits` is not that.
std::string from_hex(std::string_view digits);

// Lower-case digits.
std::string to_hex(std::string_view bytes);

}  // namespace dvcs::base
