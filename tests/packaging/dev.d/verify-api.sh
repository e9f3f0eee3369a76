main() {
  local tool=tests/packaging/verify-api/run.sh
  [ -f "$tool" ] || die 1 "verify-api is not built yet ($tool)"
  lock
  ensure_packages
  use_jdk
  "$tool" "$@"
}
