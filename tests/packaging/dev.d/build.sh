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

build_all() {
  case $1 in
    release)
      native_build release
      java_build
      ;;
    dev | tsan | fuzz | bench) native_build "$1" ;;
    *) die 2 "there is no preset '$1': release, dev, tsan, fuzz or bench" ;;
  esac
}
