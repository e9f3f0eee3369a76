"""What the tests ask a Gitea to do, through its REST API."""
import base64
import json
import urllib.error
import urllib.request


class Refused(Exception):
    def __init__(self, status, text):
        super().__init__(f"{status}: {text}")
        self.status = status


PASSWORD = "of-no-importance"
CHECK_ATTEMPTS = 2_000  # each takes Gitea some milliseconds


class Api:
    """As the administrator that the token belongs to."""

    def __init__(self, url, token):
        self._url, self._credential = url, "token " + token

    def ask(self, method, path, body=None, credential=None):
        request = urllib.request.Request(self._url + "/api/v1" + path, method=method, data=None if body is None else json.dumps(body).encode(),
                                         headers={"Authorization": credential or self._credential, "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                raise Refused(refused.code, refused.read().decode("utf-8", "replace")) from None
        return json.loads(text) if text else None

    def organisation(self, name):
        return self.ask("POST", "/orgs", {"username": name, "visibility": "private"})

    def user(self, name):
        return self.ask("POST", "/admin/users", {"username": name, "email": name + "@example.com", "password": PASSWORD, "must_change_password": False})

    def new_token(self, user, *scopes):
        """Gitea hands out tokens to a password only."""
        basic = "Basic " + base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
        return self.ask("POST", f"/users/{user}/tokens", {"name": "-".join(scopes).replace(":", "-"), "scopes": scopes}, basic)["sha1"]

    def let_read(self, organisation, user):
        """Code and pull requests of all repositories, and nothing more."""
        team = self.ask("POST", f"/orgs/{organisation}/teams", {"name": "readers", "permission": "read", "includes_all_repositories": True,
                                                                "units": ["repo.code", "repo.pulls"]})
        self.ask("PUT", f"/teams/{team['id']}/members/{user}")

    def repository(self, owner, name, **more):
        """Of an organisation, or of a user: the administrator may create for both."""
        return self.ask("POST", f"/orgs/{owner}/repos" if self.is_organisation(owner) else f"/admin/users/{owner}/repos", {"name": name, "private": True, **more})

    def is_organisation(self, name):
        try:
            self.ask("GET", f"/orgs/{name}")
        except Refused as refused:
            if refused.status == 404:
                return False
            raise
        return True

    def change(self, path, **fields):
        return self.ask("PATCH", f"/repos/{path}", fields)

    def delete(self, path):
        self.ask("DELETE", f"/repos/{path}")

    def transfer(self, path, owner):
        self.ask("POST", f"/repos/{path}/transfer", {"new_owner": owner})

    def pull_request(self, path, head, title, base="main", body=""):
        return self.ask("POST", f"/repos/{path}/pulls", {"head": head, "base": base, "title": title, "body": body})["number"]

    def change_pull_request(self, path, number, **fields):
        return self.ask("PATCH", f"/repos/{path}/pulls/{number}", fields)

    def merge(self, path, number, style="merge"):
        """Gitea checks each pull request on a thread of its own, and refuses to merge one that it has not checked yet."""
        for _ in range(CHECK_ATTEMPTS):
            if self.ask("GET", f"/repos/{path}/pulls/{number}")["mergeable"]:
                return self.ask("POST", f"/repos/{path}/pulls/{number}/merge", {"Do": style})
        raise AssertionError(f"Gitea does not find pull request {number} of {path} mergeable")
