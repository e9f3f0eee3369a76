# Shared by the verbs of ./dev; sourced with the repository as working folder.

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() {
  local code=$1
  shift
  printf 'dev: %s\n' "$*" >&2
  exit "$code"
}
wants_help() { [[ " $* " =~ \ (--help|-h)\  ]]; }

# JDK 17 by name: the newest one on the machine is not the floor that we promise.
use_jdk() {
  local folder=/usr/lib/jvm/java-17-openjdk-$(dpkg --print-architecture)
  [ -x "$folder/bin/javac" ] || die 1 "no JDK 17 in $folder: install openjdk-17-jdk-headless"
  export JAVA_HOME=$folder PATH=$folder/bin:$PATH
}

# For the help of verbs that are written in Python; those that work install it first.
need_python() { command -v python3 >/dev/null || die 1 "this help needs python3: 'apt-get install python3', or './dev build' as root, which installs everything"; }

use_ccache() { export CCACHE_BASEDIR=$DVCS_ROOT CCACHE_NOHASHDIR=1; }

# One build at a time in this folder. The lock is released with the shell, or by `unlock`.
lock() {
  mkdir -p build
  exec 9>build/.lock
  flock --nonblock 9 && return
  say "waiting for another ./dev in this folder"
  flock 9
}
unlock() { exec 9>&-; }

retry() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return
    [ "$attempt" = 3 ] || { say "again in $((attempt * 5)) s: $*"; sleep $((attempt * 5)); }
  done
  return 1
}

# Hash of the contents of the given paths, tracked or not yet, for stamps.
content_of() {
  { git ls-files -z --cached --others --exclude-standard -- "$@" | sort -z |
      while IFS= read -r -d '' file; do if [ -f "$file" ]; then printf '%s\0' "$file"; fi; done | xargs -0 -r sha256sum; } | sha256sum | cut -c1-64
}
stamp_is() { [ -f "build/stamps/$1" ] && [ "$(cat "build/stamps/$1")" = "$2" ]; }
set_stamp() { mkdir -p build/stamps && printf '%s\n' "$2" >"build/stamps/$1"; }

. tests/packaging/dev.d/packages.sh
. tests/packaging/dev.d/native.sh
. tests/packaging/dev.d/java.sh
