"""A first import prints what git knows, and a second one nothing."""
from gitea.history import git
from gitea.world import READER, World

SHA_LIKE = "deadbeef" * 5


class FirstImport(World):
    def test_every_commit_and_branch_of_every_repository(self):
        plain, work = self.repository("plain")
        for number in range(120):
            work.commit(f"KEY-{number} step {number}\n\nTold at length.\n", offset=("+0530", "-0800", "+0000")[number % 3])
        work.push("main")
        odd, odd_work = self.repository("Odd_one.git-like")
        self.make_odd(odd_work)
        empty, _ = self.repository("empty")

        run = self.load()

        self.assert_all_of(run, plain, self.git_folder("plain"))
        self.assert_all_of(run, odd, self.git_folder("Odd_one.git-like"))
        self.assertCountEqual([(line["project_id"], line["path"], line["empty"]) for line in run.of("repository")],
                              [(plain, f"{self.acme}/plain", False), (odd, f"{self.acme}/Odd_one.git-like", False),
                               (empty, f"{self.acme}/empty", True)])
        self.assertEqual(run.of("skipped"), [])
        self.assertEqual([line["name"] for line in run.of("branch") if line["is_default"]], ["main"] * 2)
        self.assert_quiet()

    def make_odd(self, work):
        """Two roots, a merge of four, an empty message, names that need care, a branch that looks like a commit."""
        first = work.commit("KEY-1 a root\n")
        other = work.commit("KEY-2 another root \N{OCTOPUS}\n", parents=[])
        more = [work.commit(f"KEY-{number} beside\n", parents=[first]) for number in (3, 4)]
        work.switch("main", work.commit("", parents=[first, other, *more]))
        work.commit("r\u00e9sum\u00e9 KEY-5\n", encoding="latin-1")
        work.commit("KEY-6 no end of line")
        work.commit("KEY-7 " + "x" * 100_000 + "\n")
        work.push("main", f"main~1:refs/heads/{SHA_LIKE}", f"{first}:refs/heads/feature/KEY-1#1 50% \u00e9".replace(" ", "_"), "main~2:refs/heads/-dash")
        work.push(*(f"main:refs/heads/many/{number}" for number in range(60)))

    def test_what_a_commit_says(self):
        project, work = self.repository("said")
        work.commit("KEY-1 first\n")
        work.commit("KEY-2 second, \u00fcber\n\nwith lower KEY-3\n", offset="+0545")
        work.push("main")
        format = "%x00%H%x01%P%x01%an%x01%ae%x01%aI%x01%cn%x01%ce%x01%cI%x01%B"
        said = {}
        for entry in git(work.folder, "log", f"--format={format}", "main").split("\0")[1:]:
            sha, parents, *rest, message = entry[:-1].split("\x01")
            said[sha] = [parents.split(), *rest, message]
        found = {line["sha"]: [line["parents"], line["author"]["name"], line["author"]["email"], line["authored_date"],
                               line["committer"]["name"], line["committer"]["email"], line["committed_date"], line["message"]]
                 for line in self.load().of("commit")}
        self.assertEqual(found, said)
        self.assertEqual({tuple(line["keys"]) for line in self.load(cursor="another").of("commit")}, {("KEY-1",), ("KEY-2", "KEY-3")})

    def test_pull_requests(self):
        project, work = self.repository("pulls")
        work.commit("begin\n")
        work.push("main")
        numbers = {}
        for name in ("open", "draft", "closed", "merged"):
            work.switch(f"feature/KEY-5-{name}", work.commit(f"KEY-6 {name}\n", parents=[git(work.folder, "rev-parse", "main").strip()]))
            work.push(f"feature/KEY-5-{name}")
            title = ("WIP: " if name == "draft" else "") + f"KEY-7 {name}"
            numbers[name] = self.api.pull_request(f"{self.acme}/pulls", f"feature/KEY-5-{name}", title, body="Closes KEY-8.")
        self.api.change_pull_request(f"{self.acme}/pulls", numbers["closed"], state="closed")
        self.api.merge(f"{self.acme}/pulls", numbers["merged"])

        run = self.load()

        self.assert_all_of(run, project, self.git_folder("pulls"))
        found = {line["iid"]: (line["state"], line["draft"], line["source_branch"], line["target_branch"], line["author"]) for line in run.of("merge_request")}
        self.assertEqual(found, {number: ({"closed": "closed", "merged": "merged"}.get(name, "opened"), name == "draft", f"feature/KEY-5-{name}", "main", "root1")
                                 for name, number in numbers.items()})
        for line in run.of("merge_request"):
            self.assertLessEqual({"KEY-5", "KEY-7", "KEY-8"}, set(line["keys"]))
            self.assertTrue(line["web_url"].startswith(f"{self.gitea.url}/{self.acme}/pulls/pulls/"))
        self.assert_quiet()

    def test_more_pull_requests_than_a_page_holds(self):
        _, work = self.repository("many-pulls")
        work.commit("begin\n")
        work.push("main")
        start = work.head()
        for number in range(55):
            work.switch(f"topic-{number}", work.commit(f"KEY-{number}\n", parents=[start]))
        work.push(*(f"topic-{number}" for number in range(55)))
        numbers = [self.api.pull_request(f"{self.acme}/many-pulls", f"topic-{number}", f"KEY-{number}") for number in range(55)]
        self.assertCountEqual([line["iid"] for line in self.load().of("merge_request")], numbers)
        self.assert_quiet()


class Owners(World):
    def setUp(self):
        super().setUp()
        self.id_of = {}
        for owner in (self.acme, READER):
            self.id_of[owner], work = self.repository(self.acme + "-tool", owner=owner)
            work.commit("KEY-1 of " + owner + "\n")
            work.push("main")

    def projects(self, *arguments):
        run = self.dvcsctl.run("projects", *arguments)
        self.assertEqual((run.code, run.errors), (0, ""))
        return {line["id"] for line in run.lines}

    def test_an_organisation(self):
        self.assertEqual(self.projects("--owner", self.acme.upper()), {self.id_of[self.acme]})

    def test_a_user(self):
        mine = self.projects("--owner", READER)
        self.assertIn(self.id_of[READER], mine)
        self.assertNotIn(self.id_of[self.acme], mine)

    def test_the_whole_instance_is_what_the_user_has_a_part_in(self):
        self.organisation("stranger-" + self.acme)
        foreign, _ = self.repository("foreign", owner=self.api.organisation("foreign-" + self.acme)["username"])
        found = self.projects()
        self.assertLessEqual(set(self.id_of.values()), found)
        self.assertNotIn(foreign, found)

    def test_one_repository_by_its_number(self):
        run = self.dvcsctl.run("import", "--project", str(self.id_of[self.acme]), "--source", "rest", "--all-commits")
        self.assertEqual(run.code, 0, run.errors)
        self.assert_all_of(run, self.id_of[self.acme], self.git_folder(self.acme + "-tool"))
        self.assertEqual([line["project_id"] for line in run.of("repository")], [self.id_of[self.acme]])

    def test_more_repositories_than_a_page_holds(self):
        crowded = self.organisation("crowded")
        made = {self.api.repository(crowded, f"repository-{number}")["id"] for number in range(53)}
        self.assertEqual(self.projects("--owner", crowded), made)
