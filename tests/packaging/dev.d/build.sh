main() {
  if wants_help "$@"; then
    echo "usage: ./dev build [release|dev|tsan|fuzz|bench]
release (the default) builds the native core and then the jars; the others the native core with that preset."
    return
  fi
  lock
  ensure_packages
  build_all "${1:-release}"
}
