# What is too long for ./dev test. Run before a release, and when the engine or the store changed.

SOAKS=(schedules kills ledger hooks)

main() {
  if wants_help "$@"; then
    echo "usage: ./dev soak [PART…]
Without PART all of them, in this order. On two idle cores:
  schedules  the simulation of planner and engine with 100,000 schedules: 5 minutes (DVCS_SIM_SCHEDULES=N for another number)
  kills      dvcsctl and the plugin's host (PostgreSQL and H2) killed 200 times at random moments: 14 minutes (DVCS_KILLS=N)
  ledger     smart commits: the ledger under random interleavings and deaths, 10,000 commands (DVCS_LEDGER_COMMANDS=N,
             DVCS_LEDGER_SEED=N to repeat a run)
  hooks      1,000 deliveries of webhooks a second while an import writes, for 30 seconds (DVCS_HOOK_SECONDS=N); then how long a push of
             one of 10,000 repositories takes to its issue (DVCS_HOOK_CROWD=N)
A failure prints its seed. Output is kept under build/soak-logs."
    return
  fi
  local part selected=("$@")
  [ $# -gt 0 ] || selected=("${SOAKS[@]}")
  for part in "${selected[@]}"; do
    [[ " ${SOAKS[*]} " == *" $part "* ]] || die 2 "there is no part '$part': ${SOAKS[*]}"
  done
  lock
  ensure_packages
  mkdir -p build/soak-logs
  for part in "${selected[@]}"; do
    local from=$SECONDS
    say "$part"
    # A shell of its own, so that `set -e` holds inside.
    set +e
    (set -e; "soak_$part") 9>&- 2>&1 | tee "build/soak-logs/$part.log"
    local code=${PIPESTATUS[0]}
    set -e
    [ "$code" = 0 ] || die 1 "soak '$part' failed after $((SECONDS - from)) s; its output is in build/soak-logs/$part.log"
    say "$part passed in $((SECONDS - from)) s"
  done
}

soak_schedules() {
  native_build release sim_test
  DVCS_SIM_SCHEDULES=${DVCS_SIM_SCHEDULES:-100000} build/release/tests/sim/sim_test
}

soak_kills() {
  native_build release
  npm_install tests/devhost
  maven verify --projects tests/java --also-make -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dtest=KillTest,ImportKillTest" "-Ddvcs.kills=${DVCS_KILLS:-200}"
}

soak_ledger() {
  native_build release
  npm_install tests/devhost
  maven verify --projects tests/java --also-make -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest=LedgerSimulationTest "-Ddvcs.ledger.commands=${DVCS_LEDGER_COMMANDS:-10000}" \
    "-Ddvcs.ledger.seed=${DVCS_LEDGER_SEED:-$(date +%s)}"
}

soak_hooks() {
  native_build release
  npm_install tests/devhost
  maven verify --projects tests/java --also-make -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest=HookLoadTest,HookForgeTest "-Ddvcs.hooks.seconds=${DVCS_HOOK_SECONDS:-30}" "-Ddvcs.hooks.crowd=${DVCS_HOOK_CROWD:-10000}"
}
