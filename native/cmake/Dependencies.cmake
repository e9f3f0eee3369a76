# Everything we did not write. Debian packages are listed in tests/packaging/debian-packages.txt; what Debian
# does not have in a usable form is fetched here by version and SHA-256.

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)                 # headers only: Asio, Beast, JSON, System
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB REQUIRED)
find_program(FLATC flatc REQUIRED)

# Static archives: a customer's machine has no matching libraries, and a JVM may hold another OpenSSL.
find_library(OPENSSL_SSL_STATIC libssl.a REQUIRED)
find_library(OPENSSL_CRYPTO_STATIC libcrypto.a REQUIRED)
find_library(ZLIB_STATIC libz.a REQUIRED)
add_library(dvcs_openssl INTERFACE)
target_include_directories(dvcs_openssl SYSTEM INTERFACE ${OPENSSL_INCLUDE_DIR})
target_link_libraries(dvcs_openssl INTERFACE ${OPENSSL_SSL_STATIC} ${OPENSSL_CRYPTO_STATIC} ${CMAKE_DL_LIBS} Threads::Threads)
add_library(dvcs_zlib INTERFACE)
target_link_libraries(dvcs_zlib INTERFACE ${ZLIB_STATIC})

add_library(dvcs_boost INTERFACE)
target_include_directories(dvcs_boost SYSTEM INTERFACE ${Boost_INCLUDE_DIRS})
target_compile_definitions(dvcs_boost INTERFACE
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_VISIBILITY BOOST_BEAST_USE_STD_STRING_VIEW BOOST_JSON_NO_LIB)

# simdjson: Debian's 3.0.1 is shared only and its AVX-512 detection does not ask the operating system
# (../shared/reference/native.md section 4). The npm package holds upstream's own amalgamation.
set(SIMDJSON_VERSION 3.9.4)
set(SIMDJSON_SHA256 d5c2e068967f1c3061123813d9b6e58ae4b180eb9c8b65b3db9a7f26a2a8a5c1)
set(DVCS_DOWNLOADS "${CMAKE_SOURCE_DIR}/build/downloads" CACHE PATH "Where fetched packages are kept between builds")
set(simdjson_file "${DVCS_DOWNLOADS}/nozbe-simdjson-${SIMDJSON_VERSION}.tgz")
if(NOT EXISTS "${simdjson_file}")
  find_program(NPM npm REQUIRED)
  file(MAKE_DIRECTORY "${DVCS_DOWNLOADS}")
  execute_process(COMMAND ${NPM} pack --silent @nozbe/simdjson@${SIMDJSON_VERSION}
    WORKING_DIRECTORY "${DVCS_DOWNLOADS}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endif()
file(SHA256 "${simdjson_file}" simdjson_actual)
if(NOT simdjson_actual STREQUAL SIMDJSON_SHA256)
  message(FATAL_ERROR "${simdjson_file} has SHA-256 ${simdjson_actual}, expected ${SIMDJSON_SHA256}; delete it and configure again")
endif()
set(simdjson_folder "${CMAKE_BINARY_DIR}/simdjson")
if(NOT EXISTS "${simdjson_folder}/package/src/simdjson.cpp")
  file(ARCHIVE_EXTRACT INPUT "${simdjson_file}" DESTINATION "${simdjson_folder}")
endif()
add_library(simdjson STATIC "${simdjson_folder}/package/src/simdjson.cpp")
target_include_directories(simdjson SYSTEM PUBLIC "${simdjson_folder}/package/src")
target_compile_options(simdjson PRIVATE -O3 -w)

# Boost.JSON is a header library with one source of its own, compiled once.
add_library(dvcs_boost_sources STATIC "${CMAKE_CURRENT_LIST_DIR}/boost_sources.cpp")
target_link_libraries(dvcs_boost_sources PUBLIC dvcs_boost)
target_compile_options(dvcs_boost_sources PRIVATE -w)
