import pathlib
import subprocess
import tempfile
import unittest

from demo import scan


class Keys(unittest.TestCase):
    def test_grammar(self):
        for text, keys in (
                ("feature/ABC-123-desc", ["ABC-123"]), ("x_ABC-1_y", ["ABC-1"]), ("MY_PROJ-5", ["PROJ-5"]), ("A-1", []),
                ("ISO-8859-1", ["ISO-8859"]), ("xABC-1", []), ("ABC-1x", []), ("ABC--1", []), ("ABC-1,ABC-2 ABC-1", ["ABC-1", "ABC-2"]),
                ("「ABC-7」és", ["ABC-7"]), ("éABC-8é", ["ABC-8"]), ("A1-007", ["A1-007"]), ("abc-1", []), ("ABC-1-DEF-2", ["ABC-1", "DEF-2"]),
                ("AB-12-3", ["AB-12"]), ("1AB-2", []), ("", [])):
            with self.subTest(text):
                self.assertEqual(scan.keys_of(text), keys)

    def test_projects_are_what_jira_would_write(self):
        keys = ["ABC-1", "ABC-01", "ABC-0", "DEF-1200", "ABC-99999999", "VERYLONGPROJECT-1"]
        projects = scan.jira_projects(keys)
        self.assertEqual(projects, {"ABC": 200, "DEF": 1200})
        self.assertEqual([key for key in keys if scan.has_page(key, projects)], ["ABC-1", "DEF-1200"])
        self.assertFalse(scan.has_page("DEF-1201", projects))
        self.assertEqual(scan.jira_projects(["IO-1020439"]), {}, "more issues than the stand-in can have")


class Histories(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.git_dir = pathlib.Path(folder.name) / "r.git"
        self.git("init", "-q", "--bare", "-b", "main", self.git_dir, inside=False)

    def git(self, *arguments, inside=True, **options):
        where = [f"--git-dir={self.git_dir}"] if inside else []
        run = subprocess.run(["git", *where, *map(str, arguments)], check=True, capture_output=True, **options)
        return run.stdout.decode("utf-8", "replace").strip()

    def commit(self, message, *parents, branch="main", author="Ann <ann@example.com> 1600000000 +0200"):
        tree = self.git("hash-object", "-t", "tree", "-w", "--stdin", input=b"")
        header = "".join([f"tree {tree}\n", *(f"parent {parent}\n" for parent in parents), f"author {author}\n", f"committer {author}\n"])
        sha = self.git("hash-object", "-t", "commit", "-w", "--stdin", input=header.encode() + b"\n" + message)
        self.git("update-ref", f"refs/heads/{branch}", sha)
        return sha

    def test_an_empty_repository(self):
        found = scan.scan("acme/empty", self.git_dir)
        self.assertEqual((found.commits, found.linked, found.branches), (0, {}, {}))

    def test_commits_branches_and_odd_bytes(self):
        first = self.commit(b"ABC-1 start\n\nbody names DEF-2\n")
        second = self.commit(b"nothing to see\n", first)
        third = self.commit("naïve ABC-3".encode("latin-1") + b"\xff\n", second, branch="feature/ABC-9-ünï")
        self.git("update-ref", "refs/merge-requests/1/head", self.git("rev-parse", third))
        found = scan.scan("acme/r", self.git_dir)
        self.assertEqual(found.commits, 3)
        self.assertEqual(set(found.linked), {first, third})
        self.assertEqual(found.branches, {"main": second, "feature/ABC-9-ünï": third})
        self.assertEqual((found.linked[first].author, found.linked[first].email, found.linked[first].authored), ("Ann", "ann@example.com", 1600000000))
        self.assertEqual(found.linked[first].message.rstrip(), "ABC-1 start\n\nbody names DEF-2")
        self.assertEqual(scan.by_issue([found]), {"ABC-1": {("acme/r", first)}, "DEF-2": {("acme/r", first)}, "ABC-3": {("acme/r", third)}})
        self.assertEqual(scan.branches_by_issue([found]), {"ABC-9": {("acme/r", "feature/ABC-9-ünï")}})

    def test_a_declared_encoding_and_a_date_before_1970(self):
        tree = self.git("hash-object", "-t", "tree", "-w", "--stdin", input=b"")
        content = (f"tree {tree}\nauthor Bj\xf6rn <b@example.com> -86400 +0100\ncommitter Bj\xf6rn <b@example.com> 5 +0100\n"
                   "encoding ISO-8859-1\ngpgsig -----BEGIN-----\n \n author Eve <e@example.com> 7 +0000\n\nABC-4 Gr\xfc\xdfe\n")
        self.git("update-ref", "refs/heads/main", self.git("hash-object", "--literally", "-t", "commit", "-w", "--stdin", input=content.encode("latin-1")))
        commit = next(iter(scan.scan("acme/r", self.git_dir).linked.values()))
        self.assertEqual((commit.author, commit.email, commit.authored, commit.message), ("Björn", "b@example.com", -86400, "ABC-4 Grüße\n"))

    def test_what_no_branch_reaches_does_not_count(self):
        sha = self.commit(b"ABC-1\n")
        self.git("update-ref", "refs/tags/old", sha)
        self.git("update-ref", "-d", "refs/heads/main")
        self.assertEqual(scan.scan("acme/r", self.git_dir).commits, 0)
