import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from demo import homes

TESTS = pathlib.Path(__file__).resolve().parents[1]


class Homes(unittest.TestCase):
    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        folder = pathlib.Path(tempfile.mkdtemp(prefix="dvcs homes ", dir="/var/tmp"))
        self.addCleanup(folder.rmdir)
        folder.chmod(0o755)
        self.data = folder / "demo"
        self.addCleanup(lambda: subprocess.run(["rm", "-rf", self.data], check=True))

    def homes(self):
        return sorted(self.data.glob("home-*"))

    def test_a_home_ends_with_its_stack(self):
        with contextlib.ExitStack() as stack:
            home = homes.new_home(self.data, stack)
            (home / "file").write_text("x")
            self.assertEqual(self.homes(), [home])
            self.assertEqual(home.stat().st_mode & 0o777, 0o755)
        self.assertEqual(self.homes(), [])

    def test_one_that_a_killed_demo_left_goes_at_the_next_start(self):
        code = ("import contextlib, pathlib, signal, sys\nfrom demo import homes\n"
                "print(homes.new_home(pathlib.Path(sys.argv[1]), contextlib.ExitStack()), flush=True)\nsignal.pause()")
        other = subprocess.Popen([sys.executable, "-c", code, self.data], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(TESTS)}, text=True)
        left = pathlib.Path(other.stdout.readline().strip())
        mine = homes.new_home(self.data, self.stack)
        self.assertEqual(self.homes(), sorted([left, mine]), "one that is in use stays")
        other.kill()
        other.communicate()
        third = homes.new_home(self.data, self.stack)
        self.assertEqual(self.homes(), sorted([mine, third]))

    def test_a_postgresql_that_was_left_is_stopped_and_no_other(self):
        with contextlib.ExitStack() as left:
            home = homes.new_home(self.data, left)
            data = home / "postgres" / "data"
            data.mkdir(parents=True)
            left.pop_all()  # what a kill does to the clean-up, but for the lock
            server = self.stand_in(data)
            other = self.stand_in(data.parent / "other")
            (data / "postmaster.pid").write_text(f"{other.pid}\n")
            homes.stop_postgres_of(home)
            self.assertIsNone(other.poll(), "a number that is another's by now")
            (data / "postmaster.pid").write_text(f"{server.pid}\n")
            homes.stop_postgres_of(home)
            self.assertIsNotNone(server.poll())

    def stand_in(self, data):
        # A shell's background job has SIGQUIT ignored, and its children inherit that; PostgreSQL has a handler of its own.
        code = "import signal\nsignal.signal(signal.SIGQUIT, signal.SIG_DFL)\nprint('ready', flush=True)\nsignal.pause()"
        server = subprocess.Popen([sys.executable, "-c", code, "postgres", "-D", data], stdout=subprocess.PIPE)
        self.addCleanup(server.communicate)
        self.addCleanup(server.kill)
        server.stdout.readline()
        return server

    def test_two_demos_do_not_share_a_forge(self):
        first, second = homes.new_home(self.data, self.stack), homes.new_home(self.data, self.stack)
        with contextlib.ExitStack() as running:
            self.assertEqual(homes.forge_data(self.data, first, running), self.data / "forge")
            self.assertEqual(homes.forge_data(self.data, second, self.stack), second / "forge")
        self.assertEqual(homes.forge_data(self.data, second, self.stack), self.data / "forge", "free again")
