main() {
  if wants_help "$@"; then
    need_python
  else
    lock
    ensure_packages
    build_all release >&2
    native_build bench micro_bench bench_feeder >&2
    use_jdk
  fi
  PYTHONPATH=tests/bench:tests exec python3 -m measure "$@"
}
