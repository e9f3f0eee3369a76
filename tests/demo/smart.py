"""Smart commits: what the imported history asks for is not done; what a push asks for is done once, whatever comes again."""
import dataclasses
import json
import re
import tempfile
import time

from demo.failure import DemoFailure
from demo.push import Clone
from demo.scan import has_page

# The fifth example of GitLab's page on its Jira connector.
KEY, MESSAGE = "KEY-123", "KEY-123 #comment started working on the issue #in-progress #time 12d 5h"
COMMANDS = 3
REPOSITORY = "acme/webshop"
_WAIT_SECONDS, _POLL_SECONDS = 60, 0.1
_ASKED = re.compile(r"[^\n]*(?<![A-Za-z0-9])[A-Z][A-Z0-9]+-[0-9]+(?![A-Za-z0-9])[^\n]*\s#[A-Za-z-]+(?=\s|$)")
_HISTORY_LOOKED_AT = 3


@dataclasses.dataclass(frozen=True)
class Issue:
    status: str
    comments: tuple  # (author, text)
    work: tuple  # (author, seconds)

    @staticmethod
    def of(answer):
        fields = answer["fields"]
        return Issue(fields["status"]["name"], tuple((each["author"]["name"], each["body"]) for each in fields["comment"]["comments"]),
                     tuple((each["author"]["name"], each["timeSpentSeconds"]) for each in fields["worklog"]["worklogs"]))


# Twelve days of eight hours, and five.
WANTED = Issue("In Progress", (("alice", "started working on the issue"),), (("alice", (12 * 8 + 5) * 3600),))


@dataclasses.dataclass
class Outcome:
    history: int  # commits of the first import that ask for something
    seconds: float  # from the order to synchronise until the issue had changed
    differences: list

    def words(self):
        if self.differences:
            return f"{len(self.differences)} differences between what smart commits ask for and what {KEY} shows"
        return (f"{KEY} is as a pushed smart commit says, {self.seconds:.1f} s after the next synchronisation began; a second and a full one "
                f"and two force pushes changed nothing more; none of the {self.history} smart commits of the history was executed")


def judge(jira, forge, scanned, accounts, projects):
    """accounts: as synchronised by their first import."""
    asking = [(repository.path, commit) for repository in scanned for commit in repository.linked.values() if _ASKED.match(commit.message)]
    if not asking:
        raise DemoFailure("no commit of the history asks for anything: that none was executed would prove nothing")
    differences = untouched(jira, asking, projects)
    repository = next(each for one in accounts for each in one.repositories if each["path"] == REPOSITORY)
    address = next(project["http_url"] for project in forge["projects"] if project["path"] == REPOSITORY)
    with tempfile.TemporaryDirectory() as folder:
        clone, now = Clone(address, forge["token"], folder), int(time.time())
        first = clone.commit(MESSAGE, "alice", now, now)
        amended = clone.commit(MESSAGE + "\n\nThe same once more.", "alice", now, now + 1)
        clone.push(first)
        seconds, found = first_time(jira, repository["id"])
        found += again(jira, repository["id"], [lambda: clone.push(amended, force=True), lambda: clone.push(first, force=True)]) if not found else []
    return Outcome(len(asking), seconds, differences + found)


def untouched(jira, asking, projects):
    """Nothing of the history is in the ledger, and the issues say so. → differences"""
    recorded = jira.api("GET", "commands?limit=1")["total"]
    differences = [f"{recorded} commands of the imported history are in the ledger"] if recorded else []
    known = [(path, commit, commit.keys[0]) for path, commit in asking if has_page(commit.keys[0], projects)]
    for path, commit, key in known[::max(1, len(known) // _HISTORY_LOOKED_AT)]:
        shown = next((each for each in jira.api("GET", f"issues/{key}/development")["commits"]
                      if (each["repository"], each["sha"]) == (path, commit.sha)), {"commands": []})
        states = [command["state"] for command in shown["commands"]]
        if states != ["NOT_EXECUTED"]:
            differences.append(f"{key}: the smart commit of {commit.sha}, which is history, is said to be {states or 'nothing'}")
    return differences


def first_time(jira, repository):
    """The synchronisation after the push. → (seconds, differences)"""
    before = issue(jira)
    started = time.monotonic()
    synchronise(jira, repository)
    states = settled(jira, COMMANDS)
    seconds = time.monotonic() - started
    differences = [f"{KEY} was not untouched before: {before}"] if before.comments or before.work or before.status == WANTED.status else []
    if states != ["DONE"] * COMMANDS:
        differences.append(f"the commands of “{MESSAGE}” are {states}: {reasons(jira)}")
    return seconds, differences + compare(jira, "the push")


def again(jira, repository, force_pushes):
    """What must change nothing more: the same commits, that commit amended, and it as it was. → differences"""
    synchronise(jira, repository)
    differences = compare(jira, "a second synchronisation")
    synchronise(jira, repository, full=True)
    differences += compare(jira, "a full synchronisation")
    for number, force_push in enumerate(force_pushes, 1):
        force_push()
        synchronise(jira, repository)
        states = settled(jira, 2 * COMMANDS)
        if states != ["REPEATED"] * COMMANDS + ["DONE"] * COMMANDS:
            differences.append(f"after force push {number} the commands are {states}, newest first")
        differences += compare(jira, f"force push {number}")
    return differences


def synchronise(jira, repository, full=False):
    """Until the run that begins now has ended."""
    before = jira.api("GET", f"repositories/{repository}")["lastSync"]
    jira.api("POST", f"repositories/{repository}/sync?full={'true' if full else 'false'}")
    _until(lambda: _ended(jira.api("GET", f"repositories/{repository}"), before), lambda: f"{REPOSITORY} was not synchronised")


def _ended(repository, before):
    if repository["state"] == "FAILED":
        raise DemoFailure(f"{repository['path']}: {repository['error']}")
    return repository["state"] == "SYNCED" and repository["lastSync"] > before


def settled(jira, count):
    """The states of all recorded commands, newest first, when there are so many and none is open."""
    found = []

    def done():
        found[:] = [command["state"] for command in _commands(jira)]
        return len(found) >= count and not {"WAITING", "CLAIMED", "EXECUTING"}.intersection(found)

    _until(done, lambda: f"the commands for {KEY} are {found or 'not recorded'}")
    return found


def reasons(jira):
    return " ".join(command["reason"] for command in _commands(jira))


def _commands(jira):
    return jira.api("GET", f"commands?issue={KEY}&limit=50")["items"]


def issue(jira):
    return Issue.of(json.loads(jira.page(f"/rest/api/2/issue/{KEY}")))


def compare(jira, after):
    found = issue(jira)
    return [] if found == WANTED else [f"{KEY} after {after}: {found}, expected {WANTED}"]


def _until(done, words):
    end = time.monotonic() + _WAIT_SECONDS
    while not done():
        if time.monotonic() > end:
            raise DemoFailure(f"{words()} after {_WAIT_SECONDS} s")
        time.sleep(_POLL_SECONDS)
