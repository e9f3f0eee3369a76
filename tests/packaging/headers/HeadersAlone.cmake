# Every header compiles as the first and only include of a file, so nobody depends on the order of includes.
#
#   dvcs_headers_alone(<name> <folder> <library>…)
#
# The objects hold no code; target headers_alone builds them all, and ccache keeps the answer.

if(NOT TARGET headers_alone)
  add_custom_target(headers_alone)
endif()

function(dvcs_headers_alone name folder)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${folder}/*.hpp" "${folder}/*.h")
  if(NOT headers)
    return()
  endif()
  set(sources "")
  foreach(header IN LISTS headers)
    file(RELATIVE_PATH path "${folder}" "${header}")
    string(MAKE_C_IDENTIFIER "${path}" identifier)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/alone/${name}/${identifier}.cpp")
    # Twice: a header without a guard shows itself.
    file(CONFIGURE OUTPUT "${source}" CONTENT "#include \"${header}\"\n#include \"${header}\"\n")
    list(APPEND sources "${source}")
  endforeach()
  add_library(headers_alone_${name} OBJECT EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(headers_alone_${name} PRIVATE ${ARGN})
  target_compile_options(headers_alone_${name} PRIVATE -O0 -g0 -fno-sanitize=all)  # only whether it compiles
  add_dependencies(headers_alone headers_alone_${name})
endfunction()
