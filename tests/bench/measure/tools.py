"""Paths, timed processes and the JVM of the measurements."""
import json
import os
import pathlib
import resource
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / "build"
CORPORA = ROOT.parent / "shared/corpus"
DVCSCTL = BUILD / "release/native/src/cli/dvcsctl"
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
    run = subprocess.run(["java", *options, "-cp", class_path(), f"dvcs.bench.{main}", *map(str, arguments)],
                         check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(run.stdout.splitlines()[-1])


def class_path():
    classes = WORK / "classes"
    return os.pathsep.join([str(classes), str(ROOT / "java-shim/target/classes"), str(ROOT / "tests/devhost/target/classes"),
                            *(str(jar) for jar in libraries())])


def libraries():
    """The host's own libraries, and what the plugin carries inside."""
    return sorted(ROOT.glob("tests/devhost/target/host-javax/**/*.jar"))


def compile_java():
    classes = WORK / "classes"
    classes.mkdir(parents=True, exist_ok=True)
    sources = sorted(str(file) for file in (ROOT / "tests/bench/java").rglob("*.java"))
    subprocess.run(["javac", "--release", "17", "-Xlint:all,-processing,-path", "-Werror", "-cp", class_path(), "-d", str(classes), *sources], check=True)
