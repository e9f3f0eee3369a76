# Builds what changed, then hands over to tests/demo (Python, standard library only).

main() {
  local build=yes argument arguments=()
  for argument in "$@"; do
    # For ./dev test, which has built already and holds the lock.
    if [ "$argument" = --no-build ]; then build=no; else arguments+=("$argument"); fi
  done
  if wants_help "$@"; then
    need_python
  else
    # Wrong options are said before anything is built; a bare machine has no Python to say them.
    ! command -v python3 >/dev/null || PYTHONPATH=tests python3 -m demo.options "${arguments[@]}"
    if [ $build = yes ]; then
      lock
      ensure_packages
      build_all release >&2
      unlock
    fi
    use_jdk
  fi
  PYTHONPATH=tests exec python3 -m demo "${arguments[@]}"
}
