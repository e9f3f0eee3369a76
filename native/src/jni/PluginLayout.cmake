# build/<preset>/plugin-native: what the plugin jar takes in, META-INF/native/<platform>/libdvcs.so without debug
# information, and a manifest that the Java loader checks. The debug information stays in build/<preset>/debug.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(DVCS_PLATFORM linux-aarch_64 CACHE INTERNAL "")
else()
  set(DVCS_PLATFORM linux-x86_64 CACHE INTERNAL "")
endif()
set(plugin_folder "${CMAKE_BINARY_DIR}/plugin-native/META-INF/native")
set(plugin_library "${plugin_folder}/${DVCS_PLATFORM}/libdvcs.so")
add_custom_command(
  OUTPUT "${plugin_library}" "${plugin_folder}/manifest.properties"
  COMMAND ${CMAKE_COMMAND}
    -DLIBRARY=$<TARGET_FILE:dvcs> -DTARGET=${plugin_library} -DPLATFORM=${DVCS_PLATFORM}
    -DMANIFEST=${plugin_folder}/manifest.properties -DDEBUG_FOLDER=${CMAKE_BINARY_DIR}/debug
    -DOBJCOPY=${CMAKE_OBJCOPY} -DREADELF=${CMAKE_READELF} -DVERSION=${PROJECT_VERSION}
    "-DCOMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
    -P "${CMAKE_CURRENT_SOURCE_DIR}/lay_out_plugin.cmake"
  DEPENDS dvcs "${CMAKE_CURRENT_SOURCE_DIR}/lay_out_plugin.cmake"
  VERBATIM)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_custom_target(plugin_native ALL DEPENDS "${plugin_library}" "${plugin_folder}/manifest.properties")
else()
  add_custom_target(plugin_native DEPENDS "${plugin_library}" "${plugin_folder}/manifest.properties")
endif()
