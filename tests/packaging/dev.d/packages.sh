# Debian packages: tests/packaging/debian-packages.txt is the whole list.

missing_packages() {
  local wanted installed
  wanted=$(grep -v '^#' tests/packaging/debian-packages.txt | sort)
  # What an installed package provides counts too: nodejs of other sources brings npm.
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}, ${Provides}\n' 2>/dev/null | sed -n 's/^installed //p' |
    tr ',' '\n' | sed 's/ *(.*//; s/^ *//; s/ *$//' | sort -u)
  comm -23 <(echo "$wanted") <(echo "$installed")
}

ensure_packages() {
  local missing
  command -v dpkg-query >/dev/null || die 1 "this is not Debian: install what tests/packaging/debian-packages.txt names, then use cmake, mvn and npm directly (README)"
  missing=$(missing_packages | tr '\n' ' ')
  [ -z "${missing// /}" ] && return
  [ "$(id -u)" = 0 ] || die 1 "these Debian packages are missing, and only root can install them: $missing
dev: run: sudo apt-get install --no-install-recommends $missing"
  say "installing Debian packages: $missing"
  export DEBIAN_FRONTEND=noninteractive
  retry apt-get -q update
  # shellcheck disable=SC2086
  retry apt-get -q -y --no-install-recommends install $missing
}
