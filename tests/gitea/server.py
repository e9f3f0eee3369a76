"""A real Gitea for this test run: a folder, a free port of the loopback, SQLite, an administrator's token."""
import atexit
import ctypes
import functools
import os
import pathlib
import pwd
import re
import signal
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
READY_SECONDS = 120
ADMINISTRATOR = "root1"

# Everything that reaches outside is off; hooks and queues work at once, so that what was asked for is done when the answer comes. All but one queue: who
# looks at a pull request whose check is due takes its lock and queues the check, which takes the lock again. On one thread that waits for ever
# (services/pull/check.go, StartPullRequestCheckOnView).
SETTINGS = """\
APP_NAME = Gitea under test
RUN_MODE = prod
RUN_USER = {user}
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
WORK_PATH = {home}

[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = {port}
ROOT_URL = {url}/
OFFLINE_MODE = true
DISABLE_SSH = true
LFS_START_SERVER = false
STATIC_ROOT_PATH = {resources}
APP_DATA_PATH = {home}/data

[database]
DB_TYPE = sqlite3
PATH = {home}/gitea.db

[repository]
ROOT = {home}/repositories
DEFAULT_BRANCH = main

[security]
INSTALL_LOCK = true
SECRET_KEY = of-no-importance
PASSWORD_COMPLEXITY = off
MIN_PASSWORD_LENGTH = 6

[service]
DISABLE_REGISTRATION = true

[webhook]
ALLOWED_HOST_LIST = loopback

[indexer]
ISSUE_INDEXER_TYPE = db

[queue]
TYPE = immediate

[queue.pr_patch_checker]
TYPE = channel

[git]
HOME_PATH = {home}/git-home

[log]
MODE = console
LEVEL = Warn

[mailer]
ENABLED = false

[cron]
ENABLED = false

[actions]
ENABLED = false

[packages]
ENABLED = false

[federation]
ENABLED = false
"""


def _end_with_parent():
    # Even a test run that is killed outright leaves no server behind (Linux: prctl(2), PR_SET_PDEATHSIG).
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def build():
    """The folder with the program; built at the first call on a machine."""
    run = subprocess.run([HERE / "build.sh"], stdout=subprocess.PIPE, text=True)
    if run.returncode != 0:
        raise AssertionError("there is no Gitea to test with; tests/gitea/build.sh said why")
    return pathlib.Path(run.stdout.strip())


class Gitea:
    def __init__(self):
        built = build()
        self._program = built / "gitea"
        self._folder = tempfile.TemporaryDirectory(prefix="gitea-")
        self.home = pathlib.Path(self._folder.name)
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._settings = self.home / "app.ini"
        self._settings.write_text(SETTINGS.format(user=pwd.getpwuid(os.getuid()).pw_name, home=self.home, port=port, url=self.url,
                                                  resources=built / "resources"))
        self._log = self.home / "gitea.log"
        self._process = None
        try:
            self._run("migrate")
            said = self._run("admin", "user", "create", "--admin", "--username", ADMINISTRATOR, "--email", "root1@example.com", "--password", "of-no-importance",
                             "--must-change-password=false", "--access-token", "--access-token-scopes", "all")
            self.token = re.search(r"\b[0-9a-f]{40}\b", said).group()
            self._start()
        except BaseException:
            self.stop()
            raise

    def _run(self, *arguments):
        run = subprocess.run([self._program, "--config", self._settings, *arguments], capture_output=True, text=True)
        if run.returncode != 0:
            raise AssertionError(f"gitea {arguments[0]} failed: {run.stdout}{run.stderr}")
        return run.stdout

    def _start(self):
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen([self._program, "--config", self._settings, "web"], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                             start_new_session=True, preexec_fn=_end_with_parent)
        for _ in range(READY_SECONDS * 20):
            try:
                with urllib.request.urlopen(self.url + "/api/v1/version", timeout=10):
                    return
            except (urllib.error.URLError, ConnectionError):
                try:
                    self._process.wait(0.05)  # the pause between two looks, cut short when it ends
                except subprocess.TimeoutExpired:
                    continue
                break
        raise AssertionError(f"Gitea was not ready; its log: {self._log.read_text('utf-8', 'replace')[-4000:]}")

    def git_folder(self, path):
        """Where the repository lies; Gitea writes paths in lower case."""
        return self.home / "repositories" / f"{path.lower()}.git"

    def stop(self):
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._folder.cleanup()


@functools.cache
def shared():
    """The one server of this process; it ends with it."""
    gitea = Gitea()
    atexit.register(gitea.stop)
    return gitea
