// Whether a document is put together as JSON is: what simdjson On Demand takes for granted wherever it skips.
// It only counts brackets there, so one that closes another's part, or stands in place of a value, leads it
// out of the part that it reads; its release builds declare that impossible (SIMDJSON_ASSUME), and what then
// happens is undefined.
#pragma once

#include <simdjson.h>

namespace dvcs::json {

// Looks at the same index of brackets, commas, colons and beginnings of values that On Demand walks along, so
// what passes here cannot lead it astray. What stands in a scalar value is not looked at: that is found where
// it is read. At most 1,024 levels. The document may begin with a byte order mark.
simdjson::error_code check_structure(simdjson::padded_string_view text);

}  // namespace dvcs::json
