import contextlib
import io
import subprocess
import tempfile
import unittest

from demo import options


class Options(unittest.TestCase):
    def refused(self, *arguments):
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors), self.assertRaises(SystemExit) as end:
            options.parse(arguments)
        self.assertEqual(end.exception.code, 2)
        return errors.getvalue()

    def test_defaults(self):
        chosen = options.parse([])
        self.assertEqual((chosen.port, chosen.db, chosen.namespace, chosen.once), (2990, "h2", "javax", False))
        self.assertEqual(options.parse(["--once"]).port, 0)
        self.assertEqual(options.parse(["--once", "--port", "4000"]).port, 4000)

    def test_refusals_have_words(self):
        self.assertIn("65535", self.refused("--port", "70000"))
        self.assertIn("invalid choice", self.refused("--db", "oracle"))
        self.assertIn("shared/corpus", self.refused("--corpus", "linux"))
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn("no git repository", self.refused("--repository", folder))

    def test_repositories(self):
        with tempfile.TemporaryDirectory() as folder:
            for arguments in (["work"], ["--bare", "bare.git"]):
                subprocess.run(["git", "init", "-q", *arguments], cwd=folder, check=True)
            chosen = options.parse(["--repository", f"{folder}/work", f"{folder}/bare.git"])
            self.assertEqual([path.name for path in chosen.repository], ["work", "bare.git"])
