"""Adds the accounts through the plugin's API and waits until they are synchronised."""
import dataclasses
import sys
import time

from demo.failure import DemoFailure

_POLL_SECONDS = 0.3
_STALL_SECONDS = 180


@dataclasses.dataclass
class Synchronised:
    account: dict
    repositories: list
    seconds: float
    requests: int


def add(jira, forge_url, group, token):
    return jira.api("POST", "accounts", {"host": "gitlab", "name": group, "url": forge_url, "token": token, "autoLink": True})


def wait(jira, account_id, servers):
    """Until every repository is settled; shows progress. A run that stands still for three minutes has failed."""
    progress, started, moved, last, requests = Progress(), time.monotonic(), time.monotonic(), None, 0
    while True:
        for server in servers:
            if not server.alive():
                raise DemoFailure(f"the {server.name} ended during the synchronisation; {server.last_words()}")
        account = jira.api("GET", f"accounts/{account_id}")
        if account["state"] in ("FAILED", "PAUSED"):
            raise DemoFailure(f"account {account['name']} is {account['state']}: {account['error']}")
        now = account["progress"]
        requests = max(requests, now["requests"])
        seen = (account["state"], account["repositories"], account["repositoriesDone"], account["commits"], now["commitsSeen"], now["requests"])
        if seen != last:
            last, moved = seen, time.monotonic()
            progress.show(f"{account['name']}: {account['repositoriesDone']} of {account['repositories']} repositories, {account['commits']} linked commits, "
                          f"{now['commitsSeen']} seen, {requests} requests, {time.monotonic() - started:.0f} s")
        if account["state"] == "IDLE" and account["lastRefresh"]:
            repositories = _repositories(jira, account_id)
            if all(repository["state"] in ("SYNCED", "UNLINKED", "FAILED", "GONE") for repository in repositories):
                progress.end()
                _refuse_failed(repositories)
                return Synchronised(account, repositories, time.monotonic() - started, requests)
        if time.monotonic() - moved > _STALL_SECONDS:
            raise DemoFailure(f"account {account['name']} stood still for {_STALL_SECONDS} s in state {account['state']}")
        time.sleep(_POLL_SECONDS)


def _repositories(jira, account_id):
    found, start = [], 0
    while True:
        page = jira.api("GET", f"accounts/{account_id}/repositories?start={start}&limit=100")
        found += page["items"]
        start += 100
        if start >= page["total"]:
            return found


def _refuse_failed(repositories):
    failed = [f"{repository['path']}: {repository['error']}" for repository in repositories if repository["state"] == "FAILED"]
    if failed:
        raise DemoFailure("not synchronised: " + "; ".join(failed))


class Progress:
    """One line that is rewritten on a terminal; elsewhere a line at most every two seconds."""

    def __init__(self, stream=None):
        self._stream = stream or sys.stderr
        self._terminal, self._shown, self._width = self._stream.isatty(), 0.0, 0

    def show(self, text):
        if self._terminal:
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
        elif time.monotonic() - self._shown >= 2:
            self._stream.write(text + "\n")
            self._shown = time.monotonic()
        self._stream.flush()

    def end(self):
        if self._terminal and self._width:
            self._stream.write("\n")
