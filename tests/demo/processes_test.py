import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest

from demo.failure import DemoFailure
from demo.processes import Server, port_is_free

READY = 'import json,os,signal,sys,time; print("hello"); print(json.dumps({"url":"x","pid":os.getpid()}), flush=True); '


def is_running(process):
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(process, seconds=20):
    deadline = time.monotonic() + seconds
    while is_running(process) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_running(process)


class Servers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.log = pathlib.Path(folder.name) / "server.log"

    def server(self, code, seconds=20):
        server = Server("test server", [sys.executable, "-c", code], self.log, seconds)
        self.addCleanup(server.stop)
        return server

    def test_ready_and_stopped(self):
        server = self.server(READY + "signal.pause()")
        self.assertEqual(server.ready["url"], "x")
        self.assertTrue(server.alive())
        server.stop()
        self.assertFalse(is_running(server.ready["pid"]))
        self.assertIn("hello", self.log.read_text())

    def test_one_that_ignores_the_request_is_killed(self):
        server = self.server("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + READY + "time.sleep(600)")
        server.stop(seconds=0.1)
        self.assertFalse(is_running(server.ready["pid"]))

    def test_one_that_ends_at_once_says_why(self):
        with self.assertRaisesRegex(DemoFailure, r"(?s)ended with code 3.*no such forge"):
            self.server("import sys; print('no such forge', file=sys.stderr); sys.exit(3)")

    def test_one_that_is_never_ready(self):
        with self.assertRaisesRegex(DemoFailure, "not ready after 0.1 s"):
            self.server("import signal; signal.pause()", seconds=0.1)

    def test_a_killed_demo_takes_its_servers_along(self):
        code = textwrap.dedent(f"""
            import sys, signal
            from demo.processes import Server
            print(Server("s", [sys.executable, "-c", {READY + "signal.pause()"!r}], {str(self.log)!r}, 20).ready["pid"], flush=True)
            signal.pause()""")
        tests = pathlib.Path(__file__).resolve().parents[1]
        parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(tests)})
        server = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        parent.stdout.close()
        self.assertTrue(wait_until_gone(server))


class Ports(unittest.TestCase):
    def test_used_and_free(self):
        with socket.create_server(("127.0.0.1", 0)) as used:
            port = used.getsockname()[1]
            self.assertFalse(port_is_free(port))
        self.assertTrue(port_is_free(port))
