"""The files that a rule looks at: what git tracks or would track, or every file of a planted folder."""
import pathlib
import subprocess

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]


class Tree:
    # Inputs of parsers: any bytes, written by our own generators or found by the fuzzer.
    SEEDS = "tests/fuzz/seeds/"

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.paths = sorted(_tracked(self.root) or _walked(self.root))

    def under(self, *folders, suffixes=None):
        """Paths below one of the folders, optionally only those with one of the suffixes."""
        return [path for path in self.paths
                if any(path == folder or path.startswith(folder + "/") for folder in folders)
                and (suffixes is None or path.endswith(suffixes))]

    def bytes(self, path):
        return (self.root / path).read_bytes()

    def text(self, path):
        return self.bytes(path).decode("utf-8", "replace")

    def lines(self, path):
        """(number, line) from 1."""
        return enumerate(self.text(path).splitlines(), 1)

    def is_binary(self, path):
        return b"\0" in self.bytes(path)[:8192]


def _tracked(root):
    """Tracked and not-yet-added files, none that .gitignore names; empty when root is no work tree of its own."""
    if not (root / ".git").exists():
        return []
    listing = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                             cwd=root, check=True, capture_output=True).stdout.decode()
    return [path for path in listing.split("\0") if path and (root / path).is_file()]


def _walked(root):
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]
