main() {
  if wants_help "$@"; then
    echo "usage: ./dev clean [--all]
Removes what was built. --all: also downloads, corpora turned into repositories, and node_modules."
    return
  fi
  case ${1:-} in
    '' | --all) ;;
    *) die 2 "clean knows only --all" ;;
  esac
  lock
  rm -rf java-shim/target java-shim/api-stubs/target tests/*/target tests/packaging/verify-api/target
  if [ "${1:-}" = --all ]; then
    rm -rf build tests/*/node_modules
  else
    find build -mindepth 1 -maxdepth 1 ! -name downloads ! -name corpora ! -name .lock -exec rm -rf {} +
  fi
}
