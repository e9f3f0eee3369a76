import pathlib
import subprocess
import tempfile
import unittest

from demo.failure import DemoFailure
from demo.push import Clone


class Pushes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.forge = self.folder / "forge.git"
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.forge), inside=False)
        tree = self.git("hash-object", "-t", "tree", "-w", "/dev/null")
        self.start = self.git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit-tree", tree, "-m", "start")
        self.git("update-ref", "refs/heads/main", self.start)

    def git(self, *command, inside=True):
        return subprocess.run(["git", *(["-C", str(self.forge)] if inside else []), *command], check=True, capture_output=True, text=True).stdout.strip()

    def clone(self, name="clone"):
        return Clone(f"file://{self.forge}", "secret", self.folder / name)

    def test_a_commit_reaches_the_forge(self):
        clone = self.clone()
        sha = clone.commit("KEY-1 #close", "alice", 1600000000, 1600000060)
        clone.push(sha)
        self.assertEqual(self.git("log", "-1", "--format=%H %P|%an <%ae> %at|%cn %ct|%B", "main"),
                         f"{sha} {self.start}|alice <alice@example.com> 1600000000|alice 1600000060|KEY-1 #close")

    def test_only_force_replaces_a_commit(self):
        clone = self.clone()
        clone.push(clone.commit("one", "alice", 1600000000, 1600000000))
        amended = clone.commit("two", "alice", 1600000000, 1600000001)
        with self.assertRaisesRegex(DemoFailure, "git push failed"):
            clone.push(amended)
        clone.push(amended, force=True)
        self.assertEqual(self.git("rev-parse", "main"), amended)

    def test_no_token_in_a_failure(self):
        with self.assertRaises(DemoFailure) as failure:
            Clone("http://127.0.0.1:9/acme/none.git", "glpat-secret", self.folder / "none")
        self.assertIn("git clone failed", str(failure.exception))
        self.assertNotIn("glpat-secret", str(failure.exception))
