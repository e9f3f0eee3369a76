"""A Gitea with an organisation, and dvcsctl with the token of a user who may only read."""
import functools
import itertools
import pathlib
import tempfile
import unittest

from gitea.api import Api
from gitea.dvcsctl import Dvcsctl
from gitea.history import Clone, branches_of, commits_of
from gitea.server import ADMINISTRATOR, shared

# What the manual asks for; the tests hold it to that.
SCOPES = ("read:repository", "read:organization", "read:user")
READER = "reader"
_NUMBERS = itertools.count(1)


@functools.cache
def _access():
    """@return the administrator's API, and the token of a user who may only read"""
    api = Api(shared().url, shared().token)
    api.user(READER)
    return api, api.new_token(READER, *SCOPES)


class World(unittest.TestCase):
    """One server for all, one organisation and one folder for each test."""

    def setUp(self):
        self.gitea = shared()
        self.api, self.token = _access()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.acme = self.organisation(f"acme-{next(_NUMBERS)}")
        self.dvcsctl = Dvcsctl(self.folder / "dvcsctl", self.gitea.url, self.token)

    def organisation(self, name):
        self.api.organisation(name)
        self.api.let_read(name, READER)
        return name

    def repository(self, name, owner=None):
        """@return its number, and a work tree to push from"""
        owner = owner or self.acme
        made = self.api.repository(owner, name)
        return made["id"], self.clone(made["full_name"])

    def clone(self, path):
        url = self.gitea.url.replace("://", f"://{ADMINISTRATOR}:{self.gitea.token}@") + f"/{path}.git"
        return Clone(self.folder / f"clone-{next(_NUMBERS)}", url)

    def git_folder(self, name, owner=None):
        return self.gitea.git_folder(f"{owner or self.acme}/{name}")

    def load(self, *arguments, owner=None, **more):
        """An import that must go well."""
        run = self.dvcsctl.load(owner or self.acme, *arguments, **more)
        self.assertEqual((run.code, run.errors), (0, ""))
        self.assertEqual(run.lines[-1]["type"], "done")
        self.assertNotIn(self.token, str(run.lines))
        return run

    def assert_quiet(self, **more):
        self.assertEqual(self.load(**more).changes(), [])

    def assert_all_of(self, run, project, git_folder):
        """Every commit that a branch reaches and every branch, once, and nothing else."""
        self.assertCountEqual(run.commits(project), commits_of(git_folder))
        found = [(line["name"], line["sha"]) for line in run.of("branch") if line["project_id"] == project]
        self.assertCountEqual(found, branches_of(git_folder).items())
