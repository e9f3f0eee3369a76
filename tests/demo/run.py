"""The demo from start to end. Everything that must be undone is on the caller's exit stack."""
import json
import os
import pathlib
import signal
import sys
import time

from demo import accounts, compare, homes, live, scan, smart, summary
from demo.failure import DemoFailure
from demo.jira import Jira
from demo.options import CORPORA, ROOT
from demo.processes import Server, port_is_free

BUILD = ROOT / "build"
DATA = BUILD / "demo"


def run(chosen, stack):
    if chosen.port and not port_is_free(chosen.port):
        raise DemoFailure(f"port {chosen.port} is in use, perhaps by another demo: end that one, or choose --port N")
    started = time.monotonic()
    home = homes.new_home(DATA, stack)
    data = homes.forge_data(DATA, home, stack)
    alone = data.parent == DATA
    if not alone:
        say("another demo runs from this folder: this one keeps its files to itself, and leaves build/demo.json alone")
    forge = start_forge(chosen, data, data.parent / "forge.log", stack)
    say(f"forge at {forge['url']} with {len(forge['projects'])} repositories")
    scanned = [scan.scan(project["path"], project["git_dir"]) for project in forge["projects"]]
    issues = scan.by_issue(scanned)
    projects = scan.jira_projects(issues.keys() | scan.branches_by_issue(scanned).keys())
    host, server = start_host(chosen, home, data.parent / "host.log", stack, projects)
    url = host["url"].rstrip("/")
    say(f"Jira stand-in at {url}, {time.monotonic() - started:.0f} s after the start")
    if alone:
        file = write_demo_file(forge, url, projects)
        if not chosen.once:
            stack.callback(file.unlink, missing_ok=True)
    jira = Jira(url)
    done = [accounts.wait(jira, accounts.add(jira, forge["url"], group, forge["token"])["id"], [server]) for group in forge["groups"]]
    if chosen.once:
        return judge(jira, forge, scanned, issues, projects, done)
    tell(smart.judge(jira, forge, scanned, done, projects))
    print(f"demo: {live.judge(jira, forge, done).words()}", flush=True)
    show(url, issues, projects, server)
    return 0


def start_forge(chosen, data, log, stack):
    command = ["java", "-jar", ROOT / "tests/forge/target/forge.jar", "serve", "--data", data, "--generated", "demo"]
    command += ["--shared", CORPORA.parent, "--corpus", *chosen.corpus] if chosen.corpus else []
    command += ["--repository", *chosen.repository] if chosen.repository else []
    # Corpora are unpacked into repositories at the first start only.
    server = Server("forge", command, log, seconds=600)
    stack.callback(server.stop)
    return server.ready


def start_host(chosen, home, log, stack, projects):
    projects_file = home / "projects.json"
    projects_file.write_text(json.dumps({"projects": [{"key": key, "issues": count} for key, count in projects.items()]}))
    command = ["java", "-jar", ROOT / f"tests/devhost/target/host-{chosen.namespace}/devhost.jar", "--plugin", plugin_jar(chosen.namespace),
               "--home", home, "--port", chosen.port, "--db", chosen.db, "--projects", projects_file]
    server = Server("Jira stand-in", command, log, seconds=120)
    stack.callback(server.stop)
    return server.ready, server


def plugin_jar(namespace):
    jars = [jar for jar in (ROOT / "java-shim/target").glob("dvcs-connector-*.jar")
            if jar.stem.endswith("-jakarta") == (namespace == "jakarta") and not jar.stem.endswith(("-sources", "-javadoc", "-tests"))]
    if len(jars) != 1:
        raise DemoFailure(f"expected one {namespace} jar in java-shim/target, found {len(jars)}: ./dev clean and ./dev build")
    return jars[0]


def write_demo_file(forge, url, projects):
    """For tools beside the demo; holds the token, so only its owner reads it."""
    file = BUILD / "demo.json"
    value = {"host": url, "forge": forge["url"], "group": forge["groups"][0], "token": forge["token"], "projects": forge["projects"],
             "groups": forge["groups"], "jira_projects": sorted(projects)}
    file.unlink(missing_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        json.dump(value, stream, indent=1)
        stream.write("\n")
    return file


def judge(jira, forge, scanned, issues, projects, done):
    """Compares and prints the summary. → exit code"""
    generated = {key for repository in scanned if repository.path.split("/")[0] == "acme" for commit in repository.linked.values() for key in commit.keys}
    keys = compare.choose({key: commits for key, commits in issues.items() if scan.has_page(key, projects)}, generated)
    differences = compare.repositories(scanned, [repository for one in done for repository in one.repositories])
    differences += compare.issues(keys, scanned, lambda: Jira(jira.url))
    pages = keys[::max(1, len(keys) // 25)]
    for key in pages:
        differences += compare.tab(jira, key, scanned)
    commands = smart.judge(jira, forge, scanned, done, projects)  # last: its push is in no scan
    print_all(differences)
    print(summary.table([
        ("repositories", len(scanned)), ("commits", sum(repository.commits for repository in scanned)),
        ("linked commits", sum(len(repository.linked) for repository in scanned)), *summary.issue_rows(issues, keys, projects),
        ("of these as HTML", len(pages)), ("seconds", f"{sum(one.seconds for one in done):.1f}"), ("requests", sum(one.requests for one in done))]))
    if not keys:
        raise DemoFailure("nothing was compared: the histories name no issue")
    print(f"demo: {len(differences)} differences between the pages and git" if differences else f"demo: the pages of {len(keys)} issues show what git says")
    tell(commands)
    print(f"demo: {live.judge(jira, forge, done).words()}", flush=True)
    return 1 if differences or commands.differences else 0


def print_all(differences):
    for difference in differences[:compare.MOST_DIFFERENCES]:
        print(f"  {difference}", file=sys.stderr)


def tell(commands):
    print_all(commands.differences)
    print(f"demo: {commands.words()}", flush=True)


def show(url, issues, projects, server):
    print(summary.links(url, smart.KEY, summary.worth_opening([key for key in issues if scan.has_page(key, projects)], issues)), flush=True)
    while server.alive():
        signal.sigtimedwait([], 1)
    raise DemoFailure(f"the Jira stand-in ended; {server.last_words()}")


def say(text):
    print(f"demo: {text}", file=sys.stderr, flush=True)
