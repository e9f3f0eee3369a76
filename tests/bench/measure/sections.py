"""One function for each line of "Measured": → rows (what, value, unit, compared with)."""
import json
import os
import subprocess

from measure import importing, messages
from measure.tools import BUILD, CORPORA, DVCSCTL, ROOT, WORK, java, timed


def micro():
    """Google Benchmark, the core's parts alone."""
    run = subprocess.run([BUILD / "bench/tests/bench/micro_bench", "--benchmark_format=json"], check=True, stdout=subprocess.PIPE)
    for result in json.loads(run.stdout)["benchmarks"]:
        yield result["name"], result["items_per_second"], "items/s", ""


def keys():
    """dvcsctl keys as a process against java.util.regex inside a warm JVM."""
    text = messages.file()
    output = WORK / "keys.ndjson"
    with open(text, "rb") as stdin, open(output, "wb") as stdout:
        wall, cpu = timed([DVCSCTL, "keys"], stdin=stdin, stdout=stdout)
    with open(output, encoding="utf-8") as lines:
        found = sum(len(json.loads(line)["keys"]) for line in lines)
    regex = java("KeyScan", text)
    if found != regex["keys"]:
        raise SystemExit(f"bench: dvcsctl found {found} keys, java.util.regex {regex['keys']}")
    size = text.stat().st_size / 1e6
    yield "dvcsctl keys, with reading and JSON", size / wall, "MB/s", f"{cpu:.2f} s CPU"
    yield "java.util.regex, scan alone", size / regex["seconds"], "MB/s", ""
    yield "ratio", regex["seconds"] / wall, "×", f"{found} keys found by both"


def smart():
    """dvcsctl smart-commits as a process against the predecessor's regular expressions inside a warm JVM: all lines, as it read them."""
    text = messages.file()
    output = WORK / "smart.ndjson"
    wall, cpu = min(_smart_commits(text, output) for _ in range(5))  # the other side is warm and takes its best, too
    with open(output, encoding="utf-8") as lines:
        commands = sum(len(json.loads(line)["commands"]) for line in lines)
    regex = java("SmartScan", text)
    size = text.stat().st_size / 1e6
    yield "dvcsctl smart-commits, with reading and JSON", size / wall, "MB/s", f"{cpu:.2f} s CPU, {commands} commands"
    yield "java.util.regex, scan alone", size / regex["seconds"], "MB/s", f"{regex['commands']} commands: '#1' and the like are refused here"
    yield "ratio", regex["seconds"] / wall, "×", ""


def _smart_commits(text, output):
    with open(text, "rb") as stdin, open(output, "wb") as stdout:
        return timed([DVCSCTL, "smart-commits", "--all-lines"], stdin=stdin, stdout=stdout)


def boundary():
    feeder = BUILD / "bench/tests/bench/libbench_feeder.so"
    rates = java("BatchPath", options=[f"-Ddvcs.native.path={feeder}"])
    yield "rows in batches, native values to Java strings", rates["batched_rows_per_second"], "rows/s", ""
    yield "rows one call and one object each", rates["row_by_row_rows_per_second"], "rows/s", ""
    yield "ratio", rates["batched_rows_per_second"] / rates["row_by_row_rows_per_second"], "×", ""


def store():
    rates = java("StoreRates", WORK / "postgres")
    yield "commits through the plugin's batch transactions", rates["stored_rows_per_second"], "rows/s", "commit, keys, cursor and fence"
    yield "the same commits and keys by COPY", rates["copied_rows_per_second"], "rows/s", ""
    yield "ratio", rates["stored_rows_per_second"] / rates["copied_rows_per_second"], "×", ""


def ledger():
    rate = java("LedgerRates", WORK / "postgres")["commands_per_second"]
    yield "smart commits' commands through the ledger", rate, "commands/s", "record, claim, begin, finish; Jira answers at once"


def panel():
    """What an issue shows, read by the plugin's own reader; wanted: within 10 ms of database time."""
    for at in java("PanelReads", WORK / "postgres", 100_000, int(os.environ.get("DVCS_PANEL_COMMITS", 5_000_000))):
        what = f"an issue of {at['commits']:,} linked commits: "
        yield what + "median", at["median"], "ms", f"wanted <= 10: {'reached' if at['median'] <= 10 else 'NOT REACHED'}"
        yield what + "p95", at["p95"], "ms", "20 commits, a branch and a merge request each"


def imports():
    """dvcsctl import against the test forge, which shares the machine's cores: commits/s is a lower bound."""
    corpora = sorted(CORPORA.glob("*.jsonl.xz"))
    if not corpora:
        print("bench: imports need ../shared/corpus")
        return
    from demo.processes import Server
    command = ["java", "-jar", ROOT / "tests/forge/target/forge.jar", "serve", "--data", BUILD / "demo/forge", "--generated", "none",
               "--shared", CORPORA.parent, "--corpus", *(file.name.split(".")[0] for file in corpora)]
    forge = Server("forge", command, WORK / "forge.log", seconds=600)
    try:
        for project in forge.ready["projects"]:
            stats = _import(forge.ready, project)
            name = project["path"]
            yield f"{name}: commits", stats["commits_seen"] / stats["wall_seconds"], "commits/s", f"{stats['commits_seen']} commits"
            yield f"{name}: requests", stats["requests"], "", f"{stats['bytes_in'] / 1e6:.1f} MB in"
            yield f"{name}: CPU", stats["cpu_seconds"], "s", f"{stats['wall_seconds']:.1f} s in all"
            yield f"{name}: peak RSS", stats["peak_rss_bytes"] / 1e6, "MB", ""
    finally:
        forge.stop()


def _import(forge, project):
    token, stats = WORK / "token", WORK / "stats.json"
    with open(os.open(token, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        stream.write(forge["token"])
    try:
        with open(WORK / "import.ndjson", "wb") as stdout:
            timed([DVCSCTL, "import", "--host", "gitlab", "--url", forge["url"], "--project", project["id"], "--token-file", token,
                   "--source", "rest", "--all-commits", "--stats", stats], stdout=stdout)
    finally:
        token.unlink()
    return json.loads(stats.read_text())


ALL = {"micro": micro, "keys": keys, "smart": smart, "boundary": boundary, "store": store, "ledger": ledger, "panel": panel, "imports": imports, "import": importing.rows}
