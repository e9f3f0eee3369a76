"""A developer's push to the demo's forge, over HTTP like everybody's."""
import os
import subprocess
import urllib.parse

from demo.failure import DemoFailure


class Clone:
    """The newest commit of a repository's main branch, and what is committed on it."""

    def __init__(self, url, token, folder):
        parts = urllib.parse.urlsplit(url)
        self._url = parts._replace(netloc=f"oauth2:{token}@{parts.netloc}").geturl()
        self._token, self._folder = token, str(folder)
        self._git(["clone", "--quiet", "--bare", "--depth", "1", "--branch", "main", self._url, self._folder], inside=False)
        self.head = self._git(["rev-parse", "HEAD"])

    def commit(self, message, person, authored, committed):
        """On the commit that was cloned, with its files; dates in seconds. → sha"""
        who = {f"GIT_{role}_{what}": value for role, date in (("AUTHOR", authored), ("COMMITTER", committed))
               for what, value in (("NAME", person), ("EMAIL", f"{person}@example.com"), ("DATE", f"{date} +0000"))}
        return self._git(["commit-tree", f"{self.head}^{{tree}}", "-p", self.head, "-m", message], who)

    def push(self, sha, force=False):
        self._git(["push", "--quiet", *(["--force"] if force else []), self._url, f"{sha}:refs/heads/main"])

    def _git(self, command, environment=None, inside=True):
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
        done = subprocess.run(["git", *(["-C", self._folder] if inside else []), *command], capture_output=True, text=True, check=False,
                              env={**os.environ, **alone, **(environment or {})})
        if done.returncode:
            raise DemoFailure(f"git {command[0]} failed: {done.stderr.strip().replace(self._token, '***')}")
        return done.stdout.strip()
