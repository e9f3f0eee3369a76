# Run by CMake in script mode; see PluginLayout.cmake for the variables.
get_filename_component(folder "${TARGET}" DIRECTORY)
file(MAKE_DIRECTORY "${folder}" "${DEBUG_FOLDER}")
execute_process(COMMAND ${OBJCOPY} --only-keep-debug "${LIBRARY}" "${DEBUG_FOLDER}/libdvcs.so.debug"
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${OBJCOPY} --strip-all "--add-gnu-debuglink=${DEBUG_FOLDER}/libdvcs.so.debug"
  "${LIBRARY}" "${TARGET}" COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND ${READELF} -nW "${TARGET}" OUTPUT_VARIABLE notes COMMAND_ERROR_IS_FATAL ANY)
if(NOT notes MATCHES "Build ID: ([0-9a-f]+)")
  message(FATAL_ERROR "${TARGET} has no build id")
endif()
set(build_id "${CMAKE_MATCH_1}")
execute_process(COMMAND ${READELF} -VW "${TARGET}" OUTPUT_VARIABLE versions COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "GLIBC_[0-9]+\\.[0-9]+" needed "${versions}")
list(REMOVE_DUPLICATES needed)
list(SORT needed COMPARE NATURAL ORDER DESCENDING)
list(GET needed 0 floor)
string(REPLACE "GLIBC_" "" floor "${floor}")
file(SHA256 "${TARGET}" sha256)

# One group of keys per platform, so that manifests of several build machines can simply be joined.
file(WRITE "${MANIFEST}"
  "version=${VERSION}\n"
  "${PLATFORM}.file=${PLATFORM}/libdvcs.so\n"
  "${PLATFORM}.sha256=${sha256}\n"
  "${PLATFORM}.build_id=${build_id}\n"
  "${PLATFORM}.compiler=${COMPILER}\n"
  "${PLATFORM}.glibc=${floor}\n")
message(STATUS "${TARGET}: glibc ${floor}, build id ${build_id}")
