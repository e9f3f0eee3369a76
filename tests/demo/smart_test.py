import unittest
from unittest import mock

from demo import scan, smart
from demo.failure import DemoFailure

COMMIT = scan.Commit("a" * 40, "Ann", "ann@example.com", 1600000000, "KEY-7 add it #close\n")
DONE = [{"state": "DONE", "reason": ""}] * smart.COMMANDS
AGAIN = [{"state": "REPEATED", "reason": ""}] * smart.COMMANDS + DONE


def issue(status="In Progress", comments=(("alice", "started working on the issue"),), work=(("alice", 363600),)):
    return {"fields": {"status": {"name": status}, "comment": {"comments": [{"author": {"name": who}, "body": text} for who, text in comments]},
                       "worklog": {"worklogs": [{"author": {"name": who}, "timeSpentSeconds": seconds} for who, seconds in work]}}}


OPEN, MOVED = issue("Open", (), ()), issue()
TWICE = issue(comments=(("alice", "started working on the issue"),) * 2)


class Jira:
    """Each synchronisation takes the next answer of `issues` and of `commands`; the last one stays."""

    def __init__(self, issues=(), commands=((),), history=("NOT_EXECUTED",), state="SYNCED"):
        self.issues, self.recorded, self.history, self.state = list(issues), list(commands), history, state
        self.runs = []

    def page(self, path):
        assert path == "/rest/api/2/issue/KEY-123", path
        return smart.json.dumps(self.issues[min(len(self.runs), len(self.issues) - 1)])

    def api(self, method, path, _=None):
        if path.startswith("repositories/5/sync"):
            self.runs.append(path.split("?")[1])
            return None
        if path == "repositories/5":
            return {"path": "acme/webshop", "state": self.state, "lastSync": len(self.runs), "error": "no way"}
        if path.startswith("commands?"):
            items = self.recorded[min(len(self.runs), len(self.recorded) - 1)]
            return {"items": list(items), "total": len(items)}
        assert path == "issues/KEY-7/development", path
        return {"commits": [{"repository": "acme/a", "sha": COMMIT.sha, "commands": [{"state": state} for state in self.history]}]}


class History(unittest.TestCase):
    def untouched(self, jira):
        return smart.untouched(jira, [("acme/a", COMMIT)], {"KEY": 200})

    def test_nothing_may_be_executed_and_the_page_says_so(self):
        self.assertEqual(self.untouched(Jira()), [])
        self.assertIn("1 commands of the imported history", self.untouched(Jira(commands=[DONE[:1]]))[0])
        self.assertIn("is said to be nothing", self.untouched(Jira(history=()))[0])
        self.assertIn("['DONE']", self.untouched(Jira(history=("DONE",)))[0])

    def test_a_history_without_any_proves_nothing(self):
        plain = scan.Repository("acme/a", 1, {"b" * 40: scan.Commit("b" * 40, "Ann", "", 1, "KEY-7 fixes #12, C# too\n\n#close")}, {})
        with self.assertRaises(DemoFailure):
            smart.judge(Jira(), {}, [plain], [], {"KEY": 200})


class Push(unittest.TestCase):
    def test_it_does_what_it_says(self):
        seconds, differences = smart.first_time(Jira([OPEN, MOVED], [(), DONE]), 5)
        self.assertEqual(differences, [])
        self.assertGreaterEqual(seconds, 0)

    def test_each_difference_is_found(self):
        for issues, commands, words in (([OPEN, TWICE], DONE, "after the push"), ([MOVED, MOVED], DONE, "was not untouched before"),
                                        ([OPEN, issue(work=(("alice", 60),))], DONE, "after the push"), ([OPEN, issue("Open")], DONE, "after the push"),
                                        ([OPEN, issue(work=(("admin", 363600),))], DONE, "after the push"),
                                        ([OPEN, MOVED], [{"state": "FAILED", "reason": "Not now."}] * 3, "Not now.")):
            with self.subTest(words):
                self.assertIn(words, "".join(smart.first_time(Jira(issues, [(), commands]), 5)[1]))

    def again(self, issues, last=AGAIN):
        pushes = []
        jira = Jira(issues, [DONE, DONE, DONE, last])
        push = lambda: pushes.append(len(jira.runs))
        return smart.again(jira, 5, [push, push]), jira.runs, pushes

    def test_nothing_comes_of_it_a_second_time(self):
        self.assertEqual(self.again([MOVED]), ([], ["full=false", "full=true", "full=false", "full=false"], [2, 3]))

    def test_what_comes_twice_is_found(self):
        for at, words in ((1, "a second synchronisation"), (2, "a full synchronisation"), (3, "force push 1"), (4, "force push 2")):
            with self.subTest(words):
                self.assertIn(words, self.again([MOVED] * at + [TWICE])[0][0])
        self.assertIn("newest first", self.again([MOVED], DONE * 2)[0][0])

    def test_what_never_ends_is_a_failure(self):
        with mock.patch.object(smart, "_WAIT_SECONDS", 0):
            for jira, words in ((Jira([OPEN], [(), [{"state": "WAITING", "reason": ""}] * 3]), "WAITING"), (Jira([OPEN]), "not recorded"),
                                (Jira([OPEN], state="SYNCING"), "not synchronised"), (Jira([OPEN], state="FAILED"), "no way")):
                with self.subTest(words), self.assertRaisesRegex(DemoFailure, words):
                    smart.first_time(jira, 5)

    def test_the_outcome_is_a_sentence(self):
        self.assertIn("2.5 s after", smart.Outcome(7, 2.51, []).words())
        self.assertIn("1 differences", smart.Outcome(7, 2.5, ["x"]).words())
