// The GNU build id (lower-case hex) of the library or program that holds this code, read from its own loaded
// image; empty when it was linked without one. The loader compares it with
// META-INF/native/manifest.properties.
#pragma once

#include <string>

namespace dvcs::jni {

std::string build_id();

}  // namespace dvcs::jni
