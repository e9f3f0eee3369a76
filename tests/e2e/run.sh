#!/usr/bin/env bash
# The stories in a real browser; --help explains. Needs the jars of ./dev build and Debian's chromium.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ ! -d node_modules/playwright-core ] || [ ! -d node_modules/axe-core ]; then
  npm ci --ignore-scripts --no-audit --no-fund --silent
fi
exec node run.js "$@"
