# A room is one folder of native/src: one static library whose only include path is its own folder's parent as
# `<room>/…`, given through generated forwarding so that a room it does not link to cannot be included.
#
#   dvcs_room(<name> SOURCES … [DEPENDS <room> …] [LINKS <library> …])
#
# DEPENDS are the arrows of the house plan, and the link graph is what enforces them: each room's headers are
# reachable only through build/<preset>/rooms/<name>/<name> (a link to native/src/<name>), which comes with the target.

function(dvcs_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;DEPENDS;LINKS" ${ARGN})
  set(view "${CMAKE_BINARY_DIR}/rooms/${name}")
  file(MAKE_DIRECTORY "${view}")
  file(CREATE_LINK "${CMAKE_SOURCE_DIR}/native/src/${name}" "${view}/${name}" SYMBOLIC)
  set(target dvcs_${name})
  if(ROOM_SOURCES)
    add_library(${target} STATIC ${ROOM_SOURCES})
    target_include_directories(${target} PUBLIC "${view}" "${CMAKE_SOURCE_DIR}/native/include")
    dvcs_own_code(${target})
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE "${view}" "${CMAKE_SOURCE_DIR}/native/include")
    set(scope INTERFACE)
  endif()
  foreach(room IN LISTS ROOM_DEPENDS)
    target_link_libraries(${target} ${scope} dvcs_${room})
  endforeach()
  if(ROOM_LINKS)
    target_link_libraries(${target} ${scope} ${ROOM_LINKS})
  endif()
  set_property(GLOBAL APPEND PROPERTY DVCS_ROOMS ${name})
  set_property(GLOBAL PROPERTY DVCS_ROOM_${name}_DEPENDS "${ROOM_DEPENDS}")
endfunction()
