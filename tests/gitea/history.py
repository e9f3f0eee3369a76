"""Git histories: made, pushed, and what git itself says about them."""
import os
import subprocess

# Dates are given: the same history has the same ids each time.
_WHO = {"GIT_AUTHOR_NAME": "Ada Example", "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Carl Example",
        "GIT_COMMITTER_EMAIL": "carl@example.com", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"}


def git(folder, *arguments, input=None, **environment):
    run = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(folder), *arguments], input=input, capture_output=True, env={**os.environ, **_WHO, **environment})
    if run.returncode != 0:
        raise AssertionError(f"git {arguments}: {run.stderr.decode('utf-8', 'replace')}")
    return run.stdout.decode("utf-8", "replace")


def commits_of(folder):
    return set(git(folder, "rev-list", "--branches").split())


def branches_of(folder):
    listing = git(folder, "for-each-ref", "--format=%(refname:lstrip=2)%00%(objectname)", "refs/heads/")
    return dict(line.split("\0") for line in listing.splitlines())


def clean(folder):
    """What no ref reaches is gone."""
    git(folder, "reflog", "expire", "--expire=now", "--all")
    git(folder, "gc", "-q", "--prune=now")


class Clone:
    """A work tree without files; each commit is a minute later than the one before."""

    def __init__(self, folder, url):
        self.folder = folder
        folder.mkdir()
        git(folder, "init", "-q", "-b", "main")
        git(folder, "remote", "add", "origin", url)
        self._clock = 1_700_000_000

    def commit(self, message, offset="+0100", parents=None, encoding=None):
        """On the branch that is checked out; with `parents` any commit, which no branch holds yet."""
        self._clock += 60
        when = {"GIT_AUTHOR_DATE": f"{self._clock} {offset}", "GIT_COMMITTER_DATE": f"{self._clock + 5} -0330"}
        tree = git(self.folder, "mktree", input=b"").strip()
        head = [self.head()] if parents is None and self.head() else parents or []
        arguments = [argument for parent in head for argument in ("-p", parent)]
        text = message.encode(encoding or "utf-8")
        settings = ["-c", f"i18n.commitEncoding={encoding}"] if encoding else []
        sha = git(self.folder, *settings, "commit-tree", tree, *arguments, input=text, **when).strip()
        if parents is None:
            git(self.folder, "update-ref", "HEAD", sha)
        return sha

    def head(self):
        return git(self.folder, "for-each-ref", "--format=%(objectname)", git(self.folder, "symbolic-ref", "HEAD").strip()).strip()

    def switch(self, branch, start=None):
        git(self.folder, "symbolic-ref", "HEAD", f"refs/heads/{branch}")
        if start:
            git(self.folder, "update-ref", "HEAD", start)

    def push(self, *refs, force=False):
        git(self.folder, "push", "-q", *(["--force"] if force else []), "origin", *refs)

    def fetch(self):
        git(self.folder, "fetch", "-q", "origin")
