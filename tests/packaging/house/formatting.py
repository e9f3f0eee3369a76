"""C++ as clang-format 19 and .clang-format write it."""
import shutil
import subprocess

FORMATTER = "clang-format-19"
SOURCES = (".hpp", ".h", ".cpp", ".cc")


def files(tree):
    return tree.under("native", "tests", suffixes=SOURCES)


def check(tree):
    if shutil.which(FORMATTER) is None:
        return [f"{FORMATTER} is not installed (tests/packaging/debian-packages.txt)"]
    sources = files(tree)
    if not sources:
        return []
    run = subprocess.run([FORMATTER, "--dry-run", "-Werror", *sources], cwd=tree.root, capture_output=True, text=True)
    wrong = sorted({line.split(":")[0] for line in run.stderr.splitlines() if "clang-format-violations" in line})
    if run.returncode and not wrong:
        return [run.stderr]
    return [f"{path}: not formatted; ./dev format" for path in wrong]
