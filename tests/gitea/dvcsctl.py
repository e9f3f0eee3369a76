"""The program under test, and what its lines add up to."""
import json
import os
import pathlib
import subprocess

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def program():
    named = os.environ.get("DVCSCTL")
    for path in [pathlib.Path(named)] if named else [REPOSITORY / "build" / preset / "dvcsctl" for preset in ("release", "dev")]:
        if os.access(path, os.X_OK):
            return path
    raise AssertionError("dvcsctl is not built: cmake --build --preset release --target dvcsctl")


class Run:
    def __init__(self, code, lines, errors):
        self.code, self.lines, self.errors = code, lines, errors

    def of(self, kind):
        return [line for line in self.lines if line["type"] == kind]

    def changes(self):
        """What was printed but for what every run prints."""
        return [line for line in self.lines if line["type"] not in ("progress", "done")]

    def commits(self, project=None):
        return [line["sha"] for line in self.of("commit") if project in (None, line["project_id"])]

    def deleted_commits(self):
        return {line["sha"] for line in self.of("commit_deleted")}


class Dvcsctl:
    def __init__(self, folder, url, token):
        self.folder, self.url = folder, url
        folder.mkdir(parents=True, exist_ok=True)
        self._token = folder / "token"
        self._token.write_text(token + "\n")
        self._token.chmod(0o600)

    def run(self, command, *arguments):
        whole = [program(), command, "--host", "gitea", "--url", self.url, "--token-file", self._token, "--retry-for", "10", *arguments]
        run = subprocess.run([str(part) for part in whole], capture_output=True, text=True, timeout=300)
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        return Run(run.returncode, lines, run.stderr)

    def load(self, owner, *arguments, cursor="cursor", source="rest"):
        """An import with all commits that goes on where the last one with that cursor ended."""
        return self.run("import", "--owner", owner, "--source", source, "--all-commits", "--cursor", self.folder / cursor, *arguments)
