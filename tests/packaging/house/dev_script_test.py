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

    def bash(self, script, *arguments, input=None, **environment):
        environment = {**os.environ, "CI": "", "DVCS_ROOT": str(self.root), **environment}
        return subprocess.run(["bash", "-c", script, "bash", *arguments], cwd=self.root, env=environment, input=input, capture_output=True, text=True)

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
        for verb in ("demo", "test", "build", "bench", "soak", "package", "format", "clean", "verify-api"):
            self.assertRegex(run.stdout, rf"(?m)^  {verb}\b")

    def test_every_verb_has_help_and_builds_nothing_for_it(self):
        for verb in ("test", "build", "soak", "package", "format", "lint", "clean"):
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
        self.assertRegex(run.stdout, r"(?m)^second passed in \d+ s$")
        self.assertRegex(run.stdout, r"(?m)^--- first\n100% tests passed, 0 tests failed out of 3$")
        self.assertEqual(run.stdout.splitlines()[-1], "3 passed, 0 failed")

    def test_the_last_line_is_the_sum_of_all_runners(self):
        said = ["99% tests passed, 1 tests failed out of 300", "Ran 20 tests in 0.1s", "OK (skipped=2)", "Ran 5 tests in 0.1s", "FAILED (failures=1, errors=1)",
                "[INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s -- in a.BTest", "[WARNING] Tests run: 40, Failures: 1, Errors: 1, Skipped: 3",
                "# tests 6", "# pass 5", "# fail 1", "# skipped 0"]
        run = self.sourced(f". {SCRIPTS}/test.sh; logs=build/logs; mkdir -p $logs; : >$logs/summary; cat >$logs/all.log; closing_lines", input="\n".join(said))
        self.assertEqual(run.stdout.splitlines()[-1], "360 passed, 6 failed, 5 skipped", run.stderr)
        self.assertIn("\nTests run: 40,", run.stdout)

    def test_help_on_a_bare_machine(self):
        """No Python and no JDK yet: the help of the verbs in Python says so, and the others need neither."""
        run = self.sourced(f". {SCRIPTS}/demo.sh; command() {{ return 1; }}; main --help")
        self.assertEqual(run.returncode, 1)
        self.assertIn("needs python3", run.stderr)

    def test_a_bare_machine_installs_before_it_asks_python(self):
        run = self.sourced(f". {SCRIPTS}/demo.sh; command() {{ return 1; }}; python3() {{ echo python; }}; ensure_packages() {{ echo packages; exit 3; }}; main --once")
        self.assertEqual((run.returncode, run.stdout.split()), (3, ["packages"]))

    def test_a_deleted_file_does_not_end_the_run(self):
        (self.root / "z").write_text("1")
        subprocess.run(["git", "add", "z"], cwd=self.root, check=True)
        (self.root / "z").unlink()
        self.assertRegex(self.sourced("x=$(content_of .); echo $x").stdout, r"^[0-9a-f]{64}$")

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
