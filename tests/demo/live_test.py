import itertools
import types
import unittest
from unittest import mock

from demo import live
from demo.failure import DemoFailure

SHA = "f" * 40


class Jira:
    """`versions`: what is answered, one after the other; the last one stays."""

    def __init__(self, versions, panel=SHA, hooks=("ACTIVE",)):
        self.versions, self.panel, self.hooks = list(versions), panel, list(hooks)

    def api(self, _, path):
        if path == "repositories/5":
            return {"hook": {"state": self._next(self.hooks)}}
        if path.endswith("/version"):
            return {"version": self._next(self.versions)}
        assert path.endswith("/html?tab=true"), path
        return {"panel": self.panel}

    @staticmethod
    def _next(answers):
        return answers.pop(0) if len(answers) > 1 else answers[0]


class LiveTest(unittest.TestCase):
    def judge(self, jira):
        accounts = [types.SimpleNamespace(repositories=[{"id": 5, "path": live.REPOSITORY}])]
        forge = {"token": "t", "projects": [{"path": live.REPOSITORY, "http_url": "http://forge/x.git"}]}
        clock = itertools.count(0, 0.25)
        with mock.patch.object(live, "Clone") as clone, mock.patch.object(live.time, "sleep"), \
                mock.patch.object(live.time, "monotonic", lambda: next(clock)):
            clone.return_value.commit.return_value = SHA
            outcome = live.judge(jira, forge, accounts)
            clone.return_value.push.assert_called_once_with(SHA)
            return outcome

    def test_says_when_the_page_had_it(self):
        outcome = self.judge(Jira(["a", "a", "b"]))
        self.assertIn(f"on the open page of {live.KEY} {outcome.seconds:.1f} s", outcome.words())
        self.assertNotIn("promised", outcome.words())

    def test_a_new_version_alone_is_not_enough(self):
        with self.assertRaisesRegex(DemoFailure, "does not show"):
            self.judge(Jira(["a", "b"], panel="another commit"))

    def test_a_push_that_never_shows_is_a_failure(self):
        with self.assertRaisesRegex(DemoFailure, "does not show"):
            self.judge(Jira(["a"]))

    def test_waits_for_the_webhook(self):
        with self.assertRaisesRegex(DemoFailure, "got no webhook"):
            self.judge(Jira(["a", "b"], hooks=["REFUSED"]))
        self.judge(Jira(["a", "b"], hooks=["NONE", "GROUP"]))

    def test_a_slow_machine_is_said_and_no_failure(self):
        self.assertIn("promised: 2 s", live.Outcome(2.6, 0.3).words())


if __name__ == "__main__":
    unittest.main()
