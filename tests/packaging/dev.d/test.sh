# Every check, one step after the other; the first failure ends the run and says what failed.

TSAN_ROOMS='base http net codec sync jni'

main() {
  if wants_help "$@"; then
    echo "usage: ./dev test [STEP…]
Without STEP all of them, in this order:
$(printf '  %s\n' "${STEPS[@]}")
Each step's output is kept under build/test-logs. Tests that need ../shared are skipped without it;
with CI=true and ../shared present none may be skipped."
    return
  fi
  lock
  logs=build/test-logs
  rm -rf "$logs" && mkdir -p "$logs" && : >"$logs/summary"
  started=$SECONDS
  local name selected=("$@")
  [ $# -gt 0 ] || selected=("${STEPS[@]}")
  for name in "${selected[@]}"; do
    [[ " ${STEPS[*]} " == *" $name "* ]] || die 2 "there is no step '$name': ${STEPS[*]}"
  done
  for name in "${selected[@]}"; do run_step "$name"; done
  printf '%s\n' "all steps passed in $((SECONDS - started)) s" >>"$logs/summary"
  closing_lines
}

STEPS=(packages house dev tsan release java gitea e2e demo)

run_step() {
  local name=$1 from=$SECONDS code=0
  say "$name"
  # A shell of its own: `set -e` holds inside, and its failure is ours to report.
  set +e
  (set -e; "step_$name") 9>&- 2>&1 | tee "$logs/$name.log"
  code=${PIPESTATUS[0]}
  set -e
  if [ "$code" != 0 ]; then
    printf '%s\n' "$name failed after $((SECONDS - from)) s" >>"$logs/summary"
    closing_lines
    die 1 "step '$name' failed; its output is in $logs/$name.log"
  fi
  refuse_skips "$name"
  printf '%s\n' "$name passed in $((SECONDS - from)) s" >>"$logs/summary"
}

# A skipped test looks like a passed one. Where ../shared is present and CI asks, nothing has a reason to be skipped,
# but for a machine without an IPv6 loopback, as many containers are.
refuse_skips() {
  [ "${CI:-}" = true ] && [ -d ../shared ] || return 0
  local found
  found=$(grep -nE '\*\*\*Skipped|Skipped: [1-9]|skipped=[1-9]|^(#|ℹ) skipped [1-9]|^ +[0-9]+ skipped' "$logs/$1.log" | grep -vi ipv6) || return 0
  closing_lines
  printf '%s\n' "$found" >&2
  die 1 "step '$1' skipped tests, though ../shared is here (CI=true)"
}

step_packages() { ensure_packages; echo "every package of tests/packaging/debian-packages.txt is installed"; }

step_house() {
  python3 -m unittest discover -s tests/packaging/house -t tests/packaging -p '*_test.py'
  python3 -m unittest discover -s tests/demo -t tests -p '*_test.py'
}

step_dev() {
  native_build dev
  ctest --preset dev --parallel "$(nproc)" --timeout 300
}

# The rooms with threads. The planted race must be found, or this step proves nothing.
step_tsan() {
  native_build tsan $(printf '%s_test ' $TSAN_ROOMS) planted_race
  ctest --preset tsan --parallel "$(nproc)" --timeout 300 --tests-regex "^(${TSAN_ROOMS// /|}|planted)\\."
}

step_release() {
  native_build release
  ctest --preset release --parallel "$(nproc)" --timeout 300
}

step_java() {
  native_build release # what it loads and starts: a step may be run alone
  npm_install tests/devhost
  maven verify
}

# A real forge: the first time on a machine it is built, which takes about 4 minutes.
step_gitea() {
  native_build release dvcsctl
  tests/gitea/build.sh
  python3 -m unittest discover -s tests/gitea -t tests -p '*_test.py'
}

step_e2e() {
  use_jdk
  npm_install tests/e2e
  tests/e2e/run.sh
}

step_demo() {
  local db namespace
  for db in h2 postgres; do
    for namespace in javax jakarta; do
      ./dev demo --once --no-build --db $db --namespace $namespace
    done
  done
}

# What each runner said last, as it said it: how long each step took, then a heading for each log, the sum at the end.
closing_lines() {
  local log lines
  say "closing lines"
  cat "$logs/summary"
  for log in $(ls -tr "$logs"/*.log); do
    # Maven's level is no part of the runner's line. A log without such lines is none of grep's business.
    lines=$(sed -E 's/^\[(INFO|WARNING|ERROR)\] //' "$log" | grep -E "$CLOSING") || continue
    printf -- '--- %s\n%s\n' "$(basename "$log" .log)" "$lines"
  done | tee "$logs/closing"
  sum_of_tests <"$logs/closing"
}

CLOSING='^Ran [0-9]+ tests? in|^OK( \(|$)|^FAILED \(|[0-9]+% tests passed|^Total Test time|^Tests run:.*[0-9]$|^(#|ℹ) (tests|pass|fail|skipped) |^demo: .*(the pages|differences|smart commit)|^BUILD |Skipped\)'

# Of GoogleTest through CTest, unittest, Surefire and node:test: "N passed, N failed", with the skipped if there are any.
sum_of_tests() {
  awk '
    function number(pattern) { return match($0, pattern) ? substr($0, RSTART, RLENGTH) + 0 : 0 }
    function after(word) { return match($0, word "[=: ]+[0-9]+") ? substr($0, RSTART + length(word) + 1, RLENGTH) + 0 : 0 }
    /tests passed/ { all += after("out of"); failed += number("[0-9]+ tests? failed") }
    /^Ran / { all += after("Ran") }
    /^FAILED \(/ { failed += after("failures") + after("errors") }
    /^OK \(|^FAILED \(/ { skipped += after("skipped") }
    /^Tests run:/ { all += after("Tests run"); failed += after("Failures") + after("Errors"); skipped += after("Skipped") }
    /^[^ ]+ tests / { all += after("tests") }
    /^[^ ]+ fail / { failed += after("fail") }
    /^[^ ]+ skipped / { skipped += after("skipped") }
    /\(Skipped\)/ { skipped++ }
    END { printf "%d passed, %d failed%s\n", all - failed - skipped, failed, skipped ? ", " skipped " skipped" : "" }'
}
