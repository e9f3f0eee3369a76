"""Paths, timed processes and the JVM of the measurements."""
import json
import os
import pathlib
import resource
import subprocess
import time

from demo.run import plugin_jar

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / "build"
CORPORA = ROOT.parent / "shared/corpus"
DVCSCTL = BUILD / "release/dvcsctl"
WORK = BUILD / "bench-work"


def timed(command, **options):
    """→ (wall seconds, CPU seconds of the child)"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run([str(part) for part in command], check=True, **options)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def java(main, *arguments, options=()):
    """Runs a main class of tests/bench/java; its last line is its JSON answer."""
    run = _run(["java", *options, "-cp", class_path(), f"dvcs.bench.{main}", *map(str, arguments)],
               stdout=subprocess.PIPE, text=True)
    return json.loads(run.stdout.splitlines()[-1])


def class_path():
    classes = WORK / "classes"
    return os.pathsep.join([str(classes), str(plugin_jar("javax")), *(str(jar) for jar in libraries())])


def libraries():
    """The host and its libraries; what the plugin needs beyond Jira is inside its jar."""
    return sorted(ROOT.glob("tests/devhost/target/host-javax/**/*.jar"))


def compile_java():
    classes = WORK / "classes"
    classes.mkdir(parents=True, exist_ok=True)
    sources = sorted(str(file) for file in (ROOT / "tests/bench/java").rglob("*.java"))
    _run(["javac", "--release", "17", "-Xlint:all,-processing,-path,-try", "-Werror", "-cp", class_path(), "-d", str(classes), *sources])


def _run(command, **options):
    run = subprocess.run(command, **options)
    if run.returncode:
        raise SystemExit(f"bench: {command[0]} failed with {run.returncode}; what it said is above")
    return run
