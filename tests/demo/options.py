"""What the command line of `./dev demo` says."""
import argparse
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared/corpus"


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="./dev demo",
        description="Starts a GitLab-shaped forge and a Jira stand-in with the plugin, connects and synchronises them, "
                    "and prints the links to open. Ctrl-C ends all of it. Needs no network once everything is built.",
        epilog="Exit codes: 0 ended as asked (with --once: the pages show what git says), 1 something failed, 2 wrong options.")
    parser.add_argument("--once", action="store_true", help="headless: synchronise, compare with an independent scan, print a summary, end")
    parser.add_argument("--port", type=int, metavar="N", help="port of the Jira stand-in (2990; with --once any free one)")
    parser.add_argument("--db", choices=("h2", "postgres"), default="h2", help="database of the Jira stand-in (h2)")
    parser.add_argument("--namespace", choices=("javax", "jakarta"), default="javax", help="javax: the jar for Jira 9.12 and 10, jakarta: for 11 (javax)")
    parser.add_argument("--corpus", nargs="+", default=[], metavar="NAME",
                        help="also group 'apache' with these histories of ../shared/corpus: zookeeper kafka groovy")
    parser.add_argument("--repository", nargs="+", default=[], metavar="PATH", help="also group 'local' with these git repositories of yours; they are only read")
    options = parser.parse_args(arguments)
    if options.port is None:
        options.port = 0 if options.once else 2990
    if not 0 <= options.port <= 65535:
        parser.error(f"--port {options.port}: a port is a number up to 65535")
    for name in options.corpus:
        if not (CORPORA / f"{name}.jsonl.xz").is_file():
            there = sorted(file.name.split(".")[0] for file in CORPORA.glob("*.jsonl.xz"))
            parser.error(f"--corpus {name}: not in ../shared/corpus, which has {', '.join(there) or 'nothing, or is absent'}")
    options.repository = [_repository(parser, path) for path in options.repository]
    return options


def _repository(parser, path):
    folder = pathlib.Path(path).expanduser().resolve()
    for candidate in (folder, folder / ".git"):
        if (candidate / "objects").is_dir() and (candidate / "HEAD").is_file():
            return folder
    if (folder / ".git").is_file():  # a linked work tree
        return folder
    parser.error(f"--repository {path}: no git repository there")


if __name__ == "__main__":
    parse(sys.argv[1:])
