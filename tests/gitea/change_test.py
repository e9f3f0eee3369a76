"""After each change at the forge the next run prints exactly the difference, and the run after it nothing."""
from gitea.history import branches_of, clean, commits_of
from gitea.world import World


class Changes(World):
    def setUp(self):
        super().setUp()
        self.project, self.work = self.repository("tool")
        self.path = f"{self.acme}/tool"
        for number in range(3):
            self.work.commit(f"KEY-{number} step\n")
        self.base = self.work.head()
        self.work.switch("topic", self.base)
        self.topic = [self.work.commit("KEY-7 on the topic\n"), self.work.commit("KEY-8 there, too\n")]
        self.work.push("main", "topic")
        self.load()
        self.work.switch("main")

    def after(self, *arguments):
        """What a run prints, as (type, what is meant): once, since the run after it is quiet."""
        run = self.load(*arguments)
        self.assert_quiet()
        named = {"commit": "sha", "commit_deleted": "sha", "branch": "name", "branch_deleted": "name", "merge_request": "iid", "merge_request_deleted": "iid",
                 "repository": "path", "repository_deleted": "path"}
        return sorted((line["type"], line[named[line["type"]]]) for line in run.changes())

    def expect(self, *changes):
        self.assertEqual(self.after(), sorted(changes))

    def test_nothing(self):
        self.expect()

    def test_a_push(self):
        new = [self.work.commit("KEY-10\n"), self.work.commit("without a key\n")]
        self.work.push("main")
        self.expect(*(("commit", sha) for sha in new), ("branch", "main"))

    def test_a_merge_brings_nothing_twice(self):
        self.work.commit("KEY-11 meanwhile\n")
        self.work.push("main")
        self.load()
        merge = self.work.commit("Merge the topic\n", parents=[self.work.head(), self.topic[-1]])
        self.work.switch("main", merge)
        self.work.push("main")
        self.expect(("commit", merge), ("branch", "main"))

    def test_a_new_branch_at_a_known_commit(self):
        self.work.push(f"{self.topic[0]}:refs/heads/release/1.0")
        self.expect(("branch", "release/1.0"))

    def test_a_new_branch_with_a_history_of_its_own(self):
        self.work.switch("gh-pages", self.work.commit("KEY-12 a new root\n", parents=[]))
        self.work.push("gh-pages")
        self.expect(("commit", self.work.head()), ("branch", "gh-pages"))

    def test_a_deleted_branch_whose_commits_stay(self):
        self.work.push(f"{self.topic[0]}:refs/heads/short-lived")
        self.load()
        self.work.push(":short-lived")
        self.expect(("branch_deleted", "short-lived"))

    def test_a_force_push(self):
        """What left must not be lost silently: each line is right, and everything new is there."""
        self.work.switch("topic", self.topic[0])
        new = self.work.commit("KEY-9 instead\n")
        self.work.push("topic", force=True)
        run = self.load()
        self.assertEqual(run.commits(), [new])
        self.assertEqual([line["name"] for line in run.of("branch")], ["topic"])
        self.assertLessEqual(run.deleted_commits(), {self.topic[1]})
        self.assert_quiet()

    def test_a_force_push_whose_former_head_was_cleaned_away(self):
        self.work.switch("topic", self.topic[0])
        new = self.work.commit("KEY-9 instead\n")
        self.work.push("topic", force=True)
        clean(self.git_folder("tool"))
        run = self.load()
        self.assertEqual(run.commits(), [new])
        self.assertEqual([line["name"] for line in run.of("branch")], ["topic"])
        self.assert_quiet()

    def test_a_fork_of_the_history_of_another_branch(self):
        """New at one branch, old at another: told by no field of Gitea's."""
        above = self.work.commit("KEY-13 above the topic\n", parents=[self.topic[0]])
        self.work.push(f"{above}:refs/heads/second-topic")
        self.expect(("commit", above), ("branch", "second-topic"))

    def test_a_default_branch_that_is_another(self):
        self.api.change(self.path, default_branch="topic")
        after = self.after()
        self.assertIn(("repository", self.path), after)
        self.assertLessEqual({kind for kind, _ in after}, {"repository", "branch"})

    def test_a_renamed_repository_keeps_its_history(self):
        self.api.change(self.path, name="instrument")
        self.expect(("repository", f"{self.acme}/instrument"))

    def test_a_push_to_a_renamed_repository(self):
        self.api.change(self.path, name="instrument")
        self.load()
        new = self.work.commit("KEY-14 through the old address\n")
        self.work.push("main")
        self.expect(("commit", new), ("branch", "main"))

    def test_another_repository_under_the_former_name(self):
        self.api.change(self.path, name="instrument")
        other, work = self.repository("tool")
        only = work.commit("KEY-15 of the newcomer\n")
        work.push("main")
        self.expect(("repository", f"{self.acme}/instrument"), ("repository", self.path), ("commit", only), ("branch", "main"))

    def test_an_archived_repository(self):
        self.api.change(self.path, archived=True)
        self.expect(("repository", self.path))

    def test_a_repository_that_is_no_longer_empty(self):
        project, work = self.repository("fresh")
        self.expect(("repository", f"{self.acme}/fresh"))
        sha = work.commit("KEY-16 first\n")
        work.push("main")
        self.expect(("repository", f"{self.acme}/fresh"), ("commit", sha), ("branch", "main"))

    def test_a_pull_request_through_its_life(self):
        number = self.api.pull_request(self.path, "topic", "WIP: KEY-20")
        self.expect(("merge_request", number))
        self.api.change_pull_request(self.path, number, title="KEY-20 and KEY-21")
        run = self.load()
        self.assertEqual([(line["iid"], line["draft"]) for line in run.of("merge_request")], [(number, False)])
        self.assertLessEqual({"KEY-20", "KEY-21"}, set(run.of("merge_request")[0]["keys"]))
        self.work.commit("KEY-22 meanwhile\n")
        self.work.push("main")
        self.load()
        self.api.merge(self.path, number)
        merged = branches_of(self.git_folder("tool"))["main"]
        self.expect(("merge_request", number), ("commit", merged), ("branch", "main"))

    def test_a_squashed_pull_request_and_its_deleted_branch(self):
        number = self.api.pull_request(self.path, "topic", "KEY-23 squashed")
        self.load()
        self.api.merge(self.path, number, "squash")
        squashed = branches_of(self.git_folder("tool"))["main"]
        self.expect(("merge_request", number), ("commit", squashed), ("branch", "main"))

    def test_everything_at_once_adds_up(self):
        """However much lies between two runs, all that was printed is all that there is."""
        printed = commits_of(self.git_folder("tool"))
        for number in range(70):
            self.work.commit(f"KEY-{number} more\n")
        self.work.push("main", "main~40:refs/heads/side", "main~60:refs/heads/other")
        run = self.load()
        self.assertCountEqual(run.commits(), commits_of(self.git_folder("tool")) - printed)
        self.assert_quiet()


class Departures(World):
    def test_repositories_that_leave(self):
        gone, _ = self.repository("gone")
        moved, work = self.repository("moved")
        work.commit("KEY-1\n")
        work.push("main")
        self.repository("stays")
        self.load()
        elsewhere = self.organisation("elsewhere-" + self.acme)
        self.api.delete(f"{self.acme}/gone")
        self.api.transfer(f"{self.acme}/moved", elsewhere)
        run = self.load()
        self.assertCountEqual([(line["type"], line["project_id"]) for line in run.changes()], [("repository_deleted", gone), ("repository_deleted", moved)])
        self.assert_quiet()
        arrived = self.load(owner=elsewhere, cursor="elsewhere")
        self.assert_all_of(arrived, moved, self.git_folder("moved", elsewhere))
