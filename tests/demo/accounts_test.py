import io
import unittest
from unittest import mock

from demo import accounts
from demo.failure import DemoFailure


class FakeJira:
    """Answers of the API in order; the last one stays. A stand-in for a stand-in: the real one is in step e2e."""

    def __init__(self, *states, repositories=()):
        self.states, self.repositories, self.posted = list(states), list(repositories), []

    def api(self, method, path, body=None):
        if method == "POST":
            self.posted.append(body)
            return {"id": 7}
        if "repositories" in path:
            start = int(path.split("start=")[1].split("&")[0])
            return {"items": self.repositories[start:start + 100], "start": start, "total": len(self.repositories)}
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return {"id": 7, "name": "acme", "error": "", "repositories": 2, "repositoriesDone": 0, "commits": 0, "lastRefresh": 0,
                "progress": {"commitsSeen": 0, "requests": 0}, **state}


def repository(path="acme/a", state="SYNCED", error=""):
    return {"path": path, "state": state, "error": error, "commits": 1}


class Server:
    name = "Jira stand-in"

    def __init__(self, alive=True):
        self._alive = alive

    def alive(self):
        return self._alive

    def last_words(self):
        return "its log ends with: bye"


@mock.patch.object(accounts, "_POLL_SECONDS", 0)
@mock.patch("sys.stderr", new_callable=io.StringIO)
class Waiting(unittest.TestCase):
    DONE = {"state": "IDLE", "lastRefresh": 1, "commits": 3}

    def test_until_it_is_idle_and_all_repositories_are_settled(self, _):
        busy = {"state": "SYNCING", "progress": {"commitsSeen": 5, "requests": 9}}
        jira = FakeJira({"state": "IDLE"}, {"state": "LISTING"}, busy, self.DONE, repositories=[repository(f"acme/{n}") for n in range(130)])
        done = accounts.wait(jira, 7, [Server()])
        self.assertEqual((len(done.repositories), done.requests, done.account["commits"]), (130, 9, 3))

    def test_a_failed_account_ends_it_with_the_products_words(self, _):
        with self.assertRaisesRegex(DemoFailure, "the token was refused"):
            accounts.wait(FakeJira({"state": "FAILED", "error": "the token was refused"}), 7, [])

    def test_a_failed_repository_is_named(self, _):
        with self.assertRaisesRegex(DemoFailure, "acme/b: no way in"):
            accounts.wait(FakeJira(self.DONE, repositories=[repository(), repository("acme/b", "FAILED", "no way in")]), 7, [])

    def test_a_host_that_ended(self, _):
        with self.assertRaisesRegex(DemoFailure, "ended during.*bye"):
            accounts.wait(FakeJira(self.DONE), 7, [Server(alive=False)])

    @mock.patch.object(accounts, "_STALL_SECONDS", 0)
    def test_one_that_stands_still(self, _):
        with self.assertRaisesRegex(DemoFailure, "stood still"):
            accounts.wait(FakeJira({"state": "SYNCING"}), 7, [Server()])

    def test_adding_says_what_the_api_wants(self, _):
        jira = FakeJira({})
        self.assertEqual(accounts.add(jira, "http://forge", "acme", "secret")["id"], 7)
        self.assertEqual(jira.posted, [{"host": "gitlab", "name": "acme", "url": "http://forge", "token": "secret", "autoLink": True}])


class ProgressLine(unittest.TestCase):
    def test_off_a_terminal_lines_are_few(self):
        stream = io.StringIO()
        progress = accounts.Progress(stream)
        for text in ("one", "two", "three"):
            progress.show(text)
        progress.end()
        self.assertEqual(stream.getvalue(), "one\n")
