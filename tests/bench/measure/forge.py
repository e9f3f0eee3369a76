"""The test forge with histories of known sizes, and dvcsctl against it."""
import contextlib
import json
import os
import sqlite3
import subprocess
import urllib.request

from demo.processes import Server
from measure.tools import BUILD, DVCSCTL, ROOT, WORK

_A_DAY_AND_MORE = 90_000


@contextlib.contextmanager
def serving(sizes, crowd):
    """sizes: COMMITS:BRANCHES:MERGE_REQUESTS. They are kept under build/ from one run to the next."""
    command = ["java", "-jar", ROOT / "tests/forge/target/forge.jar", "serve", "--data", BUILD / "bench-forge", "--generated", "none",
               "--sized", *sizes, "--crowd", str(crowd)]
    server = Server("forge", command, WORK / "forge.log", seconds=600)
    try:
        yield Forge(server.ready)
    finally:
        server.stop()


class Forge:
    def __init__(self, ready):
        self.url, self.token = ready["url"], ready["token"]
        self.projects = {project["path"]: project for project in ready["projects"]}

    def clone_url(self, path):
        return self.projects[path]["http_url"].replace("://", f"://oauth2:{self.token}@")

    def imported(self, *scope, source, cursor=None, all_commits=True):
        """→ the run's --stats. Its requests are those that the forge counted, or the run fails."""
        self._control("DELETE")
        token, stats = WORK / "token", WORK / "stats.json"
        with open(os.open(token, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
            stream.write(self.token)
        command = [DVCSCTL, "import", "--host", "gitlab", "--url", self.url, *scope, "--token-file", token, "--source", source, "--stats", stats]
        command += ["--all-commits"] if all_commits else []
        command += ["--cursor", cursor] if cursor else []
        try:
            with open(WORK / "import.ndjson", "wb") as stdout:
                subprocess.run([str(part) for part in command], check=True, stdout=stdout)
        finally:
            token.unlink()
        result = json.loads(stats.read_text())
        counted = json.loads(self._control("GET"))["total"]
        if counted != result["requests"]:
            raise SystemExit(f"bench: dvcsctl says {result['requests']} requests, the forge {counted}")
        return result

    def project(self, path):
        return "--project", str(self.projects[path]["id"])

    def _control(self, method):
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/-/test/requests", method=method)) as answer:
            return answer.read()


def fresh_cursor(name):
    for file in WORK.glob(f"{name}*"):
        file.unlink()
    return WORK / name


def let_a_day_pass(cursor):
    """The next run with this cursor is the daily sweep (native/doc/cursor-file.md)."""
    with contextlib.closing(sqlite3.connect(cursor)) as file, file:
        file.execute("UPDATE run SET state = json_set(state, '$.last_full', json_extract(state, '$.last_full') - ?)", [_A_DAY_AND_MORE])
