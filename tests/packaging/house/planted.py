"""A small tree in a temporary folder, so that a rule can be shown a violation."""
import pathlib
import tempfile
import unittest

from house.tree import REPOSITORY, Tree


class RuleTest(unittest.TestCase):
    maxDiff = None

    def plant(self, files):
        """files: {path: text or bytes}."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for path, content in files.items():
            file = pathlib.Path(folder.name) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Tree(folder.name)

    def assert_found(self, rule, files, *wanted):
        """One finding for each wanted text, in this order, and no other."""
        findings = rule(self.plant(files))
        self.assertEqual(len(findings), len(wanted), findings)
        for finding, part in zip(findings, wanted):
            self.assertIn(part, finding)

    def assert_clean(self, rule, files):
        self.assertEqual(rule(self.plant(files)), [])

    def assert_repository_keeps(self, rule):
        findings = rule(Tree(REPOSITORY))
        self.assertFalse(findings, "\n" + "\n".join(findings))
