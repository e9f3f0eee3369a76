# Builds what changed, then hands over to tests/demo (Python, standard library only).

main() {
  local build=yes arguments=()
  for argument in "$@"; do
    # For ./dev test, which has built already and holds the lock.
    if [ "$argument" = --no-build ]; then build=no; else arguments+=("$argument"); fi
  done
  if [ $build = yes ] && ! wants_help "$@"; then
    PYTHONPATH=tests python3 -m demo.options "${arguments[@]}" # wrong options are said before anything is built
    lock
    ensure_packages
    build_all release >&2
    unlock
  fi
  use_jdk
  PYTHONPATH=tests exec python3 -m demo "${arguments[@]}"
}
