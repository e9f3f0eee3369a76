"""./dev itself: what it refuses, what it says, what it keeps."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from house.tree import REPOSITORY

SCRIPTS = "tests/packaging/dev.d"


class DevScript(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.parent = pathlib.Path(folder.name)
        self.root = self.parent / "clone"
        (self.root / SCRIPTS).mkdir(parents=True)
        for file in ["dev", *sorted(f"{SCRIPTS}/{path.name}" for path in (REPOSITORY / SCRIPTS).iterdir())]:
            shutil.copy(REPOSITORY / file, self.root / file)
        (self.root / "tests/packaging/debian-packages.txt").write_text("# all\nbash\n")
        subprocess.run(["git", "init", "-q"], cwd=self.root, check=True)

    def dev(self, *arguments, **environment):
        return self.bash('./dev "$@"', *arguments, **environment)

    def bash(self, script, *arguments, **environment):
        environment = {**os.environ, "CI": "", "DVCS_ROOT": str(self.root), **environment}
        return subprocess.run(["bash", "-c", script, "bash", *arguments], cwd=self.root, env=environment, capture_output=True, text=True)

    def sourced(self, script, **environment):
        return self.bash(f"set -euo pipefail; . {SCRIPTS}/common.sh; {script}", **environment)

    def with_step(self, body):
        """./dev test with one step of ours in the place of the real ones."""
        file = self.root / SCRIPTS / "test.sh"
        text = file.read_text()
        begin, end = text.index("STEPS=("), text.index("\n", text.index("STEPS=("))
        file.write_text(text[:begin] + "STEPS=(first second)" + text[end:] + f"\nstep_first() {{ {body}; }}\nstep_second() {{ echo second ran; }}\n")

    def test_it_explains_itself(self):
        run = self.dev()
        self.assertEqual(run.returncode, 0)
        for verb in ("demo", "test", "build", "bench", "package", "format", "clean", "verify-api"):
            self.assertRegex(run.stdout, rf"(?m)^  {verb}\b")

    def test_every_verb_has_help_and_builds_nothing_for_it(self):
        for verb in ("test", "build", "package", "format", "lint", "clean"):
            run = self.dev(verb, "--help")
            self.assertEqual((run.returncode, run.stdout.split(" [")[0].split("\n")[0]), (0, f"usage: ./dev {verb}"), run.stderr)
        self.assertFalse((self.root / "build").exists())

    def test_an_unknown_verb(self):
        run = self.dev("dmeo")
        self.assertEqual(run.returncode, 2)
        self.assertIn("there is no verb 'dmeo'", run.stderr)

    def test_missing_packages_without_root(self):
        (self.root / "tests/packaging/debian-packages.txt").write_text("bash\nno-such-package\n")
        run = self.sourced("id() { echo 1000; }; ensure_packages")
        self.assertEqual(run.returncode, 1)
        self.assertIn("sudo apt-get install --no-install-recommends no-such-package", run.stderr)
        self.assertNotIn("bash", run.stderr.replace("bash:", ""))

    def test_nothing_is_installed_when_all_is_there(self):
        run = self.sourced("apt-get() { echo called; exit 9; }; ensure_packages")
        self.assertEqual((run.returncode, run.stdout), (0, ""))

    def test_stamps_follow_contents(self):
        (self.root / "a").write_text("1")
        script = 'x=$(content_of a); set_stamp s "$x"; stamp_is s "$(content_of a)" && echo same; echo 2 >a; stamp_is s "$(content_of a)" || echo changed'
        self.assertEqual(self.sourced(script).stdout.split(), ["same", "changed"])

    def test_one_build_at_a_time(self):
        run = self.sourced("lock; flock --nonblock build/.lock true || echo held; unlock; flock --nonblock build/.lock true && echo free")
        self.assertEqual(run.stdout.split(), ["held", "free"])

    def test_steps_pass(self):
        self.with_step("echo '100% tests passed, 0 tests failed out of 3'")
        run = self.dev("test")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("first: 100% tests passed", run.stdout)
        self.assertRegex(run.stdout, r"second passed in \d+ s")

    def test_a_failing_step_ends_the_run(self):
        self.with_step("false; echo not reached")
        run = self.dev("test")
        self.assertEqual(run.returncode, 1)
        self.assertNotIn("not reached", run.stdout)
        self.assertNotIn("second ran", run.stdout)
        self.assertIn("step 'first' failed; its output is in build/test-logs/first.log", run.stderr)

    def test_skips_are_refused_where_nothing_excuses_them(self):
        for line in ("Tests run: 3, Failures: 0, Errors: 0, Skipped: 2", "OK (skipped=1)", "ℹ skipped 4", "3/3 Test #3: x ...***Skipped", "  2 skipped"):
            self.with_step(f"echo '{line}'")
            with self.subTest(line):
                self.assertEqual(self.dev("test", CI="true").returncode, 0, "without ../shared")
                (self.parent / "shared").mkdir()
                self.assertEqual(self.dev("test").returncode, 0, "outside CI")
                run = self.dev("test", CI="true")
                self.assertEqual(run.returncode, 1)
                self.assertIn(line, run.stderr)
                (self.parent / "shared").rmdir()

    def test_none_skipped(self):
        (self.parent / "shared").mkdir()
        self.with_step("echo 'Tests run: 3, Failures: 0, Errors: 0, Skipped: 0'; echo '# skipped 0'; echo '9/9 Test #9: net.ClientTest.WorksOverIpv6 ...***Skipped'")
        self.assertEqual(self.dev("test", CI="true").returncode, 0)
