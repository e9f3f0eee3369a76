# Flags for our own code only; other people's headers come in as SYSTEM includes.
# `dvcs_own_code(<target>)` is called by every target that this project writes.

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
endif()

add_library(dvcs_flags INTERFACE)
target_compile_options(dvcs_flags INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Werror
  -ffunction-sections -fdata-sections)

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  add_link_options(-fuse-ld=lld)
endif()

# Sanitizers are project-wide: an uninstrumented simdjson beside an instrumented caller hides container overflows.
if(DVCS_SANITIZE)
  string(REPLACE ";" "," sanitizers "${DVCS_SANITIZE}")
  add_compile_options(-fsanitize=${sanitizers} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${sanitizers})
  if("undefined" IN_LIST DVCS_SANITIZE)
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
  # libFuzzer brings a main of its own, before which a shared runtime cannot load.
  if("address" IN_LIST DVCS_SANITIZE AND CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND NOT DVCS_FUZZ)
    # The JVM can only preload a shared runtime (native/doc/boundary.md).
    add_compile_options(-shared-libasan)
    add_link_options(-shared-libasan)
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libclang_rt.asan-x86_64.so
      OUTPUT_VARIABLE asan_runtime OUTPUT_STRIP_TRAILING_WHITESPACE)
    set(DVCS_ASAN_RUNTIME "${asan_runtime}" CACHE INTERNAL "")
    get_filename_component(asan_folder "${asan_runtime}" DIRECTORY)
    list(APPEND CMAKE_BUILD_RPATH "${asan_folder}")
  endif()
endif()

# Coverage feedback for every library; each target links libFuzzer's main itself (tests/fuzz).
if(DVCS_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

function(dvcs_own_code target)
  target_link_libraries(${target} PRIVATE dvcs_flags)
endfunction()
