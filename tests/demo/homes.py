"""Folders of a demo: a fresh home for its Jira stand-in, and the forge's data, which the next start finds again.

A demo holds a lock on each folder that it uses (flock(2) on the folder itself), which ends with the process however that
ends. So the next start knows what a killed demo has left, and two demos at once never share a folder.
"""
import contextlib
import fcntl
import hashlib
import os
import pathlib
import shutil
import stat
import tempfile

from demo.processes import stop_postgres_of


def claim(folder, stack, wait=False):
    """Whether the folder is ours from now on, until the stack ends."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(descriptor)
        return False
    stack.callback(os.close, descriptor)
    return True


def new_home(data, stack):
    """A fresh home below `data`. PostgreSQL does not run as root, and its own user must reach its folder."""
    data.mkdir(parents=True, exist_ok=True)
    reachable = all(folder.stat().st_mode & stat.S_IXOTH for folder in (data, *data.parents))
    parent = data if reachable else pathlib.Path("/var/tmp")
    prefix = "home-" if reachable else f"dvcs-demo-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}-"
    with contextlib.ExitStack() as making:
        claim(data, making, wait=True)  # between its making and its own lock, a new home looks left behind
        for left in parent.glob(prefix + "*"):
            _remove_if_left(left)
        home = pathlib.Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        stack.callback(stop_postgres_of, home)
        claim(home, stack)
    home.chmod(0o755)
    return home


def _remove_if_left(home):
    """The home of a demo that was killed, with its PostgreSQL if that still runs."""
    with contextlib.ExitStack() as mine:
        if claim(home, mine):
            stop_postgres_of(home)
            shutil.rmtree(home, ignore_errors=True)


def forge_data(data, home, stack):
    """The forge's folder, kept between runs; one in our own home while another demo uses that."""
    kept = data / "forge"
    kept.mkdir(parents=True, exist_ok=True)
    return kept if claim(kept, stack) else home / "forge"
