"""Servers of the demo: each prints one line of JSON when it is ready and ends on SIGTERM."""
import contextlib
import ctypes
import json
import os
import pathlib
import queue
import select
import signal
import socket
import subprocess
import threading

from demo.failure import DemoFailure

_PR_SET_PDEATHSIG = 1


def _end_with_parent():
    # Even a demo that is killed outright leaves no server behind (Linux: prctl(2)).
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Server:
    """Started in a session of its own, so that Ctrl-C reaches the demo alone and the order of the end is ours."""

    def __init__(self, name, command, log, seconds, environment=None):
        self.name, self.log = name, pathlib.Path(log)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._errors = open(self.log, "wb")
        self._process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors,
                                         start_new_session=True, preexec_fn=_end_with_parent, env={**os.environ, **(environment or {})})
        self._lines = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.ready = self._wait_ready(seconds)
        except BaseException:
            self.stop()
            raise

    def _read(self):
        """The first line that is a JSON object is the answer; all other output goes to the log."""
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):
                value = json.loads(line)
                if isinstance(value, dict):
                    self._lines.put(value)
                    continue
            self._errors.write(line)
            self._errors.flush()
        self._lines.put(None)

    def _wait_ready(self, seconds):
        try:
            value = self._lines.get(timeout=seconds)
        except queue.Empty:
            raise DemoFailure(f"the {self.name} was not ready after {seconds} s; {self.last_words()}") from None
        if value is None:
            raise DemoFailure(f"the {self.name} ended with code {self._process.wait()} before it was ready; {self.last_words()}")
        return value

    def last_words(self):
        lines = self.log.read_text("utf-8", "replace").splitlines()[-15:]
        return "\n  ".join([f"its log {self.log} ends with:", *lines]) if lines else f"its log {self.log} is empty"

    def alive(self):
        return self._process.poll() is None

    def stop(self, seconds=20):
        """SIGTERM, then after `seconds` SIGKILL to whatever is left in its session's process group."""
        if self.alive():
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._reader.join()
        self._process.stdout.close()
        self._errors.close()


def port_is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def stop_postgres_of(home, seconds=20):
    """The host stops its PostgreSQL itself; this is for a host that was killed."""
    for file in pathlib.Path(home).rglob("postmaster.pid"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            process = int(file.read_text().splitlines()[0])
            # The number may be another's by now: only one that names this data folder is meant.
            if os.fsencode(file.parent) in pathlib.Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0"):
                ended = os.pidfd_open(process)
                try:
                    os.kill(process, signal.SIGQUIT)  # immediate shutdown: the data folder goes with the demo
                    select.select([ended], [], [], seconds)
                finally:
                    os.close(ended)
