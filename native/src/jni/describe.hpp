// What this library is, for the administrator's page and the loader's check: one JSON object in UTF-8 with
// build_id, version, openssl, simdjson, compiler and schema_version.
#pragma once

#include <string>

namespace dvcs::jni {

std::string describe();

}  // namespace dvcs::jni
