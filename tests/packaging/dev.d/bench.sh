main() {
  if wants_help "$@"; then
    need_python
  else
    lock
    ensure_packages
    if [ "$*" = import ]; then
      # The table of the import needs two programs, not the plugin.
      native_build release dvcsctl >&2
      maven -q -DskipTests -pl tests/forge -am package >&2
    else
      build_all release >&2
      native_build bench micro_bench bench_feeder >&2
    fi
    use_jdk
  fi
  PYTHONPATH=tests/bench:tests exec python3 -m measure "$@"
}
