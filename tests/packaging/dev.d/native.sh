# The native core: CMake presets. ninja looks after what is out of date.

# native_build PRESET [TARGET…]
native_build() {
  local preset=$1
  shift
  use_jdk
  use_ccache
  [ -f "build/$preset/build.ninja" ] || retry cmake --preset "$preset"
  cmake --build --preset "$preset" ${@:+--target "$@"}
}
