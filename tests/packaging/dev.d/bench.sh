main() {
  if ! wants_help "$@"; then
    lock
    ensure_packages
    build_all release >&2
    native_build bench micro_bench bench_feeder >&2
  fi
  use_jdk
  PYTHONPATH=tests/bench:tests exec python3 -m measure "$@"
}
