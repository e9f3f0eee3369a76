"""What goes wrong at a Gitea is said in one sentence, with what to do, and without the token."""
from gitea.dvcsctl import Dvcsctl
from gitea.world import READER, World


class Refusals(World):
    def refused(self, command, *arguments, token=None, url=None):
        token = token or self.token
        dvcsctl = Dvcsctl(self.folder / "refused", url or self.gitea.url, token)
        run = dvcsctl.run(command, *arguments)
        self.assertEqual(run.code, 1)
        self.assertEqual(run.errors.count("\n"), 1, run.errors)
        self.assertTrue(run.errors.startswith("dvcsctl: ") and run.errors.endswith(".\n"), run.errors)
        self.assertNotIn(token, run.errors + str(run.lines))
        return run.errors

    def test_an_unknown_token(self):
        said = self.refused("import", "--owner", self.acme, token="0123456789abcdef0123456789abcdef01234567")
        self.assertIn("The access token was refused by " + self.gitea.url + " (401)", said)

    def test_a_token_that_may_too_little(self):
        for scope in ("read:repository", "read:user", "read:organization"):
            with self.subTest(scope):
                said = self.refused("import", "--owner", self.acme, token=self.api.new_token(READER, scope, "read:misc"))
                self.assertIn("its scope is too small. Create a token with the scopes read:repository, read:organization and read:user.", said)

    def test_an_owner_that_is_not_there(self):
        for owner in ("nobody", "acme/orbit", "a b", "..", "%2e%2e"):
            with self.subTest(owner):
                self.assertIn(f"organisation or user {owner} (404)", self.refused("projects", "--owner", owner))

    def test_a_repository_that_is_not_there(self):
        self.assertIn("repository 999999 (404)", self.refused("import", "--project", "999999"))

    def test_a_repository_that_the_user_may_not_see(self):
        foreign = self.api.repository(self.api.organisation("foreign-" + self.acme)["username"], "foreign")["id"]
        self.assertIn(f"repository {foreign} (40", self.refused("import", "--project", str(foreign)))

    def test_an_address_with_something_else_behind_it(self):
        self.assertIn("the URL must include it (https://host/gitea)", self.refused("projects", url=self.gitea.url + "/explore"))

    def test_a_code_unit_that_is_switched_off(self):
        """One repository that cannot be read stops nothing but itself."""
        closed, work = self.repository("closed")
        work.commit("KEY-1\n")
        work.push("main")
        open_, work = self.repository("open")
        sha = work.commit("KEY-2\n")
        work.push("main")
        self.api.change(f"{self.acme}/closed", has_code=False, has_pull_requests=False)
        run = self.dvcsctl.load(self.acme)
        self.assertEqual(run.commits(open_), [sha])
        self.assertEqual(run.commits(closed), [])
