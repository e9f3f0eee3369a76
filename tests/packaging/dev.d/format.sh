main() {
  if wants_help "$@"; then
    echo "usage: ./dev format [--check]
clang-format 19 over native/ and tests/. --check changes nothing and fails when something would change."
    return
  fi
  ensure_packages
  local sources
  mapfile -t sources < <(git ls-files --cached --others --exclude-standard -- native tests | grep -E '\.(hpp|h|cpp|cc)$')
  case ${1:-} in
    --check) clang-format-19 --dry-run -Werror "${sources[@]}" ;;
    '') clang-format-19 -i "${sources[@]}" ;;
    *) die 2 "format knows only --check" ;;
  esac
}
