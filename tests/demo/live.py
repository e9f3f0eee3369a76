"""An open issue page: what a push costs in time until it is there, without a reload. Asks what the page's script asks, as often."""
import dataclasses
import tempfile
import time

from demo.failure import DemoFailure
from demo.push import Clone

KEY, REPOSITORY = "KEY-124", "acme/webshop"
PROMISED_SECONDS = 2
_PAGE_ASKS_SECONDS, _WAIT_SECONDS, _POLL_SECONDS = 0.8, 60, 0.1


@dataclasses.dataclass
class Outcome:
    seconds: float  # from the beginning of the push until the page had it
    pushing: float  # of these, git push itself

    def words(self):
        kept = "" if self.seconds <= PROMISED_SECONDS else f" (promised: {PROMISED_SECONDS} s; is the machine busy?)"
        return f"a push was on the open page of {KEY} {self.seconds:.1f} s after it began{kept}, of which git push took {self.pushing:.1f} s; no reload, no timer at the server"


def judge(jira, forge, accounts):
    """accounts: as synchronised. → Outcome"""
    repository = next(each for one in accounts for each in one.repositories if each["path"] == REPOSITORY)
    _until(lambda: jira.api("GET", f"repositories/{repository['id']}")["hook"]["state"] in ("ACTIVE", "GROUP"), f"{REPOSITORY} got no webhook")
    address = next(project["http_url"] for project in forge["projects"] if project["path"] == REPOSITORY)
    with tempfile.TemporaryDirectory() as folder:
        clone, now = Clone(address, forge["token"], folder), int(time.time())
        sha = clone.commit(f"{KEY} seen on the open page", "alice", now, now)
        version = _version(jira)
        started = time.monotonic()
        clone.push(sha)
        pushing = time.monotonic() - started
        _until(lambda: _version(jira) != version and _shows(jira, sha), f"{KEY} does not show {sha}", _PAGE_ASKS_SECONDS)
        return Outcome(time.monotonic() - started, pushing)


def _version(jira):
    return jira.api("GET", f"issues/{KEY}/development/version")["version"]


def _shows(jira, sha):
    return sha in jira.api("GET", f"issues/{KEY}/development/html?tab=true")["panel"]


def _until(done, words, pause=_POLL_SECONDS):
    end = time.monotonic() + _WAIT_SECONDS
    while not done():
        if time.monotonic() > end:
            raise DemoFailure(f"{words} after {_WAIT_SECONDS} s")
        time.sleep(pause)
