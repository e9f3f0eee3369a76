"""The same by git: as `--source git` demands it, and as `--source auto` chooses it."""
import json

from gitea.history import branches_of, clean, commits_of
from gitea.world import World

ODD_BRANCHES = ("-dash", "deadbeef" * 5, "feature/KEY-1#1_50%_\N{LATIN SMALL LETTER E WITH ACUTE}")


class Source:
    """What holds for both; `source` is the one that is asked for."""

    def setUp(self):
        super().setUp()
        self.project, self.work = self.repository("tool")
        for number in range(60):
            self.work.commit(f"KEY-{number} step\n", offset=("+0530", "-0800")[number % 2])
        self.base = self.work.head()
        self.work.switch("topic", self.base)
        self.topic = [self.work.commit("KEY-7 on the topic\n"), self.work.commit("KEY-8 there, too\n")]
        self.work.switch("main")
        self.work.push("main", "topic")
        self.first = self.read()

    def read(self):
        """An import that must go well, and by git."""
        stats = self.folder / "stats"
        run = self.load("--stats", stats, source=self.source)
        self.requests = json.loads(stats.read_text())["requests"]
        self.assertLessEqual({line["source"] for line in run.of("progress")} - {"auto"}, {"git"})
        self.assertEqual([line["message"] for line in run.of("progress") if "REST" in line.get("message", "")], [])
        return run

    def assert_told(self, run, commits=(), commits_deleted=(), branches=(), branches_deleted=()):
        self.assertCountEqual(run.commits(), commits)
        self.assertEqual(run.deleted_commits(), set(commits_deleted))
        self.assertCountEqual([line["name"] for line in run.of("branch")], branches)
        self.assertCountEqual([line["name"] for line in run.of("branch_deleted")], branches_deleted)
        self.assertEqual(run.of("skipped"), [])
        self.assertEqual(self.read().changes(), [])

    def test_everything_once(self):
        self.assert_all_of(self.first, self.project, self.git_folder("tool"))
        self.assertLessEqual(self.requests, 7, "version, owner, repositories, info/refs, refs, fetch, pull requests")
        self.assertEqual(self.read().changes(), [])

    def test_a_push(self):
        new = [self.work.commit("KEY-70\n"), self.work.commit("without a key\n")]
        self.work.push("main")
        self.assert_told(self.read(), commits=new, branches=["main"])

    def test_a_force_push_tells_what_left(self):
        self.work.switch("topic", self.topic[0])
        new = self.work.commit("KEY-9 instead\n")
        self.work.push("topic", force=True)
        self.assert_told(self.read(), commits=[new], commits_deleted=[self.topic[1]], branches=["topic"])

    def test_a_deleted_branch_takes_its_commits_along(self):
        self.work.push(":topic")
        self.assert_told(self.read(), commits_deleted=self.topic, branches_deleted=["topic"])


class ByGit(Source, World):
    source = "git"

    def test_what_git_says_is_what_rest_says(self):
        root = self.work.commit("KEY-2 another root \N{OCTOPUS}\n", parents=[])
        self.work.switch("main", self.work.commit("", parents=[self.base, root, *self.topic]))
        latin = self.work.commit("r\u00e9sum\u00e9 KEY-5\n", encoding="latin-1")
        self.work.push("main", *(f"{root}:refs/heads/{name}" for name in ODD_BRANCHES))
        lines = {}
        for source in (self.source, "rest"):
            run = self.load(source=source, cursor="as-" + source)
            self.assert_all_of(run, self.project, self.git_folder("tool"))
            lines[source] = {line.get("name", line["sha"]): line for line in run.of("commit") + run.of("branch")}
        # Gitea itself answers "?" for what is not UTF-8; git gives us the bytes and their encoding.
        self.assertEqual([lines[source][latin].pop("message") for source in (self.source, "rest")], ["r\u00e9sum\u00e9 KEY-5\n", "r?sum? KEY-5\n"])
        self.assertEqual(lines[self.source], lines["rest"])

    def test_a_force_push_whose_former_head_was_cleaned_away(self):
        self.work.switch("topic", self.topic[0])
        new = self.work.commit("KEY-9 instead\n")
        self.work.push("topic", force=True)
        clean(self.git_folder("tool"))
        self.assert_told(self.read(), commits=[new], commits_deleted=[self.topic[1]], branches=["topic"])

    def test_a_deleted_branch_whose_commits_stay(self):
        self.work.push(f"{self.topic[0]}:refs/heads/short-lived")
        self.assert_told(self.read(), branches=["short-lived"])
        self.work.push(":short-lived")
        self.assert_told(self.read(), branches_deleted=["short-lived"])

    def test_commits_of_pull_requests_give_keys(self):
        path = f"{self.acme}/tool"
        merged = self.api.pull_request(path, "topic", "no key in its title")
        self.work.switch("second", self.base)
        self.work.commit("KEY-33 of another one\n")
        self.work.push("second")
        opened = self.api.pull_request(path, "second", "KEY-40")
        self.api.merge(path, merged)
        self.read()
        fresh = self.load(source=self.source, cursor="fresh")  # the first import has their commits from the same transfer
        keys = {line["iid"]: set(line["keys"]) for line in fresh.of("merge_request")}
        self.assertEqual(keys, {merged: {"KEY-7", "KEY-8"}, opened: {"KEY-33", "KEY-40"}})
        self.assertEqual(branches_of(self.git_folder("tool"))["main"], next(line["sha"] for line in fresh.of("branch") if line["name"] == "main"))
        self.assertCountEqual(fresh.commits(), commits_of(self.git_folder("tool")))


class ByEither(Source, World):
    source = "auto"
