main() {
  if wants_help "$@"; then
    echo "usage: ./dev lint [FILE…]
clang-tidy 19 (.clang-tidy) over the given or all sources of native/src, with the flags of the dev preset."
    return
  fi
  lock
  ensure_packages
  use_jdk
  [ -f build/dev/compile_commands.json ] || cmake --preset dev
  local sources=("$@")
  [ $# -gt 0 ] || mapfile -t sources < <(git ls-files -- 'native/src/*.cpp')
  printf '%s\0' "${sources[@]}" | xargs -0 -n 1 -P "$(nproc)" clang-tidy-19 -p build/dev --quiet
  say "clang-tidy: ${#sources[@]} files, nothing to complain about"
}
