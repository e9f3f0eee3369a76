"""What Gitea says of a commit's signature: the fields that native/src/providers/gitea/author_verification.cpp goes by, and what they prove."""
import base64
import pathlib
import shutil
import subprocess
import tempfile

from gitea.api import PASSWORD
from gitea.history import git
from gitea.world import World


class Signatures(World):
    def setUp(self):
        super().setUp()
        # gpg-agent's socket has to have a short path.
        self.keys = pathlib.Path(tempfile.mkdtemp(prefix="keys-", dir="/tmp"))
        self.addCleanup(shutil.rmtree, self.keys, ignore_errors=True)
        self.addCleanup(subprocess.run, ["gpgconf", "--homedir", str(self.keys), "--kill", "all"], check=True, capture_output=True)

    def gpg(self, *arguments):
        return subprocess.run(["gpg", "--homedir", str(self.keys), "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "", *arguments],
                              check=True, capture_output=True, text=True).stdout

    def signer(self, name):
        """A user who has registered a key for the own address, which the administrator has confirmed."""
        user = f"{name}-{self.acme}"
        email = self.api.user(user)["email"]
        self.gpg("--quick-generate-key", f"{name} <{email}>", "ed25519", "sign", "never")
        basic = "Basic " + base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
        self.api.ask("POST", "/user/gpg_keys", {"armored_public_key": self.gpg("--armor", "--export", email)}, basic)
        return user, email

    def asked(self, work, author, committer, key=None):
        """A commit as the provider asks for it."""
        tree = git(work.folder, "mktree", input=b"").strip()
        people = {"GIT_AUTHOR_EMAIL": author, "GIT_COMMITTER_EMAIL": committer, "GNUPGHOME": str(self.keys)}
        sha = git(work.folder, "commit-tree", *([f"-S{key}"] if key else []), tree, input=b"KEY-1 #close\n", **people).strip()
        work.push(f"{sha}:refs/heads/{sha[:8]}")
        found = self.api.ask("GET", f"/repos/{self.acme}/signed/git/commits/{sha}?stat=false&verification=true&files=false")
        self.assertEqual(found["sha"], sha)
        return found["commit"]["verification"], (found["author"] or {}).get("login")

    def test_whose_key_it_is_and_whose_address(self):
        ada, ada_email = self.signer("ada")
        mallory, mallory_email = self.signer("mallory")
        _, work = self.repository("signed")

        said, author = self.asked(work, ada_email, ada_email, ada_email)
        self.assertEqual((said["verified"], said["signer"]["username"], author), (True, ada, ada))

        # Git checks no authors: what is proven is whose key it was.
        for committer in (ada_email, mallory_email):
            said, author = self.asked(work, ada_email, committer, mallory_email)
            self.assertEqual((said["verified"], said["signer"]["username"], author), (True, mallory, ada))

        said, author = self.asked(work, "nobody@example.org", ada_email, ada_email)
        self.assertEqual((said["verified"], said["signer"]["username"], author), (True, ada, None))

        said, author = self.asked(work, ada_email, ada_email)
        self.assertEqual((said["verified"], said["reason"], said["signer"], author), (False, "gpg.error.not_signed_commit", None, ada))
