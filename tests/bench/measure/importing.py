"""`./dev bench import`: what a first import and a refresh cost, each beside what it should cost."""
import json
import os
import shutil
import subprocess

from measure.forge import fresh_cursor, let_a_day_pass, serving
from measure.tools import ROOT, WORK, timed

_CROWD = 10_000
_SIZES = ["1000:1:0", "10000:50:500", "20000:1:0", "100000:1:0", "1000000:1:0"]
_RIVAL = ROOT / "tests/bench/rival"
_ROUNDS = 3


def rows():
    print(f"  load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; the first time a million commits are made, which takes a minute", flush=True)
    with serving(_SIZES, _CROWD) as forge:
        for part in (_first_import, _refresh_of_one, _memory, _against_clone, _against_gitlab4j, _crowd):
            yield from part(forge)


def _row(what, value, unit, most, remark=""):
    return what, value, unit, f"wanted <= {most:,.10g}: {'reached' if value <= most else 'NOT REACHED'}{'; ' if remark else ''}{remark}"


def _first_import(forge):
    for source in ("auto", "git"):
        run = forge.imported(*forge.project("sized/c10000"), source=source)
        yield _row(f"requests, 10,000 commits, 50 branches, 500 MRs, {source}", run["requests"], "", 11, f"{run['wall_seconds']:.2f} s")


def _refresh_of_one(forge):
    cpu = {}
    for size in (1_000, 10_000, 100_000):
        cursor = fresh_cursor("refresh.cursor")
        scope = forge.project(f"sized/c{size}")
        forge.imported(*scope, source="git", cursor=cursor)
        runs = [forge.imported(*scope, source="git", cursor=cursor) for _ in range(_ROUNDS)]
        cpu[size] = min(run["cpu_seconds"] for run in runs)
        yield f"refresh of {size:,} unchanged commits, requests", max(run["requests"] for run in runs), "", f"{cpu[size] * 1000:.0f} ms CPU"
    yield _row("CPU of that, 100,000 commits against 1,000", cpu[100_000] / cpu[1_000], "×", 1.5)


def _memory(forge):
    empty = forge.imported(*forge.project("crowd/r00001"), source="git", cursor=fresh_cursor("empty.cursor"))
    full = forge.imported(*forge.project("sized/c1000000"), source="git", cursor=fresh_cursor("full.cursor"))
    grown = (full["peak_rss_bytes"] - empty["peak_rss_bytes"]) / (1 << 20)
    yield _row("growth of resident memory, 1,000,000 commits", grown, "MiB", 64, f"{full['commits_emitted']} commits in {full['wall_seconds']:.1f} s")


def _against_clone(forge):
    ours, theirs = [], []
    target = WORK / "clone.git"
    quiet = {"env": {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"}}
    for _ in range(_ROUNDS):
        shutil.rmtree(target, ignore_errors=True)
        cloned, _cpu = timed(["git", "clone", "--quiet", "--bare", "--filter=tree:0", forge.clone_url("sized/c100000"), target], **quiet)
        with open(WORK / "log.txt", "wb") as stdout:
            logged, _cpu = timed(["git", "-C", target, "log", "--all", "-z", "--format=%H%n%P%n%an%n%ae%n%at%n%cn%n%ce%n%ct%n%B"], stdout=stdout, **quiet)
        theirs.append(cloned + logged)
        ours.append(forge.imported(*forge.project("sized/c100000"), source="git")["wall_seconds"])
    shutil.rmtree(target)
    yield _row("wall by git against clone --filter=tree:0 and log", min(ours) / min(theirs), "×", 1.0,
               f"100,000 commits, best of {_ROUNDS}: {min(ours):.2f} s against {min(theirs):.2f} s")


def _against_gitlab4j(forge):
    project = forge.projects["sized/c20000"]["id"]
    run = subprocess.run(["java", "-cp", _rival(), "dvcs.bench.GitlabClient", forge.url, str(project), "6"], check=True, text=True,
                         input=forge.token, stdout=subprocess.PIPE)
    warm = json.loads(run.stdout.splitlines()[-1])
    ours = min((forge.imported(*forge.project("sized/c20000"), source="rest") for _ in range(_ROUNDS)), key=lambda one: one["cpu_seconds"])
    if warm["commits"] != ours["commits_emitted"]:
        raise SystemExit(f"bench: gitlab4j-api read {warm['commits']} commits, dvcsctl {ours['commits_emitted']}")
    each = [run["cpu_seconds"] / warm["commits"] * 1e6 for run in (ours, warm)]
    yield _row("CPU per commit by REST against gitlab4j-api 5.8.0", each[0] / each[1], "×", 1 / 30,
               f"{each[0]:.1f} µs against {each[1]:.1f} µs (warm JVM, sixth import): 1/{each[1] / each[0]:.1f}")
    print("    both read 200 pages of 100 commits of the same server, uncompressed, and keep the ids. dvcsctl: a whole process, best of "
          f"{_ROUNDS}, which also lists branches, finds keys and writes {(WORK / 'import.ndjson').stat().st_size / 1e6:.0f} MB of NDJSON to a file; "
          "gitlab4j-api: objects in memory", flush=True)


def _rival():
    """→ class path of the program that reads commits with gitlab4j-api, from Maven Central."""
    libraries, classes = WORK / "rival/lib", WORK / "rival/classes"
    if not list(libraries.glob("gitlab4j-api-*.jar")):
        subprocess.run(["mvn", "--batch-mode", "--quiet", "--file", _RIVAL / "pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={libraries}"], check=True)
    classes.mkdir(parents=True, exist_ok=True)
    subprocess.run(["javac", "--release", "17", "-Xlint:all,-processing,-path,-try", "-Werror", "-cp", f"{libraries}/*", "-d", classes,
                    _RIVAL / "dvcs/bench/GitlabClient.java"], check=True)
    return f"{classes}{os.pathsep}{libraries}/*"


def _crowd(forge):
    cursor, scope = fresh_cursor("crowd.cursor"), ("--owner", "crowd")
    forge.imported(*scope, source="rest", cursor=cursor, all_commits=False)  # git answers each with three processes here
    run = forge.imported(*scope, source="auto", cursor=cursor, all_commits=False)
    yield _row(f"requests, light refresh of {_CROWD:,} repositories", run["requests"], "", 5)
    let_a_day_pass(cursor)
    run = forge.imported(*scope, source="rest", cursor=cursor, all_commits=False)
    yield _row(f"requests, daily sweep of {_CROWD:,} repositories", run["requests"], "", _CROWD + 105, "REST, 1 each")
    let_a_day_pass(cursor)
    run = forge.imported(*scope, source="auto", cursor=cursor, all_commits=False)
    yield _row("the same, the first by git after REST", run["requests"], "", _CROWD + 105, "learns once what the host's git can")
    _push(forge)
    run = forge.imported(*scope, source="auto", cursor=cursor, all_commits=False)
    yield _row("requests, refresh after one push in one of them", run["requests"], "", 6, f"{run['commits_seen']} commit")


def _push(forge):
    clone = WORK / "pushing"
    shutil.rmtree(clone, ignore_errors=True)
    git = ["git", "-c", "user.name=Pia Pusher", "-c", "user.email=pia@example.com"]
    subprocess.run([*git, "clone", "--quiet", forge.clone_url("crowd/r00000"), clone], check=True)
    subprocess.run([*git, "-C", clone, "commit", "--quiet", "--allow-empty", "-m", "MANY-7 one more"], check=True)
    subprocess.run([*git, "-C", clone, "push", "--quiet", "origin", "HEAD"], check=True)
