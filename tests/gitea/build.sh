#!/usr/bin/env bash
# Builds the Gitea that go.mod pins, once for each content of go.mod and go.sum, and prints its folder:
#   gitea      the program, with SQLite in it
#   resources  templates and translations, as the module brings them
# About 4 minutes on two cores. Go's module proxy is asked only then; go.sum says what may come.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here"
module=code.gitea.io/gitea

fail() {
  printf 'gitea: %s\n' "$*" >&2
  exit 1
}

PATH=$PATH:/usr/local/go/bin
wanted=$(sed -n 's/^go //p' go.mod)
version=$(sed -n "s|^require $module v||p" go.mod)
content=$(cat go.mod go.sum tools.go build.sh | sha256sum | cut -c1-16)
target=${DVCS_GITEA_CACHE:-$here/../../build/downloads}/gitea-$version-$content
[ -x "$target/gitea" ] && { (cd "$target" && pwd) && exit; }

command -v go >/dev/null || fail "Go is not installed, and Gitea $version is built with it. Unpack Go $wanted or newer from https://go.dev/dl/ to /usr/local/go (Debian's golang is too old)."
command -v gcc >/dev/null || fail "gcc is not installed; Gitea's SQLite is written in C: apt-get install g++"
export GOTOOLCHAIN=local GOFLAGS="-mod=readonly -buildvcs=false ${DVCS_GOFLAGS:-}" CGO_ENABLED=1
found=$(go env GOVERSION)
[ "$(printf '%s\n' "go$wanted" "$found" | sort -V | head -1)" = "go$wanted" ] ||
  fail "Gitea $version needs Go $wanted or newer, and this is $found. Unpack a newer one from https://go.dev/dl/ to /usr/local/go."

printf 'gitea: building Gitea %s with %s, once\n' "$version" "$found" >&2
mkdir -p "$(dirname "$target")"
half=$(mktemp -d "$target.XXXXXX")
trap 'rm -rf "$half"' EXIT
tags='sqlite sqlite_unlock_notify'
for attempt in 1 2 3; do
  go list -deps -tags "$tags" $module >/dev/null && break # downloads what the build needs and nothing else
  [ "$attempt" = 3 ] && fail "what Gitea $version is made of cannot be downloaded; 'go env GOPROXY' names the proxy that was asked"
done
nice -n 10 go build -tags "$tags" -ldflags "-s -w -X main.Version=$version" -o "$half/gitea" $module
source=$(go list -m -f '{{.Dir}}' $module)
mkdir "$half/resources"
cp -R "$source/templates" "$source/options" "$source/public" "$half/resources/"
chmod -R u+w "$half/resources"
chmod 755 "$half"
mv -T "$half" "$target" 2>/dev/null || [ -x "$target/gitea" ]  # another build may have come first
(cd "$target" && pwd)
